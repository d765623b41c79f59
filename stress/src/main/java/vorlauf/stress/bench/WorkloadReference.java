package vorlauf.stress.bench;

import java.util.function.IntToDoubleFunction;
import vorlauf.dsp.Noise;

/**
 * The workloads as formulas in double precision, frame by frame: what all engines are compared with.
 *
 * <p>Noise is Vorlauf's; engines with another one are left out where samples are compared.
 */
public final class WorkloadReference {
    private static final double RATE = Workload.SAMPLE_RATE_HERTZ;

    private static final double SLIGHTLY_EARLY = 1 + 1e-13;

    private final double[][] channels;

    private WorkloadReference(int channels, int frames) {
        this.channels = new double[channels][frames];
    }

    /** The first frames of a workload, channel by channel. Errors: a name that there is not. */
    public static double[][] render(String workload, int frames) {
        boolean mono = workload.equals("W1")
                || workload.equals("W3")
                || workload.equals("W4")
                || workload.equals("strings")
                || workload.startsWith("W5-");
        WorkloadReference reference = new WorkloadReference(mono ? 1 : 2, frames);
        if (workload.startsWith("W5-")) {
            reference.ladder(Integer.parseInt(workload.substring(3)));
            return reference.channels;
        }
        switch (workload) {
            case "W1" -> reference.additive();
            case "W2" -> reference.voices(64, Cutoffs.STEADY);
            case "W2-100" -> reference.voices(100, Cutoffs.STEADY);
            case "moving" -> reference.voices(64, Cutoffs.CONTROL);
            case "moving-lfo" -> reference.voices(64, Cutoffs.OSCILLATOR);
            case "W3" -> reference.modulation();
            case "W4" -> reference.chain();
            case "mixed" -> reference.mixed();
            case "strings" -> reference.strings();
            default -> throw new IllegalArgumentException("no workload is called " + workload);
        }
        return reference.channels;
    }

    private enum Cutoffs {
        STEADY,
        CONTROL,
        OSCILLATOR
    }

    private void add(double pan, IntToDoubleFunction voice) {
        double left = Math.cos((pan + 1) * Math.PI / 4);
        double right = Math.sin((pan + 1) * Math.PI / 4);
        for (int frame = 0; frame < channels[0].length; frame++) {
            double sample = voice.applyAsDouble(frame);
            channels[0][frame] += left * sample;
            channels[1][frame] += right * sample;
        }
    }

    private void add(IntToDoubleFunction voice) {
        for (int frame = 0; frame < channels[0].length; frame++) {
            channels[0][frame] += voice.applyAsDouble(frame);
        }
    }

    // ---- W1 to W5 ---------------------------------------------------------------------------------------------------

    private void additive() {
        for (int i = 0; i < 256; i++) {
            double hertz = 55 * (1 + 0.37 * i);
            double gain = (1 + i % 7) / 2048.0;
            add(frame -> gain * sine(hertz, frame));
        }
    }

    private void voices(int count, Cutoffs cutoffs) {
        for (int v = 0; v < count; v++) {
            add(2.0 * v / (count - 1) - 1, saw(v, cutoffs));
        }
    }

    private static IntToDoubleFunction saw(int v, Cutoffs cutoffs) {
        double hertz = 55 * Math.pow(2, v / 16.0);
        double gain = (1 + v % 4) / 128.0;
        MovingLowpass filter = new MovingLowpass(2);
        double cutoff = 500 + 50 * v;
        return frame -> {
            if (frame % Workload.BLOCK_FRAMES == 0) {
                int last = frame + Workload.BLOCK_FRAMES - 1;
                long blocks = frame / Workload.BLOCK_FRAMES;
                double depth = 200 + 20 * v;
                double lfoHertz = 0.2 + 0.05 * v;
                switch (cutoffs) {
                    case STEADY -> filter.go(cutoff, cutoff);
                    case CONTROL -> filter.go(cutoff, cutoff * PlanWorkloads.controlAt(blocks + 1));
                    case OSCILLATOR ->
                        filter.go(cutoff + depth * sine(lfoHertz, frame), cutoff + depth * sine(lfoHertz, last));
                }
            }
            return gain * filter.next(2 * turns(hertz, frame) - 1, frame % Workload.BLOCK_FRAMES);
        };
    }

    private static IntToDoubleFunction pair(int v) {
        double carrier = 110 + 13.7 * v;
        double modulator = 1.5 * carrier;
        double[] turns = {0};
        return frame -> {
            double tremolo = 0.5 + 0.5 * sine(0.1 + 0.05 * v, frame);
            double sample = tremolo * Math.sin(2 * Math.PI * turns[0]) / 64;
            turns[0] += (carrier + 2 * modulator * sine(modulator, frame)) / RATE;
            turns[0] -= Math.floor(turns[0]);
            return sample;
        };
    }

