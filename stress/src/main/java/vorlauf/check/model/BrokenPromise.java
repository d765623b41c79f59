package vorlauf.check.model;

/** A scenario has seen that a promise of the contract is not kept. */
public final class BrokenPromise extends Error {
    private static final long serialVersionUID = 1L;

    private final String property;

    /** The property's name, and what was seen. */
    public BrokenPromise(String property, String message) {
        super(message, null, false, false);
        this.property = property;
    }

    /** The property's name. */
    public String property() {
        return property;
    }
}
