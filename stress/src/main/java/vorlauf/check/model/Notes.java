package vorlauf.check.model;

import java.util.HashMap;
import java.util.Map;

/**
 * What a scenario writes down about its own threads. It is no memory of the model: nothing is a race, and nobody is ordered by
 * it.
 *
 * <p>Threads: those of one execution, which run one at a time.
 */
public final class Notes {
    private final Map<String, Double> numbers = new HashMap<>();
    private final Map<String, Moment> moments = new HashMap<>();

    /** No notes. */
    public Notes() {}

    /** Notes a number, and when it was. */
    public void write(String name, double number) {
        numbers.put(name, number);
        moments.put(name, Moment.now());
    }

    /** The number that was noted last, or 0. */
    public double last(String name) {
        return numbers.getOrDefault(name, 0.0);
    }

    /** The number that was noted last if that happens-before what the running thread does next, or 0. */
    public double lastKnown(String name) {
        Moment moment = moments.get(name);
        return moment != null && moment.isKnown() ? last(name) : 0;
    }
}
