package vorlauf.backend.browser;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import vorlauf.compile.GraphException;
import vorlauf.engine.BackendException;
import vorlauf.engine.Engine;
import vorlauf.engine.EngineEvent;
import vorlauf.engine.EngineSettings;
import vorlauf.engine.OfflineRenderer;
import vorlauf.engine.OfflineSettings;
import vorlauf.engine.RenderException;
import vorlauf.graph.Signal;
import vorlauf.render.SystemClock;

/** A graph that an engine plays in pages, the events of that, and what it sounds like offline. */
final class Played implements AutoCloseable {
    /** An event about a page that has gone comes within a second; a machine with other things to do may take longer to say it. */
    static final double LATEST_SECONDS = 3;

    private static final long LIMIT_NANOS = 60_000_000_000L;
    private static final int FNV_OFFSET = 0x811c9dc5;
    private static final int FNV_PRIME = 0x01000193;

    private final List<EngineEvent> events = new CopyOnWriteArrayList<>();
    private final Signal graph;
    private final Engine engine;
    private final Disposable subscription;

    Played(Signal graph, Map<String, String> options) {
        this.graph = graph;
        try {
            engine = Engine.start(
                    graph,
                    new BrowserBackend(),
                    EngineSettings.defaults()
                            .withWarmUpSeconds(0)
                            .withExplainedUnderruns(false)
                            .withOptions(options));
        } catch (GraphException | BackendException failed) {
            throw new AssertionError(failed);
        }
        subscription = engine.events().subscribe(events::add);
    }

    Engine engine() {
        return engine;
    }

    /** Where the page is. */
    String address() {
        return engine.format().device();
    }

    <T extends EngineEvent> long count(Class<T> type) {
        return events.stream().filter(type::isInstance).count();
    }

    boolean noticed(String part) {
        return events.stream()
                .anyMatch(event -> event instanceof EngineEvent.Notice notice
                        && notice.message().contains(part));
    }

    /** Awaits that something becomes true; the time that it took in seconds. */
    static double await(String what, BooleanSupplier condition) {
        SystemClock clock = SystemClock.INSTANCE;
        long startedNanos = clock.nanoTime();
        while (!condition.getAsBoolean()) {
            if (clock.nanoTime() - startedNanos > LIMIT_NANOS) {
                throw new AssertionError("it never came that " + what);
            }
            clock.parkUntil(clock.nanoTime() + 10_000_000);
        }
        return (clock.nanoTime() - startedNanos) / 1e9;
    }

    /**
     * Processor time of this process while two seconds of sound go by, as a share of one core: the least of three times, since
     * the JVM's own compilers are at work in some of them, and a spin would fill all.
     */
    double coresOfTwoSeconds() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        double least = Double.MAX_VALUE;
        for (int span = 0; span < 3; span++) {
            long until = engine.position() + 96_000;
            long cpuNanos = system.getProcessCpuTime();
            double seconds = await("time goes on", () -> engine.position() >= until);
            least = Math.min(least, (system.getProcessCpuTime() - cpuNanos) / 1e9 / seconds);
        }
        return least;
    }

    /** The samples of the graph from its beginning. */
    float[] offline(long frames) throws IOException {
        float[] samples = new float[Math.toIntExact(frames) * engine.channels()];
        int[] done = {0};
        try {
            OfflineRenderer.render(
                    () -> Flux.just(graph),
                    OfflineSettings.of(48_000, 128, frames).withWarmUpSeconds(0),
                    (interleaved, frameCount, channels) -> {
                        System.arraycopy(interleaved, 0, samples, done[0], frameCount * channels);
                        done[0] += frameCount * channels;
                    });
        } catch (GraphException | RenderException failed) {
            throw new AssertionError(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return samples;
    }

    /** FNV-1a over the bits of samples, as the audio thread computes it. */
    static long hash(float[] samples, int from, int count) {
        int hash = FNV_OFFSET;
        for (int index = from; index < from + count; index++) {
            hash = (hash ^ Float.floatToRawIntBits(samples[index])) * FNV_PRIME;
        }
        return Integer.toUnsignedLong(hash);
    }

    @Override
    public void close() {
        engine.stop();
        subscription.dispose();
    }
}
