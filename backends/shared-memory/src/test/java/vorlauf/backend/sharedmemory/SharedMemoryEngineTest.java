package vorlauf.backend.sharedmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vorlauf.engine.BackendException;
import vorlauf.engine.Engine;
import vorlauf.engine.EngineEvent;
import vorlauf.engine.EngineReport;
import vorlauf.engine.EngineSettings;

/** An engine whose ring lies in shared memory, and consumers in other processes. */
@Timeout(120)
final class SharedMemoryEngineTest {
    @TempDir
    Path folder;

    private final List<EngineEvent> events = new CopyOnWriteArrayList<>();

    /** A second and a half, or minutes with {@code -Dvorlauf.soak.seconds}. */
    @Test
    @Timeout(3_600)
    void playsOnFrameByFrameWhatTheEngineRecords() throws Exception {
        long frames = Integer.getInteger("vorlauf.soak.seconds", 1) * 48_000L + 24_000;
        Path program = Native.compile(folder.resolve("c"), "oboe.cpp");
        Path heard = folder.resolve("heard");
        Path recording = folder.resolve("recording.wav");
        EngineReport report;
        Process consumer;
        try (Engine engine = start(Map.of(), recording)) {
            consumer = Native.start(program.toString(), ring().toString(), heard.toString());
            while (engine.position() < frames) {
                long before = engine.position();
                Native.until(() -> engine.position() > before + 4_800);
            }
            report = engine.stop();
        }
        assertThat(Native.end(consumer).output()).isEqualTo("stopped\n");
        float[] rendered = Recorded.samples(recording);
        int silent = Recorded.gaps(rendered, Native.floats(heard));
        System.out.printf(
                "soak, shared memory: %d frames heard as rendered, %d silent in %d underruns%n",
                rendered.length / 2, silent, report.underrunEvents());
        // What the engine reports is what the consumer counted: all frames, and silence only where it says so.
        assertThat(report.positionFrames()).isEqualTo(rendered.length / 2 + report.underrunFrames());
        assertThat(report.underrunFrames()).isEqualTo(silent);
        assertThat(ring()).doesNotExist();
    }

    @Test
    void aConsumerThatGoesIsReportedAndAnotherTakesItsPlace() throws Exception {
        Path program = Native.compile(folder.resolve("c"), "oboe.cpp");
        try (Engine engine = start(Map.of(), null)) {
            Native.until(() -> lost("shared-memory: waiting for a consumer of " + ring()) == 1);
            assertThat(engine.position()).isZero();
            Process first = Native.start(
                    program.toString(),
                    ring().toString(),
                    folder.resolve("first").toString());
            Native.until(() -> engine.position() > 4_800 && back() == 1);
            first.destroyForcibly();
            first.onExit().join();
            Native.until(() -> lost("shared-memory: nobody has read " + ring() + " for ") == 1);
            long before = engine.position();
            Process second = Native.start(
                    program.toString(),
                    ring().toString(),
                    folder.resolve("second").toString());
            Native.until(() -> engine.position() > before + 4_800 && back() == 2);
            engine.stop();
            assertThat(Native.end(second).output()).isEqualTo("stopped\n");
        }
    }

    @Test
    void theHeaderIsWrittenWhereItIsAskedFor() throws Exception {
        Path sources = folder.resolve("made").resolve("c");
        try (Engine engine = start(Map.of("header", sources.toString()), null)) {
            assertThat(engine.format().device()).isEqualTo(ring().toString());
        }
        assertThat(Files.readString(sources.resolve("vorlauf_ring.h"))).isEqualTo(Native.text("vorlauf_ring.h"));
        assertThat(sources.resolve("vorlauf_jack.c")).isNotEmptyFile();
        assertThat(events.stream().map(EngineEvent::message))
                .contains("shared-memory: the ring is " + ring() + "; vorlauf_ring.h and vorlauf_jack.c were written");
    }

    @Test
    void anOptionThatDoesNotExistIsRefusedAndNoFileStays() {
        assertThatThrownBy(() -> start(Map.of("pace", "free"), null))
                .isInstanceOf(BackendException.class)
                .hasMessage("shared-memory: no option is called 'pace'; it takes header");
        assertThat(ring()).doesNotExist();
    }

    private Path ring() {
        return folder.resolve("ring");
    }

    private Engine start(Map<String, String> options, @Nullable Path recording) throws Exception {
        EngineSettings settings = EngineSettings.defaults()
                .withWarmUpSeconds(0)
                .withRingBlocks(32)
                .withDevice(ring().toString())
                .withOptions(options);
        Engine engine = Engine.start(
                Recorded.NOISE,
                new SharedMemoryBackend(),
                recording == null ? settings : settings.withRecording(recording, "float"));
        engine.events().subscribe(events::add);
        return engine;
    }

    private long lost(String beginning) {
        return events.stream()
                .filter(event -> event instanceof EngineEvent.DeviceLost lost
                        && lost.reason().startsWith(beginning))
                .count();
    }

    private long back() {
        return events.stream().filter(EngineEvent.DeviceBack.class::isInstance).count();
    }
}
