package vorlauf.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vorlauf.render.ProducerThread;
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

    @Test
    @Timeout(120)
    void knowsTheProducersWaitsAndNobodyElses() throws InterruptedException {
        PauseLog log = PauseLog.acquire(SystemClock.INSTANCE);
        try {
            log.watchThreads();
            log.watchThreads();
            long from = System.nanoTime();
            Thread producer = new Thread(
                    () -> {
                        while (waits(log, from) == 0 && !Thread.currentThread().isInterrupted()) {
                            LockSupport.parkNanos(1_000_000);
                        }
                    },
                    ProducerThread.NAME);
            Thread another = new Thread(() -> {
                while (waits(log, from) == 0 && !Thread.currentThread().isInterrupted()) {
                    LockSupport.parkNanos(1_000_000);
                }
            });
            producer.start();
            another.start();
            producer.join();
            another.join();
            assertThat(log.overlapping(from, System.nanoTime()).stream()
                            .filter(pause -> pause.reason() == PauseLog.Reason.WAIT))
                    .isNotEmpty()
                    .allSatisfy(pause -> assertThat(pause.number()).isEqualTo(producer.threadId()))
                    .anySatisfy(pause -> assertThat(pause.kind()).isEqualTo("thread park"));
        } finally {
            PauseLog.release();
        }
    }

    private static long waits(PauseLog log, long from) {
        return log.overlapping(from, System.nanoTime()).stream()
                .filter(pause -> pause.reason() == PauseLog.Reason.WAIT)
                .count();
    }

    /** A thread that waits and a compiler that runs are no pauses: who foretells from them would foretell too much. */
    @Test
    void tellsAWitnessOnlyWhatStopsAllThreads() {
        PauseLog log = new PauseLog(SystemClock.INSTANCE);
        List<String> told = new ArrayList<>();
        LiveWitness witness = new LiveWitness() {
            @Override
            public void block(long startNanos, long endNanos, long latenessNanos) {}

            @Override
            public void pull(long nanos, int requestedFrames, int foundFrames, int fillFrames) {}

            @Override
            public void pause(long startNanos, long endNanos, boolean collection) {
                told.add(startNanos + " to " + endNanos + (collection ? " collection" : ""));
            }
        };
        log.tell(witness);
        for (PauseLog.Reason reason : PauseLog.Reason.values()) {
            log.add(new PauseLog.Pause(10L * reason.ordinal(), 10L * reason.ordinal() + 5, reason, "", "", -1));
        }
        assertThat(told).containsExactly("0 to 5 collection", "10 to 15");
        log.forget(witness);
        log.add(new PauseLog.Pause(50, 55, PauseLog.Reason.SAFEPOINT, "", "", -1));
        assertThat(told).hasSize(2);
        // All of them stay known to whoever asks.
        assertThat(log.overlapping(0, 60)).hasSize(5);
    }

    /** The first collection; what waits for other threads to stop may come before it. */
    private static PauseLog.Pause collection(PauseLog log, long fromNanos) {
        return log.overlapping(fromNanos, System.nanoTime()).stream()
                .filter(PauseLog.Pause::collection)
                .findFirst()
                .orElseThrow();
    }
}
