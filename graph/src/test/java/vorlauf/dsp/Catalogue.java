package vorlauf.dsp;

import java.util.ArrayList;
import java.util.List;

/** Every kernel, called as a plan calls it: what chunk invariance, allocation and equality of bits are tested over. */
final class Catalogue {

    static final double RATE_HERTZ = 48_000;
    static final int BLOCK_FRAMES = Chunks.BLOCK_FRAMES;

    /** A kernel call with a name for failures. */
    record Entry(String name, Chunks.Kernel kernel) {}

    /** The steady and moving form of an oscillator. */
    interface Oscillator {
        void render(long[] l, int o, long start, long step, int begun, float[] out, int from, int to);
    }

    /** The form of an oscillator with a frequency for each frame. */
    interface AudioOscillator {
        void render(long[] l, int o, float[] hertz, double rateHertz, int[] phases, float[] out, int from, int to);
    }

    private final int[] phases = new int[4_096];
    private final List<Entry> entries = new ArrayList<>();
    private final float[] a = Chunks.noise(1);
    private final float[] b = Chunks.noise(2);
    private final float[] hertz = Chunks.noise(3);
    private final float[] gate = new float[BLOCK_FRAMES];
    private final float[] click = new float[BLOCK_FRAMES];

    private Catalogue() {
        for (int i = 0; i < BLOCK_FRAMES; i++) {
            hertz[i] *= i % 3 == 0 ? 30_000 : 500;
            gate[i] = i % 300 < 170 ? 1f : 0f;
        }
        click[3] = 1e-38f;
        arithmetic();
        oscillators();
        noise();
        filters();
        delays();
        loops();
        envelopes();
        panning();
    }

    static List<Entry> all() {
        return new Catalogue().entries;
    }

    private void add(String name, Chunks.Kernel kernel) {
        entries.add(new Entry(name, kernel));
    }

    private void arithmetic() {
        float[] table = {-1f, 0.5f, -0.25f, 1f};
        add("copy", (s, out, from, to) -> Arithmetic.copy(a, out, from, to));
        add("fill", (s, out, from, to) -> Arithmetic.fill(0.3f, 1e-3f, out, from, to));
        add("fill of -0", (s, out, from, to) -> Arithmetic.fill(-0f, -0f, out, from, to));
        add("add", (s, out, from, to) -> Arithmetic.add(a, b, out, from, to));
        add("subtract", (s, out, from, to) -> Arithmetic.subtract(a, b, out, from, to));
        add("multiply", (s, out, from, to) -> Arithmetic.multiply(a, b, out, from, to));
        for (float step : new float[] {0f, 1e-3f}) {
            add("addRamp", (s, out, from, to) -> Arithmetic.addRamp(a, 0.3f, step, out, from, to));
            add("subtractRamp", (s, out, from, to) -> Arithmetic.subtractRamp(a, 0.3f, step, out, from, to));
            add("rampSubtract", (s, out, from, to) -> Arithmetic.rampSubtract(0.3f, step, a, out, from, to));
            add("multiplyRamp", (s, out, from, to) -> Arithmetic.multiplyRamp(a, 0.3f, step, out, from, to));
            add("multiplyAdd", (s, out, from, to) -> Arithmetic.multiplyAdd(a, 0.3f, step, b, out, from, to));
            add(
                    "multiplyAddRamp",
                    (s, out, from, to) -> Arithmetic.multiplyAddRamp(a, 0.3f, step, -0.1f, step, out, from, to));
            add("clip", (s, out, from, to) -> Arithmetic.clip(a, -0.3f, step, 0.3f, 0f, out, from, to));
        }
        add("clip of buffers", (s, out, from, to) -> Arithmetic.clip(a, b, hertz, out, from, to));
        add("tanh", (s, out, from, to) -> Arithmetic.tanh(a, out, from, to));
        add("shape", (s, out, from, to) -> Arithmetic.shape(a, table, out, from, to));
        add("crossfade", (s, out, from, to) -> {
            Arithmetic.crossfade(a, b, s.l[0], 1000, out, from, to);
            s.l[0] += to - from;
        });
        add("meters", (s, out, from, to) -> {
            s.f[0] = Arithmetic.peak(a, from, to, s.f[0]);
            s.d[0] = Arithmetic.sumOfSquares(a, from, to, s.d[0]);
            Arithmetic.fill(Finite.all(a, from, to - from) ? 1f : 0f, 0f, out, from, to);
            if (to == BLOCK_FRAMES) {
                out[0] = s.f[0];
                out[1] = (float) s.d[0];
            }
        });
    }

