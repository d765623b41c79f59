/**
 * The rings under Lincheck's model checker: whole operations, every schedule within its bound, sequentially consistent.
 *
 * <p>Lincheck is not on the class path of ordinary commands: {@link vorlauf.stress.lincheck.LincheckProgram} runs in a
 * process of its own.
 */
@NullMarked
package vorlauf.stress.lincheck;

import org.jspecify.annotations.NullMarked;
