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
            while (log.overlapping(from, System.nanoTime()).getFirst().kind().startsWith("collection")) {
                // The name of the collection comes right after its pause.
                Thread.onSpinWait();
            }
            PauseLog.Pause pause = log.overlapping(from, System.nanoTime()).getFirst();
            assertThat(pause.endNanos()).isGreaterThan(pause.startNanos());
            assertThat(pause.milliseconds()).isPositive();
            assertThat(pause.kind()).endsWith(", System.gc()");
        } finally {
            PauseLog.release();
        }
        assertThat(log.coveredNanos()).isEqualTo(Long.MAX_VALUE);
    }
}