    private void oscillator(String name, Oscillator steady, AudioOscillator audio) {
        for (double frequency : new double[] {0.37, 440.1, -1234.5, 9_000, 17_000, 24_000}) {
            long start = Oscillators.increment(frequency, RATE_HERTZ);
            long next = Oscillators.increment(frequency * 0.9 + 50, RATE_HERTZ);
            long step = Oscillators.incrementStep(start, next, BLOCK_FRAMES);
            add(name + " " + frequency, (s, out, from, to) -> steady.render(s.l, 3, start, 0, 100, out, from, to));
            add(
                    name + " from " + frequency,
                    (s, out, from, to) -> steady.render(s.l, 3, start, step, 0, out, from, to));
        }
        add(name + "Audio", (s, out, from, to) -> audio.render(s.l, 2, hertz, RATE_HERTZ, phases, out, from, to));
        add(name + "Audio in place", (s, out, from, to) -> {
            Arithmetic.copy(hertz, out, from, to);
            audio.render(s.l, 2, out, RATE_HERTZ, phases, out, from, to);
        });
    }

    private void oscillators() {
        add(
                "sine multiply add",
                (s, out, from, to) -> Oscillators.steadySineMultiplyAdd(
                        s.l, 2, 123_456_789_123_456_789L, 100, 0.3f, b, out, from, to));
        add(
                "sine multiply add number",
                (s, out, from, to) -> Oscillators.steadySineMultiplyAdd(
                        s.l, 2, 123_456_789_123_456_789L, 100, 0.3f, 0.5f, out, from, to));
        oscillator("sine", Oscillators::sine, Oscillators::sineAudio);
        oscillator("phasor", Oscillators::phasor, Oscillators::phasorAudio);
        oscillator("naiveSaw", Oscillators::naiveSaw, Oscillators::naiveSawAudio);
        oscillator("naiveSquare", Oscillators::naiveSquare, Oscillators::naiveSquareAudio);
        oscillator("naiveTriangle", Oscillators::naiveTriangle, Oscillators::naiveTriangleAudio);
        oscillator("saw", Oscillators::saw, Oscillators::sawAudio);
        oscillator("square", Oscillators::square, Oscillators::squareAudio);
        oscillator("triangle", Oscillators::triangle, Oscillators::triangleAudio);
    }

    private void noise() {
        double[] pink = new double[Noise.PINK_COEFFICIENTS + 3];
        Noise.pinkCoefficients(RATE_HERTZ, pink, 3);
        add("white", (s, out, from, to) -> Noise.white(5, s.l, 1, out, from, to));
        add("white across a stretch", (s, out, from, to) -> {
            s.l[1] += from == 0 && s.l[1] == 0 && to > 0 ? 0xffff_ff80L : 0;
            Noise.white(5, s.l, 1, out, from, to);
        });
        add("pink", (s, out, from, to) -> Noise.pink(5, s.l, 1, pink, 3, s.d, 7, out, from, to));
    }

    private void filters() {
        for (BiquadKind kind : BiquadKind.values()) {
            double[] now = new double[8];
            double[] next = new double[8];
            Biquad.coefficients(kind, 900, 2, 6, RATE_HERTZ, now, 2);
            Biquad.coefficients(kind, 1200, 3, -3, RATE_HERTZ, next, 1);
            add(kind + "", (s, out, from, to) -> Biquad.run(a, now, 2, s.d, 4, 0, out, from, to));
            add(
                    kind + " moving",
                    (s, out, from, to) -> Biquad.runRamp(a, now, 2, next, 1, s.d, 4, 100, BLOCK_FRAMES, out, from, to));
            // Rings into silence, where state is flushed at the ends of segments.
            add(kind + " dying", (s, out, from, to) -> Biquad.run(click, now, 2, s.d, 4, 77, out, from, to));
        }
        for (StateVariable.Output output : StateVariable.Output.values()) {
            double[] now = new double[4];
            double[] next = new double[4];
            StateVariable.coefficients(900, 2, RATE_HERTZ, now, 2);
            StateVariable.coefficients(1200, 3, RATE_HERTZ, next, 1);
            add(
                    "state variable " + output,
                    (s, out, from, to) -> StateVariable.run(output, a, now, 2, s.d, 4, out, from, to));
            add(
                    "state variable moving " + output,
                    (s, out, from, to) ->
                            StateVariable.runRamp(output, a, now, 2, next, 1, s.d, 4, BLOCK_FRAMES, out, from, to));
        }
        double low = OnePole.coefficient(100, RATE_HERTZ);
        double high = OnePole.coefficient(5000, RATE_HERTZ);
        add("one pole", (s, out, from, to) -> OnePole.run(a, low, s.d, 4, out, from, to));
        add(
                "one pole moving",
                (s, out, from, to) -> OnePole.runRamp(a, low, high, s.d, 4, BLOCK_FRAMES, out, from, to));
        add("one pole dying", (s, out, from, to) -> OnePole.run(click, high, s.d, 4, out, from, to));
    }

