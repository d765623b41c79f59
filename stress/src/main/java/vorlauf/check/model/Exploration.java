package vorlauf.check.model;

import org.jspecify.annotations.Nullable;

/**
 * What became of one scenario.
 *
 * @param schedules executions
 * @param complete all executions within the bound were run, or one was found that breaks down
 * @param counterExample the smallest that was found; null where all is well
 * @param replayed the schedule that was asked for; null where it did not come
 */
public record Exploration(
        long schedules,
        boolean complete,
        @Nullable ShownSchedule counterExample,
        @Nullable ShownSchedule replayed) {}
