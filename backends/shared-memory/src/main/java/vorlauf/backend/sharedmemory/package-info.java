/** Plays through a ring in shared memory: a C program takes frames out of it, on a thread that no JVM can stop. */
@NullMarked
package vorlauf.backend.sharedmemory;

import org.jspecify.annotations.NullMarked;
