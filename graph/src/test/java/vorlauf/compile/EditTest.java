package vorlauf.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static vorlauf.graph.Signals.*;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vorlauf.graph.Signal;

/** What goes on, appears and goes when a graph is edited. */
final class EditTest {
    private static final int BEFORE = 4 * Rendering.BLOCK;
    private static final int FADE = 480;
    private static final int SETTLED = 512; // the fade in whole blocks
    private static final int SEGMENT = 128; // a voice that begins with one has the phases of one that began at frame 0

    @Test
    void theSameGraphAgainChangesNothing() {
        Rendering edited = new Rendering(Rendering.settings());
        float[] before = edited.play(everything()).frames(BEFORE);
        CompiledGraph again = edited.compile(everything());
        assertThat(again.change().transition()).isNull();
        float[] after = edited.play(again).frames(BEFORE);
        float[] undisturbed = Rendering.render(everything(), 2 * BEFORE);
        assertThat(join(before, after)).containsExactly(undisturbed);
    }

    @Test
    void keyedVoicesGoOnWhileOthersComeAndGo() {
        Rendering edited = new Rendering(Rendering.settings());
        edited.play(voices(1, 2, 3)).frames(BEFORE);
        edited.play(voices(3, 1)).frames(SETTLED + SEGMENT);
        edited.play(voices(4, 3)).frames(SETTLED + SEGMENT);
        float[] end = edited.frames(BEFORE);
        // Voice 3 has never stopped; voice 4 is as old as the last edit.
        int age3 = BEFORE + 2 * (SETTLED + SEGMENT);
        int age4 = SETTLED + SEGMENT;
        float[] three = Rendering.render(voice(3), age3 + BEFORE);
        float[] four = Rendering.render(voice(4), age4 + BEFORE);
        for (int i = 0; i < BEFORE; i++) {
            assertThat(end[i]).as("frame %d", i).isEqualTo(four[age4 + i] + three[age3 + i]);
        }
    }

    @Test
    void aVoiceThatLeavesFadesInALineAndOneThatComesToo() {
        Rendering edited = new Rendering(Rendering.settings());
        edited.play(mix(List.of(constantVoice("a", 0.5)))).frames(BEFORE);
        edited.play(mix(List.of(constantVoice("b", 0.25))));
        float[] fade = edited.frames(SETTLED + 64);
        for (int i = 0; i < fade.length; i++) {
            // Both fade by their gains, which move in a line from block to block.
            double blockStart = faded(i / Rendering.BLOCK * Rendering.BLOCK);
            double blockEnd = faded((i / Rendering.BLOCK + 1) * Rendering.BLOCK);
            double comes = blockStart + (blockEnd - blockStart) * (i % Rendering.BLOCK + 1) / (double) Rendering.BLOCK;
            assertThat((double) fade[i])
                    .as("frame %d", i)
                    .isCloseTo(0.5 * (1 - comes) + 0.25 * comes, org.assertj.core.data.Offset.offset(1e-6));
        }
    }

    private static double faded(int frames) {
        return Math.min(1, frames / (double) FADE);
    }

    @Test
    void withoutAFadeTheSameEditJumps() {
        Rendering edited = Rendering.plain();
        edited.play(mix(List.of(constantVoice("a", 0.5)))).frames(BEFORE);
        float[] after = edited.play(mix(List.of(constantVoice("b", 0.25)))).frames(64);
        assertThat(after[0]).isEqualTo(0.25f);
    }

    @Test
    void aNumberThatChangesMovesInALine() {
        Rendering edited = new Rendering(Rendering.settings());
        float[] before = edited.play(sine(1_000).gain(0.2)).frames(BEFORE);
        float[] after = edited.play(sine(1_000).gain(0.8)).frames(SETTLED + 200);
        float[] sine = Rendering.render(sine(1_000), BEFORE + SETTLED + 200);
        assertThat(before[17]).isEqualTo(sine[17] * 0.2f);
        for (int i = 0; i < 200; i++) {
            assertThat(after[SETTLED + i]).isEqualTo(sine[BEFORE + SETTLED + i] * 0.8f);
        }
        assertThat(largestJump(join(before, after))).isLessThan(0.8 * 2 * Math.PI * 1_000 / Rendering.RATE + 0.01);
    }

    @Test
    void anEditDoesNotClickWhereAnUnfadedOneDoes() {
        Signal low = sine(100).key("low");
        Signal before = low.gain(0.5);
        Signal after = saw(330).lowpass(500, 0.7).gain(0.5);
        Rendering faded = new Rendering(Rendering.settings());
        Rendering cut = Rendering.plain();
        int quarter = 120 + Rendering.BLOCK; // at a crest of the sine
        double fadedJump = largestJump(
                join(faded.play(before).frames(quarter), faded.play(after).frames(1_000)));
        double cutJump = largestJump(
                join(cut.play(before).frames(quarter), cut.play(after).frames(1_000)));
        assertThat(fadedJump).isLessThan(0.05);
        assertThat(cutJump).isGreaterThan(0.2);
    }

    @Test
    void theTailOfADelayLineOutlivesAChangeOfItsInput() {
        Rendering edited = Rendering.plain();
        Signal first = FeedbackTest.impulse();
        float[] before = edited.play(first.delaySamples(300).key("echo")).frames(BEFORE);
        float[] after = edited.play(constant(0).times(sine(1)).delaySamples(300).key("echo"))
                .frames(BEFORE);
        assertThat(join(before, after)[300]).isEqualTo(1f);
    }

