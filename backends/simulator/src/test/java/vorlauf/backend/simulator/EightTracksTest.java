package vorlauf.backend.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static vorlauf.graph.Signals.control;
import static vorlauf.graph.Signals.file;
import static vorlauf.graph.Signals.mix;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import vorlauf.compile.GraphException;
import vorlauf.engine.BackendException;
import vorlauf.engine.Engine;
import vorlauf.engine.EngineEvent;
import vorlauf.engine.EngineReport;
import vorlauf.engine.EngineSettings;
import vorlauf.files.SampleFormat;
import vorlauf.files.WavWriter;
import vorlauf.graph.Signal;

/** Eight file tracks at once with a control on each, on the null device in real time. */
final class EightTracksTest {
    private static final int TRACKS = 8;
    private static final int FILE_FRAMES = 44_100;
    private static final long PLAYED_FRAMES = 96_000;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void playTogetherFromAThreadOfTheirOwn() throws IOException, GraphException, BackendException {
        Set<String> said = ConcurrentHashMap.newKeySet();
        EngineReport report;
        // A quarter of a second ahead: what other programs on the machine take of it must not decide this test.
        EngineSettings settings = EngineSettings.defaults().withRingBlocks(96);
        try (Engine engine = Engine.start(tracks(), new NullDeviceBackend(), settings)) {
            engine.events()
                    .filter(event -> event instanceof EngineEvent.FileStarved || event instanceof EngineEvent.Underrun)
                    .subscribe(event -> said.add(event.message()));
            Flux.interval(Duration.ofMillis(10))
                    .takeUntil(tick -> engine.position() >= PLAYED_FRAMES)
                    .blockLast(Duration.ofSeconds(60));
            assertThat(Thread.getAllStackTraces().keySet())
                    .anyMatch(thread -> thread.getName().equals("vorlauf-disk"));
            report = engine.stop();
        }
        assertThat(said).isEmpty();
        assertThat(report.starvedFileFrames()).isZero();
        assertThat(report.underrunEvents()).isZero();
    }

    private Signal tracks() throws IOException {
        List<Signal> tracks = new ArrayList<>();
        for (int track = 0; track < TRACKS; track++) {
            Path path = folder.resolve("track-" + track + ".wav");
            write(path, 220 * (track + 1));
            double phase = track;
            Flux<Double> level = Flux.interval(Duration.ofMillis(5)).map(i -> 0.1 + 0.05 * Math.sin(phase + i * 0.1));
            tracks.add(file(path)
                    .looped()
                    .gain(control("level-" + track, 0.1, level))
                    .key("track-" + track));
        }
        return mix(tracks);
    }

    private static void write(Path path, double hertz) throws IOException {
        float[] sine = new float[FILE_FRAMES];
        for (int i = 0; i < FILE_FRAMES; i++) {
            sine[i] = (float) Math.sin(2 * Math.PI * hertz * i / FILE_FRAMES);
        }
        try (WavWriter writer = WavWriter.create(path, SampleFormat.PCM16, 1, FILE_FRAMES)) {
            writer.write(sine, 0, FILE_FRAMES);
        }
    }
}
