package vorlauf.backend.wav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vorlauf.engine.Backend;
import vorlauf.engine.BackendException;
import vorlauf.engine.FrameSource;
import vorlauf.engine.FrameTime;
import vorlauf.engine.StreamFormat;
import vorlauf.engine.StreamRequest;
import vorlauf.files.AudioFile;
import vorlauf.files.SampleFormat;
import vorlauf.files.WavWriter;
import vorlauf.render.ManualClock;

@Timeout(60)
class WavBackendTest {
    private static final int RATE = 48_000;

    @TempDir
    Path folder;

    private final Heard heard = new Heard();
    private final Backend backend = new WavBackend();

    @Test
    void isFoundAsAService() {
        assertThat(ServiceLoader.load(Backend.class)).extracting(Backend::name).contains("wav");
    }

    @Test
    void freePaceWritesExactlyTheFramesOfTheStream() throws Exception {
        for (String format : new String[] {"16", "24", "32", "float"}) {
            Path file = folder.resolve("free-" + format + ".wav");
            KnownFrames source = new KnownFrames(3, 100_003);
            Backend.Stream stream = backend.open(
                    request(3, Optional.of(file.toString()), Map.of("pace", "free", "format", format)), source, heard);
            assertThat(stream.format().pacing()).isEqualTo(StreamFormat.Pacing.FREE_RUNNING);
            stream.start();
            awaitEnd(source);
            stream.close();
            stream.close();
            assertHoldsTheBeginning(file, 3, 100_003);
            assertThat(heard.lines).isEmpty();
        }
    }

    @Test
    void realTimePaceTakesNoLessThanTheTimeItTakesToHearIt() throws Exception {
        Path file = folder.resolve("paced.wav");
        KnownFrames source = new KnownFrames(2, 12_001);
        Backend.Stream stream =
                backend.open(request(2, Optional.empty(), Map.of("file", file.toString())), source, heard);
        assertThat(stream.format().pacing()).isEqualTo(StreamFormat.Pacing.REAL_TIME);
        long beforeNanos = System.nanoTime();
        stream.start();
        awaitEnd(source);
        assertThat(System.nanoTime() - beforeNanos).isGreaterThanOrEqualTo(FrameTime.nanos(12_001, RATE));
        stream.close();
        assertHoldsTheBeginning(file, 2, 12_001);
    }

    @Test
    void realTimePaceFollowsAbsoluteDeadlinesAndKeepsTheSilenceOfUnderruns() throws Exception {
        Path file = folder.resolve("hole.wav");
        KnownFrames source = new KnownFrames(1, 1_000, 250, 60);
        WavRecorder recorder = recorder(file, source, StreamFormat.Pacing.REAL_TIME);
        ManualClock clock = new ManualClock(77);
        long dueNanos = recorder.start(clock.nanoTime());
        for (int period = 1; period <= 12; period++) {
            assertThat(dueNanos).isEqualTo(77 + FrameTime.nanos(period * 100L, RATE));
            assertThat(recorder.step(dueNanos - 1)).isEqualTo(dueNanos);
            clock.advanceTo(dueNanos);
            dueNanos = recorder.step(clock.nanoTime());
        }
        recorder.close();
        assertThat(source.underrunFrames).isEqualTo(60 + 40);
        // 240 frames, 60 of silence, the other 760: what follows the stream's end is not written.
        float[] samples = read(file, 1);
        assertThat(samples).hasSize(1_060);
        assertThat(samples[239]).isEqualTo(KnownFrames.sample(239, 0));
        assertThat(samples[240]).isZero();
        assertThat(samples[299]).isZero();
        assertThat(samples[300]).isEqualTo(KnownFrames.sample(240, 0));
        assertThat(samples[1_059]).isEqualTo(KnownFrames.sample(999, 0));
    }

    @Test
    void saysHowManySamplesWereClipped() throws Exception {
        Path file = folder.resolve("clipped.wav");
        FrameSource loud = new FrameSource() {
            private int left = 10;

            @Override
            public int channels() {
                return 1;
            }

            @Override
            public int pull(float[] interleaved, int offsetFrames, int frameCount) {
                throw new AssertionError("free pace counts nothing");
            }

            @Override
            public synchronized int pullAvailable(float[] interleaved, int offsetFrames, int frameCount) {
                int found = Math.min(left, frameCount);
                Arrays.fill(interleaved, offsetFrames, offsetFrames + found, 1.5f);
                left -= found;
                notifyAll();
                return found;
            }

            @Override
            public synchronized boolean ended() {
                return left == 0;
            }
        };
        Backend.Stream stream = backend.open(
                request(1, Optional.of(file.toString()), Map.of("pace", "free", "format", "16")), loud, heard);
        stream.start();
        synchronized (loud) {
            while (!loud.ended()) {
                loud.wait(1_000);
            }
        }
        stream.close();
        assertThat(heard.lines).hasSize(1);
        assertThat(heard.lines.getFirst()).contains("10 samples were beyond full scale");
    }