    @Test
    void aDelayThatChangesItsLengthFadesBetweenItsTaps() {
        Rendering edited = new Rendering(Rendering.settings());
        Signal ramp = feedback(loop -> loop.delaySamples(1).plus(1e-4));
        edited.play(ramp.delaySamples(100).key("echo")).frames(BEFORE);
        float[] after = edited.play(ramp.delaySamples(110).key("echo")).frames(SETTLED + 64);
        int last = after.length - 1;
        assertThat((double) after[last])
                .isCloseTo((BEFORE + last + 1 - 110) * 1e-4, org.assertj.core.data.Offset.offset(1e-6));
        assertThat(largestJump(after)).isLessThan(3e-4);
    }

    @Test
    void aFilterThatIsPutInFrontOfAKeyedSourceDoesNotDisturbIt() {
        Rendering edited = new Rendering(Rendering.settings());
        edited.play(whiteNoise(5).key("noise").gain(0.5)).frames(BEFORE);
        edited.play(whiteNoise(5).key("noise").lowpass(20_000, 0.5).gain(0.5)).frames(SETTLED);
        edited.play(whiteNoise(5).key("noise").gain(0.5)).frames(SETTLED);
        float[] end = edited.frames(64);
        float[] noise = Rendering.render(whiteNoise(5).gain(0.5), BEFORE + 2 * SETTLED + 64);
        for (int i = 0; i < 64; i++) {
            assertThat(end[i]).isEqualTo(noise[BEFORE + 2 * SETTLED + i]);
        }
    }

    @Test
    void twoFiltersThatSwapPlacesAreCutRatherThanLooped() {
        Rendering edited = new Rendering(Rendering.settings());
        Signal noise = whiteNoise(1);
        edited.play(noise.lowpass(900, 1).key("low").highpass(300, 1).key("high"))
                .frames(BEFORE);
        float[] after = edited.play(
                        noise.highpass(300, 1).key("high").lowpass(900, 1).key("low"))
                .frames(SETTLED + BEFORE);
        for (float sample : after) {
            assertThat(sample).isFinite();
        }
    }

    @Test
    void aControlKeepsItsValueAcrossEdits() {
        Rendering edited = new Rendering(Rendering.settings());
        reactor.core.publisher.Flux<Double> never = reactor.core.publisher.Flux.never();
        CompiledGraph first = edited.compile(control("level", 0.1, never));
        edited.play(first).frames(BEFORE);
        first.controls().getFirst().cell().set(0.7);
        edited.frames(BEFORE);
        float[] after =
                edited.play(control("level", 0.1, never).times(constant(1))).frames(SETTLED + 64);
        assertThat(after[0]).isEqualTo(0.7f);
        assertThat(after[after.length - 1]).isEqualTo(0.7f);
    }

    @Test
    void aControlMovesInALineOverOneBlock() {
        Rendering live = Rendering.plain();
        CompiledGraph graph = live.compile(control("level", 0, reactor.core.publisher.Flux.never()));
        live.play(graph).frames(Rendering.BLOCK);
        graph.controls().getFirst().cell().set(1);
        float[] moved = live.frames(2 * Rendering.BLOCK);
        for (int i = 0; i < Rendering.BLOCK; i++) {
            assertThat(moved[i]).isEqualTo((i + 1) / (float) Rendering.BLOCK);
            assertThat(moved[Rendering.BLOCK + i]).isEqualTo(1f);
        }
    }

    @Test
    void aMonoGraphIsMixedUpToTheChannelsOfTheFirst() {
        Rendering edited = Rendering.plain();
        edited.play(channels(constant(1), constant(2))).frames(64);
        float[] after = edited.play(constant(0.5)).frames(4);
        assertThat(after).containsExactly(0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f);
    }

    /** Every kind of node that has state, all keyed by their places. */
    static Signal everything() {
        Signal noise = whiteNoise(1).times(0.1).plus(pinkNoise(2));
        Signal filters =
                noise.peaking(1_000, 1, 6).onePole(3_000).stateVariable(800, 2).band();
        Signal moving =
                saw(sine(3).times(20).plus(200)).lowpass(sine(2).times(500).plus(900), constant(2));
        Signal gate = naiveSquare(30);
        Signal envelope = adsr(0.001, 0.01, 0.5, 0.02, gate);
        Signal loop = feedback(l -> filters.plus(l.delay(Duration.ofMillis(3)).times(0.4))
                .plus(l.delaySamples(5).times(0.1)));
        Signal chorus = moving.delay(sine(1).times(0.002).plus(0.004), Duration.ofMillis(10));
        return mix(
                loop.times(envelope),
                chorus.times(line(0, 1, Duration.ofMillis(4))),
                triangle(100).tanh());
    }

    private static Signal voice(int number) {
        return saw(110 * number).lowpass(900, 0.9).gain(0.1).key("voice-" + number);
    }

    private static Signal voices(int... numbers) {
        List<Signal> voices = new ArrayList<>();
        for (int number : numbers) {
            voices.add(voice(number));
        }
        return mix(voices);
    }

    private static Signal constantVoice(String key, double level) {
        return naiveSquare(0).gain(level).key(key);
    }

    static double largestJump(float[] samples) {
        double largest = 0;
        for (int i = 1; i < samples.length; i++) {
            largest = Math.max(largest, Math.abs(samples[i] - samples[i - 1]));
        }
        return largest;
    }

    static float[] join(float[] one, float[] other) {
        float[] both = java.util.Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
