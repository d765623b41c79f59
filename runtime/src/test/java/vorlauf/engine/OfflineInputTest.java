package vorlauf.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import vorlauf.files.AudioFileException;
import vorlauf.files.SampleFormat;
import vorlauf.files.WavWriter;
import vorlauf.graph.Signal;
import vorlauf.graph.Signals;

/** A render whose input is a file. */
final class OfflineInputTest {
    private static final int RATE = 48_000;
    private static final int FRAMES = 10_000;

    @TempDir
    Path folder;

    private final List<String> lines = new ArrayList<>();

    @Test
    void theFileIsHeardBitForBitAndThenSilence() throws Exception {
        float[] samples = noise(2 * 8_000);
        float[] heard = render(Signals.input(2), settings().withInput(wav(2, RATE, samples)));
        assertThat(Arrays.copyOf(heard, samples.length)).containsExactly(samples);
        assertThat(Arrays.copyOfRange(heard, samples.length, heard.length)).containsOnly(0f);
        assertThat(lines).isEmpty();
    }

    @Test
    void monoIsHeardOnBothSides() throws Exception {
        float[] samples = noise(FRAMES);
        float[] heard = render(Signals.input(2), settings().withInput(wav(1, RATE, samples)));
        for (int frame = 0; frame < FRAMES; frame++) {
            assertThat(heard[2 * frame]).isEqualTo(samples[frame]);
            assertThat(heard[2 * frame + 1]).isEqualTo(samples[frame]);
        }
    }

    @Test
    void anotherRateIsResampledAsAFileIs() throws Exception {
        Path file = wav(1, 44_100, noise(20_000));
        assertThat(render(Signals.input(1), settings().withInput(file)))
                .containsExactly(render(Signals.file(file), settings()));
    }

    @Test
    void withoutAFileThereIsSilenceAndALine() throws Exception {
        assertThat(render(Signals.input(2), settings())).containsOnly(0f);
        assertThat(lines).containsExactly("input(2) is silent: no file was given for it (render --input FILE)");
    }

    @Test
    void aFileThatNoGraphHearsIsALine() throws Exception {
        Path file = wav(1, RATE, noise(100));
        render(Signals.sine(440), settings().withInput(file));
        assertThat(lines).containsExactly("no graph has an input(...), so " + file + " is not heard");
    }

    @Test
    void aFileThatIsNotThereEndsTheRender() {
        Path nothing = folder.resolve("nothing.wav");
        assertThatThrownBy(() -> render(Signals.input(1), settings().withInput(nothing)))
                .isInstanceOf(AudioFileException.class)
                .hasMessageStartingWith(nothing.toString());
    }

    private OfflineSettings settings() {
        return OfflineSettings.of(RATE, 128, FRAMES).withWarmUpSeconds(0).withEvents(event -> {
            if (event instanceof EngineEvent.Notice) {
                lines.add(event.message());
            }
        });
    }

    private static float[] render(Signal graph, OfflineSettings settings) throws Exception {
        List<float[]> parts = new ArrayList<>();
        OfflineRenderer.render(
                () -> Flux.just(graph),
                settings,
                (interleaved, frames, channels) -> parts.add(Arrays.copyOf(interleaved, frames * channels)));
        int length = parts.stream().mapToInt(part -> part.length).sum();
        float[] all = new float[length];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private Path wav(int channels, int rateHertz, float[] samples) throws Exception {
        Path file = folder.resolve("input-" + channels + "-" + rateHertz + ".wav");
        try (WavWriter writer = WavWriter.create(file, SampleFormat.FLOAT32, channels, rateHertz)) {
            writer.write(samples, 0, samples.length / channels);
        }
        return file;
    }

    private static float[] noise(int count) {
        float[] samples = new float[count];
        for (int sample = 0; sample < count; sample++) {
            samples[sample] = (((sample + 1) * 0x9E3779B97F4A7C15L) >> 40) * 0x1p-23f;
        }
        return samples;
    }
}
