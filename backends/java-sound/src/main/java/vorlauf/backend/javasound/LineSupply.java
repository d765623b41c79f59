package vorlauf.backend.javasound;

import vorlauf.engine.BackendException;

/** Where a line comes from, at first and again after a loss. May wait for a device for long; never on a real-time thread. */
interface LineSupply {
    /** An open line that was not started. */
    OpenLine open() throws BackendException;

    /** Ends what {@link #open} has begun and not finished; by the thread that opens. */
    default void close() {}
}
