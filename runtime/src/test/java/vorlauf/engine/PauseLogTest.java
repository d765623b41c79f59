package vorlauf.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vorlauf.render.SystemClock;

class PauseLogTest {
    @Test
    @Timeout(120)
    void knowsACollectionThatHappened() {
        PauseLog log = PauseLog.acquire(SystemClock.INSTANCE);
        try {
            assertThat(PauseLog.acquire(SystemClock.INSTANCE)).isSameAs(log);
            PauseLog.release();
            long from = System.nanoTime();
            // Collections before the recorder is ready are not in its account: go on until one is.
            while (log.overlapping(from, System.nanoTime()).stream().noneMatch(PauseLog.Pause::collection)) {
                assertThat(log.failure()).isNull();
                System.gc();
                Thread.onSpinWait();
            }
            while (collection(log, from).kind().startsWith("collection")) {
                // The name of the collection comes right after its pause.
                Thread.onSpinWait();
            }
            PauseLog.Pause pause = collection(log, from);
            assertThat(pause.endNanos()).isGreaterThan(pause.startNanos());
            assertThat(pause.milliseconds()).isPositive();
            assertThat(pause.kind()).endsWith(", System.gc()");
        } finally {
            PauseLog.release();
        }
        assertThat(log.coveredNanos()).isEqualTo(Long.MAX_VALUE);
    }

    /** The first collection; what waits for other threads to stop may come before it. */
    private static PauseLog.Pause collection(PauseLog log, long fromNanos) {
        return log.overlapping(fromNanos, System.nanoTime()).stream()
                .filter(PauseLog.Pause::collection)
                .findFirst()
                .orElseThrow();
    }
}
