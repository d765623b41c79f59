package vorlauf.notebooks.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A cell that is run again and again leaves nothing behind: no thread, no sound. */
@Timeout(900)
final class ThousandRunsTest {
    private static final int RUNS = 1_000;
    private static final int SETTLED = 200;

    private static final String DECLARATIONS = """
            float[] render() throws Exception {
                float[] sound = new float[24_000];
                int[] written = {0};
                OfflineRenderer.render(
                        () -> Flux.just(saw(110).lowpass(900, 2).gain(0.3)),
                        OfflineSettings.of(48_000, 128, sound.length).withWarmUpSeconds(0),
                        (block, frames, channels) -> {
                            System.arraycopy(block, 0, sound, written[0], frames);
                            written[0] += frames;
                        });
                return sound;
            }
            void play() throws Exception {
                Backend device = ServiceLoader.load(Backend.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .filter(backend -> backend.name().equals("simulator"))
                        .findFirst()
                        .orElseThrow();
                Engine.start(sine(220).gain(0.1), device, EngineSettings.defaults().withWarmUpSeconds(0)).stop();
            }""";

    /** 100 kB of samples a run, twice: 160 MB if a run kept its own; what JShell notes of a cell is a hundredth of it. */
    @Test
    void leaveNeitherThreadsNorMemory() {
        try (Desk desk = new Desk()) {
            assertThat(desk.run(DECLARATIONS)).isInstanceOf(CellOutcome.Done.class);
            long usedBefore = 0;
            int threadsBefore = 0;
            for (int run = 1; run <= RUNS; run++) {
                assertThat(desk.value("float[] sound = render();\nsound")).startsWith("float[24000]");
                if (run % 20 == 0) {
                    assertThat(desk.run("play();")).isInstanceOf(CellOutcome.Done.class);
                }
                if (run == SETTLED) {
                    usedBefore = used();
                    threadsBefore = threads();
                }
            }
            long grown = used() - usedBefore;
            System.out.println("grown by " + grown + " bytes, metaspace " + metaspace());
            assertThat(grown).isLessThan(24L << 20);
            assertThat(threads()).isLessThanOrEqualTo(threadsBefore + 1);
        }
    }

    private static int threads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread ->
                        thread.getName().equals("cell") || thread.getName().startsWith("vorlauf-"))
                .count();
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long metaspace() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().contains("Metaspace"))
                .mapToLong(pool -> pool.getUsage().getUsed())
                .sum();
    }
}
