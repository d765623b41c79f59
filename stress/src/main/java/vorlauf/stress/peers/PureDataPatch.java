package vorlauf.stress.peers;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vorlauf.stress.bench.Coefficients;

/**
 * Workloads as patches for Pure Data: the work in a subpatch with blocks of 128 frames, and around it what starts the sound,
 * records it where a file is wanted, and quits.
 */
final class PureDataPatch {
    private final List<String> objects = new ArrayList<>();
    private final List<String> wires = new ArrayList<>();

    private PureDataPatch() {}

    /** A patch that renders for so many seconds and writes the first of them to a WAV file, or only renders. */
    static String of(String workload, double seconds, @Nullable String file) {
        PureDataPatch work = new PureDataPatch();
        work.object("block~ 128");
        List<Integer> outputs = work.render(workload);
        for (int output : outputs) {
            work.wire(output, work.outlet(), 0);
        }
        PureDataPatch whole = new PureDataPatch();
        int dac = whole.object("dac~ 1 2");
        int start = whole.object("loadbang");
        whole.wire(start, whole.message("\\; pd dsp 1"), 0);
        int quit = whole.object("del " + seconds * 1e3);
        whole.wire(start, quit, 0);
        whole.wire(quit, whole.message("\\; pd quit"), 0);
        List<Integer> tables = file == null ? List.of() : whole.recorder(start, outputs.size(), file);
        int sub = whole.objects.size();
        for (int channel = 0; channel < outputs.size(); channel++) {
            whole.wires.add("#X connect %d %d %d %d;".formatted(sub, channel, dac, channel));
            for (int table : tables.isEmpty() ? tables : List.of(tables.get(channel))) {
                whole.wires.add("#X connect %d %d %d 0;".formatted(sub, channel, table));
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add("#N canvas 0 0 400 300 12;");
        lines.addAll(whole.objects);
        lines.add("#N canvas 0 0 400 300 work 0;");
        lines.addAll(work.objects);
        lines.addAll(work.wires);
        lines.add("#X restore 10 50 pd work;");
        lines.addAll(whole.wires);
        return String.join("\n", lines) + "\n";
    }

    /** Tables of a second, filled from the start and then written. */
    private List<Integer> recorder(int start, int channels, String file) {
        List<Integer> writers = new ArrayList<>();
        StringBuilder names = new StringBuilder();
        for (int channel = 0; channel < channels; channel++) {
            object("table recorded" + channel + " 48000");
            int writer = object("tabwrite~ recorded" + channel);
            wire(start, writer, 0);
            writers.add(writer);
            names.append(" recorded").append(channel);
        }
        int later = object("del 1500");
        wire(start, later, 0);
        int message = message("write -wave -bytes 4 " + file + names);
        wire(later, message, 0);
        wire(message, object("soundfiler"), 0);
        return writers;
    }

    // ---- writing ----------------------------------------------------------------------------------------------------

    private int object(String text) {
        objects.add("#X obj 10 10 " + text + ";");
        return objects.size() - 1;
    }

    /** Outlets are counted from left to right, wherever they are in the file. */
    private int outlet() {
        objects.add("#X obj " + 10 * objects.size() + " 10 outlet~;");
        return objects.size() - 1;
    }

    private int message(String text) {
        objects.add("#X msg 10 10 " + text + ";");
        return objects.size() - 1;
    }

    private void wire(int from, int to, int inlet) {
        wires.add("#X connect %d 0 %d %d;".formatted(from, to, inlet));
    }

    /** A new object behind another. */
    private int then(int from, String text) {
        int to = object(text);
        wire(from, to, 0);
        return to;
    }

    /** A new object with two inputs. */
    private int join(int left, int right, String text) {
        int to = then(left, text);
        wire(right, to, 1);
        return to;
    }

    private int threeQuarters = -1;

    /** An oscillator that begins where a sine does: Pd's is a cosine. */
    private int sine(int oscillator) {
        if (threeQuarters < 0) {
            int bang = object("loadbang");
            threeQuarters = message("0.75");
            wire(bang, threeQuarters, 0);
        }
        wire(threeQuarters, oscillator, 1);
        return oscillator;
    }

    private int filter(int from, Coefficients c) {
        return then(from, "biquad~ %s %s %s %s %s".formatted(-c.a1(), -c.a2(), c.b0(), c.b1(), c.b2()));
    }

    // ---- the work ---------------------------------------------------------------------------------------------------

    private List<Integer> render(String workload) {
        return switch (workload.substring(0, 2)) {
            case "W1" -> additive();
            case "W2" -> voices(WorkloadParameters.voiceCount(workload));
            case "W3" -> modulation();
            case "W4" -> chain();
            default -> ladder(WorkloadParameters.rungs(workload));
        };
    }

    private List<Integer> additive() {
        int sum = object("*~ 1");
        for (WorkloadParameters.Partial partial : WorkloadParameters.partials()) {
            int voice = then(sine(object("osc~ " + partial.hertz())), "*~ " + partial.gain());
            wire(voice, sum, 0);
        }
        return List.of(sum);
    }

    private List<Integer> voices(int count) {
        int left = object("*~ 1");
        int right = object("*~ 1");
        for (WorkloadParameters.Voice voice : WorkloadParameters.voices(count)) {
            int saw = then(then(object("phasor~ " + voice.hertz()), "*~ 2"), "-~ 1");
            int heard = then(filter(saw, voice.filter()), "*~ " + voice.gain());
            wire(then(heard, "*~ " + voice.left()), left, 0);
            wire(then(heard, "*~ " + voice.right()), right, 0);
        }
        return List.of(left, right);
    }

    private List<Integer> modulation() {
        int sum = object("*~ 1");
        for (WorkloadParameters.Pair pair : WorkloadParameters.pairs()) {
            int deviation = then(sine(object("osc~ " + pair.modulator())), "*~ " + pair.depth());
            int carrier = sine(then(then(deviation, "+~ " + pair.carrier()), "osc~"));
            int tremolo = then(then(sine(object("osc~ " + pair.tremolo())), "*~ 0.5"), "+~ 0.5");
            wire(then(join(carrier, tremolo, "*~"), "*~ " + pair.gain()), sum, 0);
        }
        return List.of(sum);
    }

    private List<Integer> chain() {
        int y = then(object("noise~"), "*~ " + WorkloadParameters.NOISE_GAIN);
        for (Coefficients band : WorkloadParameters.bands()) {
            y = filter(y, band);
        }
        int echo = then(object("delread~ echo 250"), "*~ " + WorkloadParameters.ECHO_GAIN);
        int sum = join(y, echo, "+~");
        then(sum, "delwrite~ echo 300");
        return List.of(then(sum, "expr~ tanh($v1)"));
    }

    private List<Integer> ladder(int rungs) {
        int x = then(sine(object("osc~ " + WorkloadParameters.LADDER_HERTZ)), "*~ " + WorkloadParameters.LADDER_GAIN);
        int y = x;
        for (int i = 0; i < rungs; i++) {
            y = join(then(y, "*~ " + WorkloadParameters.rungGain(i)), x, "+~");
        }
        return List.of(y);
    }
}
