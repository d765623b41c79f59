package vorlauf.backend.javasound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Locale;

/**
 * A loss of the device as the engine's process tells it: when it was said and what it costs while it lasts.
 *
 * @param event what was said
 * @param afterNanos how long after the device went
 * @param cores processor time by the process's own clock, as a share of one core
 */
record Loss(String event, long afterNanos, double cores) {
    private static final int WATCHED_FRAMES = 2 * 48_000;

    /** A spin takes one core, or what the machine leaves of it; a wait takes a few hundredths. */
    private static final double MOST_CORES = 0.25;

    /** The device is only asked to be quick in the order of a second: the machine may have other things to do. */
    private static final long LATEST_NANOS = 5_000_000_000L;

    /**
     * Awaits the event, then measures while the sound's time goes on: the least of three spans of two seconds, since the JVM's
     * own compilers are at work in some of them, and a spin would fill all.
     */
    static Loss watch(Fork fork, long goneNanos) throws IOException {
        String event = fork.await("lost: ");
        long afterNanos = System.nanoTime() - goneNanos;
        double least = Double.MAX_VALUE;
        for (int span = 0; span < 3; span++) {
            long[] before = fork.ask("report");
            long sinceNanos = System.nanoTime();
            long[] now = before;
            while (now[2] - before[2] < WATCHED_FRAMES) {
                // Not more often: a report is work of its own.
                Poll.pause(500);
                now = fork.ask("report");
            }
            least = Math.min(least, (double) (now[3] - before[3]) / (System.nanoTime() - sinceNanos));
        }
        return new Loss(event, afterNanos, least);
    }

    /** The frames that the process says were dropped, after the device is back. */
    static long droppedFrames(Fork fork) throws IOException {
        String line = fork.await("notice: java-sound: ");
        assertThat(line).endsWith(" frames were not heard while no device took them");
        return Long.parseLong(line.split(" ", -1)[2]);
    }

    /** Says what it came to, and that it is neither late nor a spin. */
    void assertCheap(String device) {
        System.out.printf(
                Locale.ROOT,
                "%s gone: event after %.0f ms, then %.1f %% of a core%n",
                device,
                afterNanos / 1e6,
                100 * cores);
        assertThat(afterNanos).isLessThan(LATEST_NANOS);
        assertThat(cores).isLessThan(MOST_CORES);
    }
}
