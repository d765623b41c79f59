/**
 * A Jupyter kernel for Java with Vorlauf in it.
 *
 * <p>{@link vorlauf.notebooks.kernel.JavaSession} runs cells in JShell and knows nothing of Jupyter; tests and
 * {@code vorlauf notebook --execute} use it as it is. {@link vorlauf.notebooks.kernel.VorlaufKernel} speaks Jupyter's protocol
 * for it, by the library of the JJava kernel. A cell's code runs on a thread of its own ({@code CellControl}) that
 * an interrupt stops ({@code StopCheck}); what it prints, and what threads print that it started, goes below it ({@code Cell}).
 */
@NullMarked
package vorlauf.notebooks.kernel;

import org.jspecify.annotations.NullMarked;
