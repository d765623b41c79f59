package vorlauf.check.model;

/** Unwinds a thread whose execution is over. */
final class Stop extends Error {
    private static final long serialVersionUID = 1L;

    Stop() {
        super(null, null, false, false);
    }
}
