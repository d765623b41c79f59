package vorlauf.stress.peers;

import java.util.ArrayList;
import java.util.List;
import vorlauf.stress.bench.Coefficients;

/** The numbers of W1 to W5, for whoever writes them in another engine's language. Frequencies in hertz. */
final class WorkloadParameters {
    /** Frames that W4's echo comes later, and what is left of it each time. */
    static final int ECHO_FRAMES = 12_000;

    static final double ECHO_GAIN = 0.5;
    static final double NOISE_GAIN = 0.25;

    /** The ladder's source. */
    static final double LADDER_HERTZ = 440;

    static final double LADDER_GAIN = 0.001;

    private WorkloadParameters() {}

    /** A sine of W1. */
    record Partial(double hertz, double gain) {}

    /**
     * A voice of W2.
     *
     * @param pan -1 left to 1 right; left and right are the gains that belong to it
     */
    record Voice(double hertz, Coefficients filter, double gain, double pan, double left, double right) {}

    /** A pair of W3; depth is the carrier's deviation. */
    record Pair(double carrier, double modulator, double depth, double tremolo, double gain) {}

    static List<Partial> partials() {
        List<Partial> partials = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            partials.add(new Partial(55 * (1 + 0.37 * i), (1 + i % 7) / 2048.0));
        }
        return partials;
    }

    static List<Voice> voices(int count) {
        List<Voice> voices = new ArrayList<>();
        for (int v = 0; v < count; v++) {
            double share = v / (count - 1.0);
            voices.add(new Voice(
                    55 * Math.pow(2, v / 16.0),
                    Coefficients.lowpass(500 + 50 * v, 2),
                    (1 + v % 4) / 128.0,
                    2 * share - 1,
                    Math.cos(share * Math.PI / 2),
                    Math.sin(share * Math.PI / 2)));
        }
        return voices;
    }

    /** How many voices a workload has that is W2 or W2-N. */
    static int voiceCount(String workload) {
        return workload.equals("W2") ? 64 : Integer.parseInt(workload.substring(3));
    }

    static List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        for (int v = 0; v < 64; v++) {
            double carrier = 110 + 13.7 * v;
            pairs.add(new Pair(carrier, 1.5 * carrier, 3 * carrier, 0.1 + 0.05 * v, 1 / 64.0));
        }
        return pairs;
    }

    static List<Coefficients> bands() {
        List<Coefficients> bands = new ArrayList<>();
        for (int k = 0; k < 8; k++) {
            bands.add(Coefficients.peaking(100 * Math.pow(2, k), 1, k % 2 == 0 ? 6 : -6));
        }
        return bands;
    }

    /** Rungs of W5-K: half of its nodes. */
    static int rungs(String workload) {
        return Integer.parseInt(workload.substring(3)) / 2;
    }

    static double rungGain(int rung) {
        return (9_990 - rung % 10) / 10_000.0;
    }

    /** Whether a workload is one of W1 to W5, any W2-N and W5-K. */
    static boolean isClassic(String workload) {
        return workload.matches("W[1-4]|W2-\\d+|W5-\\d+");
    }

    /** Channels of one of these. */
    static int channels(String workload) {
        return workload.startsWith("W2") ? 2 : 1;
    }
}