    @Test
    void aStreamThatNeverStartedLeavesAnEmptyFile() throws Exception {
        Path file = folder.resolve("empty.wav");
        Backend.Stream stream =
                backend.open(request(2, Optional.of(file.toString()), Map.of()), new KnownFrames(2, 9), heard);
        stream.close();
        assertThat(read(file, 2)).isEmpty();
        assertThatThrownBy(stream::start).isInstanceOf(BackendException.class).hasMessageContaining("open another one");
    }

    @Test
    void refusesWhatCannotBecomeAFile() {
        assertRefused(request(2, Optional.empty(), Map.of()), "wav: no file is named, add --device FILE.wav");
        assertRefused(request(2, Optional.of("a.wav"), Map.of("file", "b.wav")), "give one of them");
        assertRefused(
                request(2, Optional.of(folder.resolve("no/such/a.wav").toString()), Map.of()), "there is no folder");
        assertRefused(
                request(2, Optional.of("a.wav"), Map.of("format", "8")),
                "format is '8', must be 16 or 24 or 32 or float");
        assertRefused(request(2, Optional.of("a.wav"), Map.of("pace", "slow")), "must be real-time or free");
        assertRefused(request(2, Optional.of("a.wav"), Map.of("pase", "free")), "it takes file, format, pace");
        assertRefused(request(1, Optional.of("a.wav"), Map.of()), "both must be the same");
        assertRefused(
                new StreamRequest(44_100.5, 2, 128, Optional.of("a.wav"), Map.of()),
                "44100.5 Hz, a WAV file can state whole");
        assertRefused(new StreamRequest(44_100, 2, 0, Optional.of("a.wav"), Map.of()), "a period is 0 frames");
    }

    private void assertRefused(StreamRequest request, String line) {
        assertThatThrownBy(() -> backend.open(request, new KnownFrames(2, 10), heard))
                .isInstanceOf(BackendException.class)
                .hasMessageStartingWith("wav: ")
                .hasMessageContaining(line)
                .message()
                .doesNotContain("\n");
    }

    private WavRecorder recorder(Path file, FrameSource source, StreamFormat.Pacing pacing) throws IOException {
        WavWriter writer = WavWriter.create(file, SampleFormat.FLOAT32, source.channels(), RATE);
        return new WavRecorder(writer, source, RATE, new StreamFormat(file.toString(), "32-bit float", 100, 0, pacing));
    }

    private static StreamRequest request(int channels, Optional<String> device, Map<String, String> options) {
        return new StreamRequest(RATE, channels, 128, device, new HashMap<>(options));
    }

    private static void awaitEnd(KnownFrames source) {
        while (!source.ended()) {
            Thread.onSpinWait();
        }
    }

    static void assertHoldsTheBeginning(Path file, int channels, long frames) throws Exception {
        float[] samples = read(file, channels);
        assertThat(samples).hasSize((int) frames * channels);
        for (int index = 0; index < samples.length; index++) {
            if (samples[index] != KnownFrames.sample(index / channels, index % channels)) {
                throw new AssertionError("sample " + index + " is " + samples[index]);
            }
        }
        // Somebody else's reader must agree on the length, wherever the JDK knows the format.
        try (AudioInputStream stream = AudioSystem.getAudioInputStream(file.toFile())) {
            assertThat(stream.getFrameLength()).isEqualTo(frames);
        }
    }

    static float[] read(Path file, int channels) throws IOException {
        try (AudioFile audio = AudioFile.open(file)) {
            assertThat(audio.header().channels()).isEqualTo(channels);
            float[] samples = new float[(int) Files.size(file)];
            int frames = 0;
            int read = 1;
            while (read > 0) {
                read = audio.read(samples, frames, Math.min(1_000, samples.length / channels - frames));
                frames += Math.max(0, read);
            }
            return Arrays.copyOf(samples, frames * channels);
        }
    }
}
