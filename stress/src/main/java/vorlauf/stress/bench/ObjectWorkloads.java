package vorlauf.stress.bench;

import java.util.ArrayList;
import java.util.List;

/** The workloads W1 to W5 as graphs of objects; names: W1, W2, W3, W4, W5-1000, W5-4000, W5-16000 or any W5-K. */
final class ObjectWorkloads {
    private ObjectWorkloads() {}

    /** Makes the workload of a name, ready to render. */
    static ObjectGraph named(String name) {
        if (name.startsWith("W5-")) {
            return ladder(Integer.parseInt(name.substring(3)));
        }
        return switch (name) {
            case "W1" -> additive();
            case "W2" -> voices();
            case "W3" -> frequencyModulation();
            case "W4" -> chain();
            default ->
                throw new IllegalArgumentException("no workload is called " + name + "; there are W1 to W4, W5-K");
        };
    }

    private static ObjectGraph additive() {
        ObjectGraph.Builder graph = new ObjectGraph.Builder();
        List<Integer> partials = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            int sine = graph.add(new ObjectNode.Sine(55 * (1 + 0.37 * i)));
            partials.add(graph.add(new ObjectNode.Gain((1 + i % 7) / 2048.0), sine));
        }
        return graph.build(graph.sum(partials));
    }

    private static ObjectGraph voices() {
        ObjectGraph.Builder graph = new ObjectGraph.Builder();
        List<Integer> left = new ArrayList<>();
        List<Integer> right = new ArrayList<>();
        for (int v = 0; v < 64; v++) {
            int saw = graph.add(new ObjectNode.NaiveSaw(55 * Math.pow(2, v / 16.0)));
            int filtered = graph.add(new ObjectNode.Biquad(lowpass(500 + 50 * v, 2)), saw);
            int voice = graph.add(new ObjectNode.Gain((1 + v % 4) / 128.0), filtered);
            double place = v / 63.0 * Math.PI / 2;
            left.add(graph.add(new ObjectNode.Gain(Math.cos(place)), voice));
            right.add(graph.add(new ObjectNode.Gain(Math.sin(place)), voice));
        }
        return graph.build(graph.sum(left), graph.sum(right));
    }

    private static ObjectGraph frequencyModulation() {
        ObjectGraph.Builder graph = new ObjectGraph.Builder();
        List<Integer> pairs = new ArrayList<>();
        for (int v = 0; v < 64; v++) {
            double carrierHertz = 110 + 13.7 * v;
            double modulatorHertz = 1.5 * carrierHertz;
            int modulator = graph.add(new ObjectNode.Sine(modulatorHertz));
            int hertz = graph.add(new ObjectNode.Scale(2 * modulatorHertz, carrierHertz), modulator);
            int carrier = graph.add(new ObjectNode.ModulatedSine(), hertz);
            int slow = graph.add(new ObjectNode.Sine(0.1 + 0.05 * v));
            int tremolo = graph.add(new ObjectNode.Scale(0.5, 0.5), slow);
            int pair = graph.add(new ObjectNode.Product(), carrier, tremolo);
            pairs.add(graph.add(new ObjectNode.Gain(1 / 64.0), pair));
        }
        return graph.build(graph.sum(pairs));
    }

    private static ObjectGraph chain() {
        ObjectGraph.Builder graph = new ObjectGraph.Builder();
        int filtered = graph.add(new ObjectNode.Gain(0.25), graph.add(new ObjectNode.Noise(12345)));
        for (int k = 0; k < 8; k++) {
            float[] coefficients = peaking(100 * Math.pow(2, k), 1, k % 2 == 0 ? 6 : -6);
            filtered = graph.add(new ObjectNode.Biquad(coefficients), filtered);
        }
        int echo = graph.add(new ObjectNode.Echo(12_000, 0.5), filtered);
        return graph.build(graph.add(new ObjectNode.SoftClip(), echo));
    }

    private static ObjectGraph ladder(int nodes) {
        ObjectGraph.Builder graph = new ObjectGraph.Builder();
        int source = graph.add(new ObjectNode.Gain(0.001), graph.add(new ObjectNode.Sine(440)));
        int rung = source;
        for (int i = 0; i < nodes / 2; i++) {
            int gained = graph.add(new ObjectNode.Gain(0.999 - 0.0001 * (i % 10)), rung);
            rung = graph.add(new ObjectNode.Sum(), gained, source);
        }
        return graph.build(rung);
    }

    /** b0, b1, b2, a1, a2. Source: Bristow-Johnson, Audio EQ Cookbook. */
    static float[] lowpass(double hertz, double q) {
        double omega = 2 * Math.PI * hertz / Workload.SAMPLE_RATE_HERTZ;
        double cosine = Math.cos(omega);
        double alpha = Math.sin(omega) / (2 * q);
        double a0 = 1 + alpha;
        return floats(
                (1 - cosine) / 2 / a0, (1 - cosine) / a0, (1 - cosine) / 2 / a0, -2 * cosine / a0, (1 - alpha) / a0);
    }

    /** b0, b1, b2, a1, a2. Source: Bristow-Johnson, Audio EQ Cookbook. */
    static float[] peaking(double hertz, double q, double decibels) {
        double amplitude = Math.pow(10, decibels / 40);
        double omega = 2 * Math.PI * hertz / Workload.SAMPLE_RATE_HERTZ;
        double cosine = Math.cos(omega);
        double alpha = Math.sin(omega) / (2 * q);
        double a0 = 1 + alpha / amplitude;
        return floats(
                (1 + alpha * amplitude) / a0,
                -2 * cosine / a0,
                (1 - alpha * amplitude) / a0,
                -2 * cosine / a0,
                (1 - alpha / amplitude) / a0);
    }

    private static float[] floats(double... numbers) {
        float[] rounded = new float[numbers.length];
        for (int index = 0; index < numbers.length; index++) {
            rounded[index] = (float) numbers[index];
        }
        return rounded;
    }
}
