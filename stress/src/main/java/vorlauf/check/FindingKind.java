package vorlauf.check;

/** How an execution breaks down. */
public enum FindingKind {
    /** Two accesses of one place, one of them a store, one of them plain, without an order between them. */
    RACE("data race"),
    /** A promise of the contract is not kept. */
    PROPERTY("contract broken"),
    /** No thread can go on. */
    DEADLOCK("deadlock"),
    /** An operation throws. */
    EXCEPTION("exception"),
    /** A thread does not come to its end. */
    NEVER_ENDS("never ends");

    private final String label;

    FindingKind(String label) {
        this.label = label;
    }

    /** The name for a reader. */
    public String label() {
        return label;
    }
}
