package vorlauf.stress.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Faust, compiled to C++ in several modes and that by g++; the fastest of them is the contestant. */
final class FaustPeer implements Peer {
    private static final Duration LIMIT = Duration.ofMinutes(4);

    /** Beyond this g++ takes minutes and gigabytes. */
    private static final int MOST_RUNGS = 2_000;

    private enum Mode {
        SCALAR("-scal"),
        VECTOR("-vec"),
        VECTOR_OF_BLOCKS("-vec -vs 128 -lv 1");

        private final String options;

        Mode(String options) {
            this.options = options;
        }
    }

    @Override
    public String name() {
        return "faust";
    }

    @Override
    public @Nullable String missing() {
        String faust = Tool.missing("faust", "faust");
        return faust != null ? faust : Tool.missing("g++", "g++");
    }

    @Override
    public boolean knows(String workload) {
        return WorkloadParameters.isClassic(workload)
                && (!workload.startsWith("W5") || WorkloadParameters.rungs(workload) <= MOST_RUNGS);
    }

    @Override
    public Contestant prepare(String workload, Path folder) throws IOException, InterruptedException, PeerException {
        Path source = Files.writeString(folder.resolve("workload.dsp"), FaustProgram.of(workload));
        Path architecture = Resources.copy("faust/render.cpp", folder);
        List<OwnFigures> made = new ArrayList<>();
        String failure = "";
        for (Mode mode : Mode.values()) {
            String name = mode.name().toLowerCase(Locale.ROOT);
            Path program = folder.resolve(name);
            Path code = folder.resolve(name + ".cpp");
            List<String> faust = new ArrayList<>(List.of("faust"));
            faust.addAll(List.of(mode.options.split(" ", -1)));
            faust.addAll(List.of("-a", architecture.toString(), source.toString(), "-o", code.toString()));
            try {
                Tool.run(folder, LIMIT, faust);
                Tool.run(
                        folder,
                        LIMIT,
                        List.of(
                                "g++",
                                "-O3",
                                "-march=native",
                                "-ffast-math",
                                code.toString(),
                                "-o",
                                program.toString()));
                made.add(new OwnFigures(List.of(program.toString()), folder, "faust " + mode.options));
            } catch (PeerException unusable) {
                failure = String.valueOf(unusable.getMessage());
            }
        }
        if (made.isEmpty()) {
            throw new PeerException("no mode could be compiled; the last: " + failure);
        }
        return OwnFigures.fastest(made);
    }
}
