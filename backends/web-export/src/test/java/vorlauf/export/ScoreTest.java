package vorlauf.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import vorlauf.cli.Patch;
import vorlauf.cli.PatchLoader;
import vorlauf.engine.OfflineSettings;
import vorlauf.page.ControlRange;
import vorlauf.score.Score;
import vorlauf.score.ScoreException;
import vorlauf.score.ScorePlayer;
import vorlauf.score.ScoreReader;

final class ScoreTest {
    static final List<String> EXAMPLES = Recordings.EXAMPLES;

    @TempDir
    private Path folder = Path.of("");

    private void playsWhatIsRendered(Patch patch, OfflineSettings settings) throws IOException {
        Recording recording = Recordings.record(patch, settings);
        assertThat(recording.sha256()).isEqualTo(Recordings.renderedHash(patch, settings));
        assertThat(Recordings.playedHash(recording)).isEqualTo(recording.sha256());
    }

    @ParameterizedTest
    @FieldSource("EXAMPLES")
    void playsTheBitsThatAreRendered(String example) throws IOException {
        playsWhatIsRendered(PatchLoader.load(Recordings.example(example)), Recordings.seconds(2.2));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 1_024})
    void playsTheSameBitsInBlocksOfAnyLength(int blockFrames) throws IOException {
        playsWhatIsRendered(
                PatchLoader.load(Recordings.example("Live")),
                OfflineSettings.of(44_100, blockFrames, 30_001).withWarmUpSeconds(0));
    }

    @Test
    void sharesDelayLinesBetweenThePlansOfAnEditedGraph() throws IOException {
        playsWhatIsRendered(Recordings.patch(folder, "Flux<Signal>", """
                        return Flux.interval(Duration.ofMillis(100)).startWith(0L).map(step -> {
                            Signal source = whiteNoise(3).gain(step % 2 == 0 ? 0.2 : 0.4).key("source");
                            return feedback(loop -> source.plus(loop.delay(Duration.ofMillis(70)).gain(0.6))).key("echo");
                        });"""), Recordings.seconds(0.6));
    }

    @Test
    void aControlThatComesBackStartsAtItsFirstValueAgain() throws IOException {
        Patch patch = Recordings.patch(folder, "Flux<Signal>", """
                Flux<Double> up = Flux.interval(Duration.ofMillis(10)).map(i -> 500 + 10.0 * i);
                return Flux.interval(Duration.ofMillis(150)).startWith(0L).map(step -> step % 2 == 0
                        ? sine(control("pitch", 500, up)).gain(0.3) : square(constant(100)).gain(0.1));""");
        playsWhatIsRendered(patch, Recordings.seconds(0.7));
        ScorePlayer player = Recordings.player(
                Recordings.record(patch, Recordings.seconds(0.7)).score());
        assertThat(player.score().cells()).hasSizeGreaterThan(1);
        assertThat(player.controls()).containsExactly("pitch");
    }

    @Test
    void holdsTablesSeedsEnvelopesAndMeters() throws IOException {
        Patch patch = Recordings.patch(folder, "Signal", """
                Signal gate = naiveSquare(3);
                Signal voice = pinkNoise(7).shape(new float[] {-1f, -0.2f, 0.3f, 1f}).times(adsr(0.01, 0.05, 0.5, 0.1, gate));
                Signal sweep = saw(exponential(100, 2_000, Duration.ofMillis(400))).stateVariable(900, 2).low();
                return channels(List.of(voice.meter("voice"), sweep.gain(0.2).meter("sweep")));""");
        playsWhatIsRendered(patch, Recordings.seconds(0.5));
        ScorePlayer player = Recordings.player(
                Recordings.record(patch, Recordings.seconds(0.5)).score());
        float[] block = new float[2 * 128];
        for (int i = 0; i < 20; i++) {
            player.render(block);
        }
        assertThat(player.meters()).containsExactly("voice", "sweep");
        assertThat(player.takePeak(1)).isPositive();
    }

    @Test
    void silenceComesBeforeTheFirstGraph() throws IOException {
        Patch patch = Recordings.patch(
                folder,
                "Flux<Signal>",
                "return Flux.just(sine(440).gain(0.2)).delaySubscription(Duration.ofMillis(100));");
        playsWhatIsRendered(patch, Recordings.seconds(0.3));
    }

    @Test
    void aScoreInWhichOneCoefficientIsChangedHasAnotherHash() throws IOException {
        Recording tone = Recordings.record(PatchLoader.load(Recordings.example("Tone")), Recordings.seconds(0.5));
        byte[] changed = Recordings.withNumber(tone.score(), 0.2, 0.2000001);
        assertThat(Recordings.playedHash(Recordings.withScore(tone, changed))).isNotEqualTo(tone.sha256());
    }

    @Test
    void aScoreThatHasLostAValueHasAnotherHash() throws IOException {
        Recording live = Recordings.record(PatchLoader.load(Recordings.example("Live")), Recordings.seconds(0.5));
        Score score = Recordings.player(live.score()).score();
        Score.Value value = score.timeline().stream()
                .filter(Score.Value.class::isInstance)
                .map(Score.Value.class::cast)
                .findFirst()
                .orElseThrow();
        byte[] changed = Recordings.withNumber(live.score(), value.value(), 900);
        assertThat(Recordings.playedHash(Recordings.withScore(live, changed))).isNotEqualTo(live.sha256());
    }

    @Test
    void aHeldControlLeavesTheRecordingUntilItFollowsAgain() throws IOException {
        Recording live = Recordings.record(PatchLoader.load(Recordings.example("Live")), Recordings.seconds(0.5));
        ScorePlayer free = Recordings.player(live.score());
        ScorePlayer held = Recordings.player(live.score());
        float[] freeBlock = new float[128];
        float[] heldBlock = new float[128];
        held.hold(0, 300);
        held.hold(0, Double.NaN);
        for (int i = 0; i < 100; i++) {
            free.render(freeBlock);
            held.render(heldBlock);
        }
        assertThat(held.value(0)).isEqualTo(300);
        assertThat(heldBlock).isNotEqualTo(freeBlock);
        held.follow(0);
        assertThat(held.value(0)).isEqualTo(free.value(0));
    }

    @Test
    void aScoreThatIsCutOffAnywhereIsRefused() throws IOException {
        byte[] score = Recordings.record(PatchLoader.load(Recordings.example("Tone")), Recordings.seconds(0.1))
                .score();
        for (int length = 0; length < score.length; length++) {
            byte[] cut = Arrays.copyOf(score, length);
            assertThatThrownBy(() -> ScoreReader.read(cut))
                    .isInstanceOf(ScoreException.class)
                    .hasMessageContaining("ends too early");
        }
    }

    @Test
    void bytesOfAnotherKindOrVersionAreRefused() throws IOException {
        byte[] score = Recordings.record(PatchLoader.load(Recordings.example("Tone")), Recordings.seconds(0.1))
                .score();
        byte[] other = score.clone();
        other[0] = 'W';
        assertThatThrownBy(() -> ScoreReader.read(other)).hasMessageContaining("no score");
        byte[] newer = score.clone();
        ByteBuffer.wrap(newer).putInt(4, 99);
        assertThatThrownBy(() -> ScoreReader.read(newer)).hasMessageContaining("has version 99");
        byte[] slower = score.clone();
        ByteBuffer.wrap(slower).putDouble(8, 1);
        assertThatThrownBy(() -> ScoreReader.read(slower)).hasMessageContaining("impossible sample rate");
    }

    @Test
    void slidersReachFurtherThanWhatWasRecorded() {
        ControlRange cutoff = ControlRange.at("cutoff", 900).with(200).with(1_600);
        assertThat(cutoff.isLogarithmic()).isTrue();
        assertThat(cutoff.sliderLowest()).isEqualTo(100);
        assertThat(cutoff.sliderHighest()).isEqualTo(3_200);
        ControlRange gain = ControlRange.at("gain", 0.4);
        assertThat(gain.isLogarithmic()).isFalse();
        assertThat(gain.sliderLowest()).isZero();
        assertThat(gain.sliderHighest()).isEqualTo(1);
        ControlRange place = ControlRange.at("place", -3);
        assertThat(place.sliderLowest()).isEqualTo(-6);
        assertThat(place.sliderHighest()).isEqualTo(6);
    }
}
