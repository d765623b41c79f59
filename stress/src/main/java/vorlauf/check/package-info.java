/**
 * Proof of hand-offs between threads: a bounded model checker for memory modes, {@code verify-ring}, and the catalogue of
 * mutants that every check must catch.
 */
@NullMarked
package vorlauf.check;

import org.jspecify.annotations.NullMarked;
