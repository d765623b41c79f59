package vorlauf.check.model;

/** The same decisions led somewhere else: the subject depends on something besides its threads. */
final class NotDeterministic extends Error {
    private static final long serialVersionUID = 1L;

    NotDeterministic() {
        super(
                "the same schedule took another way: the class depends on chance, time or what earlier runs left",
                null,
                false,
                false);
    }
}
