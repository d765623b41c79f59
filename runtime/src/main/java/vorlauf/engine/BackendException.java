package vorlauf.engine;

/** A device that cannot be opened or used; the message is one line that says what, why and what would be accepted. */
public final class BackendException extends Exception {
    private static final long serialVersionUID = 1L;

    /** An exception that carries one line for the user. */
    public BackendException(String message) {
        super(message);
    }

    /** The same with the exception that caused it. */
    public BackendException(String message, Throwable cause) {
        super(message, cause);
    }
}
