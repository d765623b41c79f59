package vorlauf.check.model;

/** Something that the checker does not model was reached; the message names it and its place. */
public final class Refused extends Error {
    private static final long serialVersionUID = 1L;

    /** One line. */
    public Refused(String message) {
        super(message, null, false, false);
    }
}
