package vorlauf.stress.peers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vorlauf.stress.bench.Coefficients;
import vorlauf.stress.peers.SynthDefinition.Wire;

/**
 * A workload for scsynth: one definition, and the synths that are started of it. W2 and W3 start a synth for each voice.
 *
 * @param definition the file of the definition, whose synth is called {@value #NAME}
 * @param synths parameters of each synth
 */
record SynthWorkload(byte[] definition, List<Map<String, Double>> synths) {
    static final String NAME = "workload";

    static SynthWorkload of(String workload) {
        SynthDefinition synth = new SynthDefinition(NAME);
        List<Map<String, Double>> synths = new ArrayList<>();
        switch (workload.substring(0, 2)) {
            case "W1" -> additive(synth);
            case "W2" -> voices(synth, synths, WorkloadParameters.voiceCount(workload));
            case "W3" -> modulation(synth, synths);
            case "W4" -> chain(synth);
            default -> ladder(synth, WorkloadParameters.rungs(workload));
        }
        if (synths.isEmpty()) {
            synths.add(Map.of());
        }
        return new SynthWorkload(synth.bytes(), List.copyOf(synths));
    }

    /** A score of so many seconds. */
    byte[] score(double seconds) {
        return SynthScore.of(NAME, synths, seconds);
    }

    private static void out(SynthDefinition synth, Wire... channels) {
        Wire[] inputs = new Wire[channels.length + 1];
        inputs[0] = synth.constant(0);
        System.arraycopy(channels, 0, inputs, 1, channels.length);
        synth.audioOutputs("Out", 0, inputs);
    }

    private static void additive(SynthDefinition synth) {
        List<Wire> all = new ArrayList<>();
        for (WorkloadParameters.Partial partial : WorkloadParameters.partials()) {
            Wire sine = synth.audio("SinOsc", synth.constant(partial.hertz()), synth.constant(0));
            all.add(synth.times(sine, synth.constant(partial.gain())));
        }
        out(synth, synth.sum(all));
    }

    private static void voices(SynthDefinition synth, List<Map<String, Double>> synths, int count) {
        List<Wire> p = synth.parameters("hertz", "b0", "b1", "b2", "a1", "a2", "gain", "pan");
        Wire saw = synth.audio("LFSaw", p.get(0), synth.constant(1));
        Wire filtered = synth.audio("SOS", saw, p.get(1), p.get(2), p.get(3), p.get(4), p.get(5));
        List<Wire> panned = synth.audioOutputs("Pan2", 2, synth.times(filtered, p.get(6)), p.get(7), synth.constant(1));
        out(synth, panned.get(0), panned.get(1));
        for (WorkloadParameters.Voice voice : WorkloadParameters.voices(count)) {
            Coefficients c = voice.filter();
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("hertz", voice.hertz());
            values.put("b0", c.b0());
            values.put("b1", c.b1());
            values.put("b2", c.b2());
            values.put("a1", -c.a1()); // SOS adds what it feeds back
            values.put("a2", -c.a2());
            values.put("gain", voice.gain());
            values.put("pan", voice.pan());
            synths.add(values);
        }
    }

    private static void modulation(SynthDefinition synth, List<Map<String, Double>> synths) {
        List<Wire> p = synth.parameters("carrier", "modulator", "depth", "tremolo", "gain");
        Wire zero = synth.constant(0);
        Wire half = synth.constant(0.5);
        Wire hertz = synth.audio("MulAdd", synth.audio("SinOsc", p.get(1), zero), p.get(2), p.get(0));
        Wire tremolo = synth.audio("MulAdd", synth.audio("SinOsc", p.get(3), zero), half, half);
        Wire sound = synth.times(synth.audio("SinOsc", hertz, zero), tremolo);
        out(synth, synth.times(sound, p.get(4)));
        for (WorkloadParameters.Pair pair : WorkloadParameters.pairs()) {
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("carrier", pair.carrier());
            values.put("modulator", pair.modulator());
            values.put("depth", pair.depth());
            values.put("tremolo", pair.tremolo());
            values.put("gain", pair.gain());
            synths.add(values);
        }
    }

    private static void chain(SynthDefinition synth) {
        Wire y = synth.times(synth.audio("WhiteNoise"), synth.constant(WorkloadParameters.NOISE_GAIN));
        for (Coefficients c : WorkloadParameters.bands()) {
            y = synth.audio(
                    "SOS",
                    y,
                    synth.constant(c.b0()),
                    synth.constant(c.b1()),
                    synth.constant(c.b2()),
                    synth.constant(-c.a1()),
                    synth.constant(-c.a2()));
        }
        double delaySeconds = WorkloadParameters.ECHO_FRAMES / 48_000.0;
        Wire delay = synth.constant(delaySeconds);
        Wire decay = synth.constant(delaySeconds * Math.log(0.001) / Math.log(WorkloadParameters.ECHO_GAIN));
        out(synth, synth.audio("UnaryOpUGen", SynthDefinition.TANH, synth.audio("CombN", y, delay, delay, decay)));
    }

    private static void ladder(SynthDefinition synth, int rungs) {
        Wire sine = synth.audio("SinOsc", synth.constant(WorkloadParameters.LADDER_HERTZ), synth.constant(0));
        Wire x = synth.times(sine, synth.constant(WorkloadParameters.LADDER_GAIN));
        Wire y = x;
        for (int i = 0; i < rungs; i++) {
            y = synth.audio("MulAdd", y, synth.constant(WorkloadParameters.rungGain(i)), x);
        }
        out(synth, y);
    }
}
