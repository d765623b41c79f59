package vorlauf.backend.jack;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vorlauf.engine.Engine;
import vorlauf.engine.EngineEvent;
import vorlauf.engine.EngineReport;
import vorlauf.engine.EngineSettings;
import vorlauf.graph.Processor;
import vorlauf.graph.Signals;

/** An engine that plays into a real server without hardware; another client of that server records what is heard. */
@Timeout(600)
final class JackEngineTest {
    private static final int SECOND = 48_000;
    private static final long PERIOD_FRAMES = 128;
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final String server = "vorlauf-engine-" + ProcessHandle.current().pid();
    private final List<String> told = new CopyOnWriteArrayList<>();

    @BeforeEach
    void needsTheLibrary() {
        Assumptions.assumeTrue(JackLookup.LIBRARY.isPresent(), "libjack is missing, install the package jackd2");
    }

    /** {@link CountedFrames} as a node of a graph. */
    private static final class Counting implements Processor {
        private long position;

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            for (int frame = 0; frame < frameCount; frame++) {
                outputs[0][frame] = CountedFrames.sample(position + frame, 0);
                outputs[1][frame] = CountedFrames.sample(position + frame, 1);
            }
            position += frameCount;
        }
    }

    private Engine play() throws Exception {
        Engine engine = Engine.start(
                Signals.custom("counting frames", 2, Counting::new),
                new JackBackend(),
                EngineSettings.defaults()
                        .withRingBlocks(16)
                        .withWarmUpSeconds(0)
                        .withFadeSeconds(0)
                        .withDevice(server)
                        .withOptions(Map.of("connect", "capture:in_1,capture:in_2")));
        engine.events().subscribe(this::hear);
        return engine;
    }

    private void hear(EngineEvent event) {
        switch (event) {
            case EngineEvent.DeviceLost lost -> told.add("lost: " + lost.reason());
            case EngineEvent.DeviceBack back -> told.add("back: " + back.device());
            case EngineEvent.Notice notice -> told.add("notice: " + notice.message());
            default -> {}
        }
    }

    private boolean isTold(String beginning) {
        return told.stream().anyMatch(line -> line.startsWith(beginning));
    }

    @Test
    void aServerThatIsKilledIsALossAndTheNextOneHearsTheRest() throws Exception {
        try (JackServer first = JackServer.startPatient(server)) {
            // Not closed: its server dies, and libjack fails in a process that closes a second client of a dead server.
            Capture before = new Capture(server, 2, 60 * SECOND);
            try (Engine engine = play()) {
                JackServer.until(() -> before.check().soundFrames() > 2 * SECOND);
                long goneNanos = System.nanoTime();
                first.kill();
                JackServer.until(() -> isTold("lost: jack: "));
                long afterNanos = System.nanoTime() - goneNanos;
                double cores = coresWhileLost(engine);
                System.out.printf(
                        Locale.ROOT,
                        "jackd gone: event after %.0f ms, then %.1f %% of a core%n",
                        afterNanos / 1e6,
                        100 * cores);
                // The order of a second on a machine that has other things to do; and a spin would take a core.
                assertThat(afterNanos).isLessThan(5_000_000_000L);
                assertThat(cores).isLessThan(0.25);
                try (JackServer _ = JackServer.startPatient(server);
                        Capture after = new Capture(server, 2, 60 * SECOND)) {
                    JackServer.until(
                            () -> isTold("back: " + server) && after.check().soundFrames() > 2 * SECOND);
                    EngineReport end = engine.stop();
                    assertAccounted(before.check(), after.check(), end);
                }
            }
        }
    }

    /** Minutes with {@code -Dvorlauf.soak.seconds}, by a server as users run it; what it reports as its own is no fault. */
    @Test
    void playsOnFrameByFrameAndBreaksOnlyWhereTheServerSaysSo() throws Exception {
        int frames = Integer.getInteger("vorlauf.soak.seconds", 10) * SECOND;
        try (JackServer _ = JackServer.start(server);
                Capture capture = new Capture(server, 2, frames + 10 * SECOND);
                Engine engine = play()) {
            while (engine.position() < frames) {
                LockSupport.parkNanos(20_000_000);
            }
            EngineReport end = engine.stop();
            FloatCheck heard = capture.check();
            System.out.printf(
                    "soak, JACK: %s; ring: %d underruns; server: %d xruns; %d losses%n",
                    heard,
                    end.underrunEvents(),
                    capture.xruns(),
                    told.stream().filter(line -> line.startsWith("lost: ")).count());
            assertThat(heard.soundFrames()).isGreaterThan(frames / 2);
            // A period that the server gave up is missing, is the one before again, or is half of each.
            assertThat(heard.breaks()).as(heard.toString()).isLessThanOrEqualTo(2L * capture.xruns());
            assertThat(heard.wrongFrames()).as(heard.toString()).isLessThanOrEqualTo(PERIOD_FRAMES * capture.xruns());
        }
    }

    /**
     * Processor time of this process while the sound's time goes on, as a share of one core: the least of three spans of two
     * seconds, since the JVM's own compilers are at work in some of them, and a spin would fill all.
     */
    private static double coresWhileLost(Engine engine) {
        double least = Double.MAX_VALUE;
        for (int span = 0; span < 3; span++) {
            long from = engine.position();
            long sinceNanos = System.nanoTime();
            long cpuNanos = SYSTEM.getProcessCpuTime();
            JackServer.until(() -> engine.position() > from + 2 * SECOND);
            double cores = (double) (SYSTEM.getProcessCpuTime() - cpuNanos) / (System.nanoTime() - sinceNanos);
            least = Math.min(least, cores);
        }
        return least;
    }

    /** Each frame was heard before, dropped meanwhile or heard after it, but for what came before ports were connected. */
    private void assertAccounted(FloatCheck before, FloatCheck after, EngineReport end) {
        System.out.printf("JACK before: %s%n  after: %s%n  told: %s%n", before, after, told);
        assertThat(before.isWhole()).as(before.toString()).isTrue();
        // A server that stands still for most of a second is lost again, which on a busy machine it may be.
        long lostAgain = told.stream().filter(line -> line.startsWith("lost: ")).count() - 1;
        assertThat(after.breaks()).as(after + " " + told).isLessThanOrEqualTo(lostAgain);
        assertThat(after.wrongFrames()).as(after.toString()).isZero();
        long dropped = told.stream()
                .filter(line -> line.endsWith(" frames were not heard while no server took them"))
                .mapToLong(line -> Long.parseLong(line.split(" ", -1)[2]))
                .findFirst()
                .orElseThrow();
        assertThat(dropped).isPositive();
        assertThat(after.firstFrame() - before.nextFrame() - dropped).isBetween(0L, 5L * SECOND);
        assertThat(end.positionFrames() - end.underrunFrames() - after.nextFrame())
                .isBetween(0L, (long) SECOND);
    }
}
