package vorlauf.stress.peers;

import java.util.ArrayList;
import java.util.List;
import vorlauf.stress.bench.Coefficients;

/** Workloads as Faust programs. */
final class FaustProgram {
    private static final String HEAD = "import(\"stdfaust.lib\");\n";

    private FaustProgram() {}

    static String of(String workload) {
        String program = HEAD
                + switch (workload.substring(0, 2)) {
                    case "W1" -> additive();
                    case "W2" -> voices(WorkloadParameters.voiceCount(workload));
                    case "W3" -> modulation();
                    case "W4" -> chain();
                    default -> ladder(WorkloadParameters.rungs(workload));
                };
        return program.replaceAll("(\\d)E(-?\\d)", "$1e$2"); // Faust's exponents are lower case
    }

    private static String additive() {
        List<String> all = new ArrayList<>();
        for (WorkloadParameters.Partial partial : WorkloadParameters.partials()) {
            all.add("os.osc(%s)*%s".formatted(partial.hertz(), partial.gain()));
        }
        return "process = " + String.join(",\n", all) + " :> _;\n";
    }

    private static String filter(Coefficients c) {
        return "fi.tf22t(%s,%s,%s,%s,%s)".formatted(c.b0(), c.b1(), c.b2(), c.a1(), c.a2());
    }

    private static String voices(int count) {
        List<String> all = new ArrayList<>();
        for (WorkloadParameters.Voice voice : WorkloadParameters.voices(count)) {
            all.add("(2*os.phasor(1,%s)-1 : %s : *(%s) <: *(%s),*(%s))"
                    .formatted(voice.hertz(), filter(voice.filter()), voice.gain(), voice.left(), voice.right()));
        }
        return "process = " + String.join(",\n", all) + " :> _,_;\n";
    }

    private static String modulation() {
        List<String> all = new ArrayList<>();
        for (WorkloadParameters.Pair pair : WorkloadParameters.pairs()) {
            all.add("os.osc(%s+%s*os.osc(%s))*(0.5+0.5*os.osc(%s))*%s"
                    .formatted(pair.carrier(), pair.depth(), pair.modulator(), pair.tremolo(), pair.gain()));
        }
        return "process = " + String.join(",\n", all) + " :> _;\n";
    }

    private static String chain() {
        List<String> stages = new ArrayList<>();
        stages.add("no.noise*" + WorkloadParameters.NOISE_GAIN);
        WorkloadParameters.bands().forEach(band -> stages.add(filter(band)));
        stages.add("(+ ~ (@(%d) : *(%s)))".formatted(WorkloadParameters.ECHO_FRAMES - 1, WorkloadParameters.ECHO_GAIN));
        stages.add("ma.tanh");
        return "process = " + String.join(" : ", stages) + ";\n";
    }

    /** The gains are sliders: C++ with numbers in their place would fold the whole ladder into one of them. */
    private static String ladder(int rungs) {
        return """
                a(i) = hslider("a%%i", 0.999 - 0.0001 * (i %% 10), 0, 1, 0.0001);
                process = os.osc(%s) * %s <: _,_ : seq(i, %d, ((*(a(i)),_) : (\\(y,x).(y+x,x)))) : _,!;
                """.formatted(WorkloadParameters.LADDER_HERTZ, WorkloadParameters.LADDER_GAIN, rungs);
    }
}
