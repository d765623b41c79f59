/** The verification harness: what attacks the ring, the plan and the engine, and what measures them. */
@NullMarked
package vorlauf.stress;

import org.jspecify.annotations.NullMarked;
