package vorlauf.stress.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is compared does the same work: every transport carries every block, whole and in order. */
@SuppressWarnings("ThreadPriorityCheck") // yields, because both threads may have to share one core
final class BlockTransportTest {
    private static final int BLOCKS = 200_000;

    @ParameterizedTest
    @ValueSource(strings = {"vorlauf", "jctools", "native"})
    void givesBackCopiesInOrderAndRefusesWhatDoesNotFit(String name) {
        BlockTransport transport = BlockTransport.named(name);
        float[] block = new float[BlockTransport.BLOCK_SAMPLES];
        assertThat(transport.read(block)).isFalse();

        for (int round = 0; round < 3; round++) {
            for (int number = 0; number < BlockTransport.CAPACITY_BLOCKS; number++) {
                Arrays.fill(block, number + 1);
                assertThat(transport.write(block)).isTrue();
            }
            assertThat(transport.write(block)).isFalse();
            for (int number = 0; number < BlockTransport.CAPACITY_BLOCKS; number++) {
                assertThat(transport.read(block)).isTrue();
                assertThat(block).containsOnly(number + 1f);
            }
            assertThat(transport.read(block)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vorlauf", "jctools", "native"})
    void carriesBlocksBetweenTwoThreads(String name) throws Exception {
        BlockTransport transport = BlockTransport.named(name);
        AtomicBoolean stopped = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> writer = threads.submit(() -> {
                float[] block = new float[BlockTransport.BLOCK_SAMPLES];
                for (int number = 0; number < BLOCKS && !stopped.get(); number++) {
                    Arrays.fill(block, number);
                    while (!transport.write(block) && !stopped.get()) {
                        Thread.yield();
                    }
                }
            });
            Future<String> reader = threads.submit(() -> {
                float[] block = new float[BlockTransport.BLOCK_SAMPLES];
                for (int number = 0; number < BLOCKS; number++) {
                    while (!transport.read(block)) {
                        if (stopped.get()) {
                            return "stopped";
                        }
                        Thread.yield();
                    }
                    for (float sample : block) {
                        if (sample != number) {
                            stopped.set(true);
                            return "block " + number + " holds " + sample;
                        }
                    }
                }
                return "";
            });
            try {
                assertThat(reader.get(2, TimeUnit.MINUTES)).isEmpty();
                writer.get(2, TimeUnit.MINUTES);
            } finally {
                stopped.set(true);
            }
        }
    }

    @Test
    void namesTheTransportsThatThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BlockTransport.named("string"))
                .withMessage("no transport is called string; there are vorlauf, jctools, agrona and native");
    }
}
