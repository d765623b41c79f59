package vorlauf.control;

/**
 * The rule for the size of a {@link ControlMail}.
 *
 * <p>A class of its own for the same reason as {@link MailFullException}: its strings must not be those of the mail.
 */
final class MailLimit {
    private MailLimit() {}

    static void check(int maximumControls) {
        if (maximumControls < 2 || maximumControls > ControlMail.MAXIMUM_CONTROLS) {
            throw new IllegalArgumentException("maximumControls is " + maximumControls + "; a mail is for 2 to "
                    + ControlMail.MAXIMUM_CONTROLS + " controls");
        }
    }
}