    private void modulation() {
        for (int v = 0; v < 64; v++) {
            add(pair(v));
        }
    }

    private void chain() {
        float[] noise = noise();
        Filter[] filters = new Filter[8];
        for (int k = 0; k < filters.length; k++) {
            filters[k] = Filter.peaking(100 * Math.pow(2, k), 1, k % 2 == 0 ? 6 : -6);
        }
        double[] line = new double[12_000];
        add(frame -> {
            double sample = 0.25 * noise[frame];
            for (Filter filter : filters) {
                sample = filter.next(sample);
            }
            int place = frame % line.length;
            line[place] = sample + 0.5 * line[place];
            return Math.tanh(line[place]);
        });
    }

    private void ladder(int nodes) {
        add(frame -> {
            double source = 0.001 * sine(440, frame);
            double rung = source;
            for (int i = 0; i < nodes / 2; i++) {
                rung = rung * (0.999 - 0.0001 * (i % 10)) + source;
            }
            return rung;
        });
    }

    // ---- the others -------------------------------------------------------------------------------------------------

    private void mixed() {
        for (int v = 0; v < 31; v++) {
            if (v < 20) {
                add(2 * v / 19.0 - 1, saw(v, Cutoffs.STEADY));
            }
            add(2 * v / 30.0 - 1, pair(v));
            if (v < 13) {
                double hertz = 110 + 17 * v;
                Filter filter = Filter.bandpass(300 + 40 * v, 3);
                add(2 * v / 12.0 - 1, frame -> Math.tanh(3 * filter.next(triangle(hertz, frame))) / 64);
            }
        }
    }

    private void strings() {
        float[] noise = noise();
        for (int i = 0; i < 64; i++) {
            int delay = (int) Math.rint(RATE / (110 * Math.pow(2, i / 24.0)));
            double[] y = new double[noise.length];
            add(frame -> {
                double envelope = Math.clamp(1 - 50 * turns(1, frame), 0, 1);
                double before = frame < delay ? 0 : y[frame - delay];
                double earlier = frame < delay + 1 ? 0 : y[frame - delay - 1];
                y[frame] = 0.1 * noise[frame] * envelope + 0.498 * (before + earlier);
                return y[frame] / 16;
            });
        }
    }

    // ---- parts ------------------------------------------------------------------------------------------------------

    private float[] noise() {
        float[] noise = new float[channels[0].length];
        Noise.white(1, new long[1], 0, noise, 0, noise.length);
        return noise;
    }

    /**
     * Phase from 0 to 1. A frame that lies exactly where a saw jumps belongs to what is behind the jump, as frame 0 does: phases
     * in integers are rounded up and arrive there a little early.
     */
    private static double turns(double hertz, int frame) {
        double turns = hertz * frame / RATE * SLIGHTLY_EARLY;
        return turns - Math.floor(turns);
    }

    private static double sine(double hertz, int frame) {
        return Math.sin(2 * Math.PI * turns(hertz, frame));
    }

    private static double triangle(double hertz, int frame) {
        double turns = turns(hertz, frame);
        return turns < 0.25 ? 4 * turns : turns < 0.75 ? 2 - 4 * turns : 4 * turns - 4;
    }

    /** A filter of the Audio EQ Cookbook whose coefficients stay. */
    private static final class Filter {
        private final double[] c;
        private double s1;
        private double s2;

        private Filter(double[] c) {
            this.c = c;
        }

        static Filter bandpass(double hertz, double q) {
            return new Filter(Coefficients.bandpass(hertz, q).asArray());
        }

        static Filter peaking(double hertz, double q, double decibels) {
            return new Filter(Coefficients.peaking(hertz, q, decibels).asArray());
        }

        double next(double x) {
            double y = c[0] * x + s1;
            s1 = c[1] * x + s2 - c[3] * y;
            s2 = c[2] * x - c[4] * y;
            return y;
        }
    }

    /** A low-pass whose coefficients go in a line over a block. */
    private static final class MovingLowpass {
        private final double q;
        private double[] now = {};
        private double[] next = {};
        private double s1;
        private double s2;

        MovingLowpass(double q) {
            this.q = q;
        }

        /** @param first cutoff where the very first block begins; later ones begin where the last has ended */
        void go(double first, double last) {
            now = next.length == 0 ? Coefficients.lowpass(first, q).asArray() : next;
            next = Coefficients.lowpass(last, q).asArray();
        }

        double next(double x, int frame) {
            double w = (frame + 1.0) / Workload.BLOCK_FRAMES;
            double[] c = new double[now.length];
            for (int i = 0; i < c.length; i++) {
                c[i] = now[i] * (1 - w) + next[i] * w;
            }
            double y = c[0] * x + s1;
            s1 = c[1] * x + s2 - c[3] * y;
            s2 = c[2] * x - c[4] * y;
            return y;
        }
    }
}
