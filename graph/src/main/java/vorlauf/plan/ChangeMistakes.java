package vorlauf.plan;

/** What a caller has done wrong with a {@link PlanChange}, whose class has no string constants since the producer runs it. */
final class ChangeMistakes {
    private ChangeMistakes() {}

    static IllegalStateException settledTwice(long revision) {
        return new IllegalStateException("change " + revision + " is settled already");
    }

    static IllegalStateException notSettled(long revision) {
        return new IllegalStateException("change " + revision + " is not settled yet");
    }
}
