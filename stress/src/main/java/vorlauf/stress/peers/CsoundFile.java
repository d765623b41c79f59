package vorlauf.stress.peers;

import java.util.List;
import vorlauf.stress.bench.Coefficients;

/** Workloads as Csound files, each voice an instance of an instrument. The score's macro DUR is the length in seconds. */
final class CsoundFile {
    private static final String SINE = "gisine ftgen 1, 0, 16384, 10, 1\n";

    private final StringBuilder orchestra = new StringBuilder();
    private final StringBuilder score = new StringBuilder();
    private int channels = 1;

    private CsoundFile() {}

    static String of(String workload) {
        CsoundFile file = new CsoundFile();
        file.channels = WorkloadParameters.channels(workload);
        switch (workload.substring(0, 2)) {
            case "W1" -> file.additive();
            case "W2" -> file.voices(WorkloadParameters.voiceCount(workload));
            case "W3" -> file.modulation();
            case "W4" -> file.chain();
            default -> file.ladder(WorkloadParameters.rungs(workload));
        }
        return """
                <CsoundSynthesizer>
                <CsInstruments>
                sr = 48000
                ksmps = 128
                nchnls = %d
                0dbfs = 1
                %s</CsInstruments>
                <CsScore>
                %s</CsScore>
                </CsoundSynthesizer>
                """.formatted(file.channels, file.orchestra, file.score);
    }

    private void note(Object... parameters) {
        score.append("i1 0 $DUR");
        for (Object parameter : parameters) {
            score.append(' ').append(parameter);
        }
        score.append('\n');
    }

    private void additive() {
        orchestra.append(SINE).append("instr 1\nout oscili(p5, p4, 1)\nendin\n");
        for (WorkloadParameters.Partial partial : WorkloadParameters.partials()) {
            note(partial.hertz(), partial.gain());
        }
    }

    private void voices(int count) {
        orchestra.append("""
                instr 1
                a1 phasor p4
                a1 = 2 * a1 - 1
                a2 biquad a1, p5, p6, p7, 1, p8, p9
                a2 = a2 * p10
                outs a2 * p11, a2 * p12
                endin
                """);
        for (WorkloadParameters.Voice voice : WorkloadParameters.voices(count)) {
            Coefficients c = voice.filter();
            note(voice.hertz(), c.b0(), c.b1(), c.b2(), c.a1(), c.a2(), voice.gain(), voice.left(), voice.right());
        }
    }

    private void modulation() {
        orchestra.append(SINE).append("""
                instr 1
                am oscili p6, p5, 1
                ac oscili 1, am + p4, 1
                al oscili 0.5, p7, 1
                out ac * (al + 0.5) * p8
                endin
                """);
        for (WorkloadParameters.Pair pair : WorkloadParameters.pairs()) {
            note(pair.carrier(), pair.modulator(), pair.depth(), pair.tremolo(), pair.gain());
        }
    }

    private void chain() {
        orchestra
                .append("instr 1\na1 rand ")
                .append(WorkloadParameters.NOISE_GAIN)
                .append(", 2, 1\n");
        List<Coefficients> bands = WorkloadParameters.bands();
        for (Coefficients c : bands) {
            orchestra.append("a1 biquad a1, %s, %s, %s, 1, %s, %s\n".formatted(c.b0(), c.b1(), c.b2(), c.a1(), c.a2()));
        }
        orchestra.append("""
                ad delayr 0.25
                aw = a1 + 0.5 * ad
                delayw aw
                out tanh(aw)
                endin
                """);
        note();
    }

    private void ladder(int rungs) {
        orchestra
                .append(SINE)
                .append("instr 1\nax oscili ")
                .append(WorkloadParameters.LADDER_GAIN)
                .append(", ")
                .append(WorkloadParameters.LADDER_HERTZ)
                .append(", 1\nay0 = ax\n");
        for (int i = 0; i < rungs; i++) {
            orchestra.append(
                    "ag%d = ay%d * %s\nay%d = ag%d + ax\n".formatted(i, i, WorkloadParameters.rungGain(i), i + 1, i));
        }
        orchestra.append("out ay").append(rungs).append("\nendin\n");
        note();
    }
}
