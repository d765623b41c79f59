package vorlauf.engine;

/** An offline render that cannot go on; the message is one line that says why and, where a publisher is to blame, which. */
public final class RenderException extends Exception {
    private static final long serialVersionUID = 1L;

    /** An exception that carries one line for the user. */
    public RenderException(String message) {
        super(message);
    }
}
