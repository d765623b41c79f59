package vorlauf.control;

/**
 * A mail that is full, which it can never be while every port is queued by its first value alone.
 *
 * <p>The message is made here and not in {@link ControlMail}: HotSpot makes the string constants of a class when a method of it
 * is first compiled, on the thread that runs it, and that may be the producer.
 */
final class MailFullException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    MailFullException(int maximumControls, String control) {
        super("the mail of " + maximumControls + " controls is full at " + control);
    }
}
