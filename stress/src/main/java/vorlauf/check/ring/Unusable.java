package vorlauf.check.ring;

/** A class that cannot be checked; the message is a line that says what would be right. */
public final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    /** One line, or several of a compiler. */
    public Unusable(String message) {
        super(message);
    }
}