    private void delays() {
        add("write, read", (s, out, from, to) -> {
            DelayLine.write(s.f, s.l, 1, a, from, to);
            DelayLine.read(s.f, s.l[1] - (to - from), 100, out, from, to);
        });
        add("readCrossfade", (s, out, from, to) -> {
            DelayLine.write(s.f, s.l, 1, a, from, to);
            DelayLine.readCrossfade(s.f, s.l[1] - (to - from), 17, 900, BLOCK_FRAMES, out, from, to);
        });
        add("readModulated", (s, out, from, to) -> {
            DelayLine.write(s.f, s.l, 1, a, from, to);
            DelayLine.readModulated(s.f, s.l[1] - (to - from), b, 700, 0, 2000, out, from, to);
        });
        add("readModulatedRamp", (s, out, from, to) -> {
            DelayLine.write(s.f, s.l, 1, a, from, to);
            DelayLine.readModulatedRamp(s.f, s.l[1] - (to - from), 0f, 1e-4f, RATE_HERTZ, 0, 2000, out, from, to);
        });
        add("readResting", (s, out, from, to) -> {
            DelayLine.write(s.f, s.l, 1, a, from, to);
            DelayLine.readModulatedRamp(s.f, s.l[1] - (to - from), 0.0007f, 0f, RATE_HERTZ, 0, 2000, out, from, to);
        });
    }

    private void loops() {
        float[] faint = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            faint[i] = a[i] * 0x1p-125f;
        }
        add("flush", (s, out, from, to) -> DelayLine.flush(faint, out, from, to));
        add("comb frame by frame", (s, out, from, to) -> {
            LoopKernels.comb(s.f, s.l[1], 3, 0.6f, faint, out, from, to);
            s.l[1] += to - from;
        });
        add("mean frame by frame", (s, out, from, to) -> {
            LoopKernels.mean(s.f, s.l[1], 17, s.f, s.l[1], 18, 0.49f, faint, out, from, to);
            s.l[1] += to - from;
        });
        add("two taps frame by frame", (s, out, from, to) -> {
            LoopKernels.twoTaps(s.f, s.l[1], 17, 0.4f, s.f, s.l[1], 31, 0.5f, faint, out, from, to);
            s.l[1] += to - from;
        });
        float[] y = new float[a.length];
        add("comb", (s, out, from, to) -> LoopKernels.comb(faint, 0.6f, b, y, out, from, to));
        add("mean", (s, out, from, to) -> LoopKernels.mean(faint, a, 0.49f, b, y, out, from, to));
        add("two taps", (s, out, from, to) -> LoopKernels.twoTaps(faint, 0.4f, a, 0.5f, b, y, out, from, to));
    }

    private void envelopes() {
        double[] c = new double[5];
        Envelopes.coefficients(0.002, 0.005, 0.5, 0.001, RATE_HERTZ, c, 1);
        double way = Envelopes.logarithmicWay(0.01, 2);
        add("adsr", (s, out, from, to) -> Envelopes.adsr(c, 1, s.d, 2, s.l, 3, gate, out, from, to));
        add(
                "adsrRamp",
                (s, out, from, to) -> Envelopes.adsrRamp(c, 1, s.d, 2, s.l, 3, 0f, 1f / BLOCK_FRAMES, out, from, to));
        add("line", (s, out, from, to) -> Envelopes.line(-1, 2, 1000, s.l, 3, out, from, to));
        add("exponential", (s, out, from, to) -> Envelopes.exponential(0.01, 2, way, 1000, s.l, 3, out, from, to));
    }

    /** A kernel with two outputs. */
    interface Stereo {
        void run(float[] left, float[] right, int from, int to);
    }

    private void stereo(String name, Stereo kernel) {
        float[] left = new float[BLOCK_FRAMES];
        float[] right = new float[BLOCK_FRAMES];
        add(name + ", left", (s, out, from, to) -> kernel.run(out, right, from, to));
        add(name + ", right", (s, out, from, to) -> kernel.run(left, out, from, to));
    }

    private void panning() {
        int[] scratch = new int[BLOCK_FRAMES];
        for (float start : new float[] {-0.4f, 0.7f}) {
            for (float step : new float[] {0f, 1e-3f, -1e-3f}) {
                stereo("panMono", (l, r, from, to) -> Panning.panMono(a, start, step, scratch, l, r, from, to));
                stereo("panStereo", (l, r, from, to) -> Panning.panStereo(a, b, start, step, l, r, from, to));
                stereo("balance", (l, r, from, to) -> Panning.balance(a, b, start, step, l, r, from, to));
            }
        }
        stereo("panMonoAudio", (l, r, from, to) -> Panning.panMonoAudio(a, b, scratch, l, r, from, to));
        stereo("panStereoAudio", (l, r, from, to) -> Panning.panStereoAudio(a, b, hertz, l, r, from, to));
        stereo("balanceAudio", (l, r, from, to) -> Panning.balanceAudio(a, b, hertz, l, r, from, to));
    }
}
