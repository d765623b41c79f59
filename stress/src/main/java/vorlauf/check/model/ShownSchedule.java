package vorlauf.check.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An execution as a reader sees it.
 *
 * @param number the schedule's number in its exploration, from 1
 * @param departures how often it leaves the simplest schedule: preemptions and loads of old values
 * @param finding what is wrong; null where nothing is
 * @param table what the threads did, a line each
 */
public record ShownSchedule(
        long number, int departures, @Nullable Finding finding, List<String> table) {
    /** Copies the table. */
    public ShownSchedule {
        table = List.copyOf(table);
    }
}
