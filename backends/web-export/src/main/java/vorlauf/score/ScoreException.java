package vorlauf.score;

/** Bytes that are no score, or not one of this version; the message says what is wrong. */
public final class ScoreException extends Exception {
    private static final long serialVersionUID = 1L;

    ScoreException(String message) {
        super(message);
    }
}
