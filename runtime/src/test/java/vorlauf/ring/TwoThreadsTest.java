package vorlauf.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two real threads at full speed; the bound in time only turns a hang into a failure. */
@SuppressWarnings("ThreadPriorityCheck") // yields, because both threads may have to share one core
final class TwoThreadsTest {
    private static final long BOUND_SECONDS = 120;
    private static final int FRAMES = 2_000_000;
    /** Sample values stay below 2^24, where a float still tells neighbours apart. */
    private static final int NUMBERS = 1 << 23;

    private final AtomicBoolean stopped = new AtomicBoolean();

    @ParameterizedTest
    @CsvSource({"512, 128, 128", "512, 128, 100", "3, 1, 2", "1000, 96, 441", "64, 64, 64"})
    void twoMillionFramesArriveInOrderAndUntorn(int capacityFrames, int writeFrames, int readFrames) throws Exception {
        SpscFrameRing ring = new SpscFrameRing(capacityFrames, 2, (1L << 32) - FRAMES / 2);

        String wrong = together(() -> produce(ring, writeFrames), () -> consume(ring, readFrames));

        assertThat(wrong).isEmpty();
        assertThat(ring.readableFrames()).isZero();
    }

    @Test
    void recordsArriveInOrderAndUntornAndEveryLossIsCounted() throws Exception {
        RecordRing ring = new RecordRing(5, 16);
        int records = 2_000_000;
        AtomicBoolean finished = new AtomicBoolean();

        String wrong = together(
                () -> {
                    long[] record = new long[5];
                    for (int number = 0; number < records; number++) {
                        Arrays.fill(record, number);
                        ring.write(record);
                    }
                    finished.set(true);
                    return "";
                },
                () -> drain(ring, records, finished));

        assertThat(wrong).isEmpty();
    }

    private String produce(SpscFrameRing ring, int blockFrames) {
        float[] block = new float[blockFrames * 2];
        int next = 0;
        while (next < FRAMES && !stopped.get()) {
            int frames = Math.min(blockFrames, FRAMES - next);
            for (int frame = 0; frame < frames; frame++) {
                block[2 * frame] = (next + frame) % NUMBERS;
                block[2 * frame + 1] = -block[2 * frame];
            }
            while (!ring.write(block, 0, frames) && !stopped.get()) {
                Thread.yield();
            }
            next += frames;
        }
        return "";
    }

    private String consume(SpscFrameRing ring, int readFrames) {
        float[] block = new float[readFrames * 2];
        int expected = 0;
        while (expected < FRAMES && !stopped.get()) {
            int frames = ring.read(block, 0, readFrames);
            if (frames == 0) {
                Thread.yield();
            }
            for (int frame = 0; frame < frames; frame++) {
                float wanted = expected++ % NUMBERS;
                if (block[2 * frame] != wanted || block[2 * frame + 1] != -wanted) {
                    return "frame " + (expected - 1) + " is " + block[2 * frame] + ", " + block[2 * frame + 1];
                }
            }
        }
        return expected == FRAMES ? "" : "only " + expected + " frames came";
    }

    private String drain(RecordRing ring, int records, AtomicBoolean finished) {
        long[] record = new long[5];
        long previous = -1;
        long received = 0;
        while (!stopped.get()) {
            boolean last = finished.get();
            while (ring.read(record)) {
                for (long number : record) {
                    if (number != record[0]) {
                        return "torn record " + Arrays.toString(record);
                    }
                }
                if (record[0] <= previous) {
                    return "record " + record[0] + " after " + previous;
                }
                previous = record[0];
                received++;
            }
            if (last) {
                long counted = received + ring.droppedRecords();
                return counted == records ? "" : received + " came and " + ring.droppedRecords() + " were dropped";
            }
            Thread.yield();
        }
        return "stopped";
    }

    private String together(Callable<String> writer, Callable<String> reader) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<String> written = threads.submit(writer);
            Future<String> read = threads.submit(reader);
            try {
                String wrong = read.get(BOUND_SECONDS, TimeUnit.SECONDS);
                stopped.set(!wrong.isEmpty());
                return wrong + written.get(BOUND_SECONDS, TimeUnit.SECONDS);
            } finally {
                stopped.set(true);
            }
        }
    }
}
