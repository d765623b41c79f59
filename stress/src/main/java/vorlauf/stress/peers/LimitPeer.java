package vorlauf.stress.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The limit: each workload in C, written by hand for SIMD across voices, compiled on the spot for this machine.
 *
 * <p>One source serves three widths: 16 lanes for AVX-512, 8 for AVX2, 4 for everything else.
 */
final class LimitPeer implements Peer {
    static final String NAME = "C limit";

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** All sources, headers included. */
    static final List<String> SOURCES = List.of(
            "lanes.h",
            "noise.h",
            "voices.h",
            "modulation.h",
            "workloads.h",
            "additive.c",
            "voices.c",
            "moving.c",
            "modulation.c",
            "mixed.c",
            "chain.c",
            "ladder.c",
            "strings.c",
            "main.c");

    /**
     * A way to compile the sources.
     *
     * @param lanes floats of a vector
     * @param options what makes the compiler use such vectors
     */
    record Variant(int lanes, List<String> options) {
        /** The widest for a CPU with these flags, named as Linux names them. */
        static Variant of(Set<String> flags) {
            if (flags.containsAll(Set.of("avx512f", "avx512dq"))) {
                return new Variant(16, List.of("-march=native", "-mprefer-vector-width=512"));
            }
            if (flags.containsAll(Set.of("avx2", "fma"))) {
                return new Variant(8, List.of("-march=native"));
            }
            return new Variant(4, List.of());
        }

        List<String> command(String compiler, Path program, List<String> sources) {
            List<String> command = new ArrayList<>(List.of(compiler, "-std=gnu11", "-O3", "-DLANES=" + lanes));
            command.addAll(options);
            command.addAll(sources);
            command.addAll(List.of("-o", program.toString(), "-lm"));
            return command;
        }
    }

    private @Nullable Path program;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public @Nullable String missing() {
        return Tool.missing("gcc", "gcc");
    }

    @Override
    public boolean knows(String workload) {
        return true;
    }

    @Override
    public Contestant prepare(String workload, Path folder) throws IOException, InterruptedException, PeerException {
        Variant variant = Variant.of(cpuFlags(Path.of("/proc/cpuinfo")));
        Path compiled = program;
        if (compiled == null) {
            compiled = compile(variant, folder);
            program = compiled;
        }
        return new OwnFigures(List.of(compiled.toString(), workload), folder, variant.lanes() + " lanes");
    }

    /** Compiles all sources into one program; returns it. */
    static Path compile(Variant variant, Path folder) throws IOException, InterruptedException, PeerException {
        List<String> sources = new ArrayList<>();
        for (String source : SOURCES) {
            Path copy = Resources.copy("limit/" + source, folder);
            if (source.endsWith(".c")) {
                sources.add(copy.toString());
            }
        }
        Path compiled = folder.resolve("limit");
        Tool.run(folder, LIMIT, variant.command("gcc", compiled, sources));
        return compiled;
    }

    /** What the first CPU of a list as Linux prints it can do; nothing where there is no such list. */
    static Set<String> cpuFlags(Path cpuinfo) throws IOException {
        if (!Files.isReadable(cpuinfo)) {
            return Set.of();
        }
        for (String line : Files.readAllLines(cpuinfo, StandardCharsets.UTF_8)) {
            if (line.startsWith("flags")) {
                return Set.of(line.substring(line.indexOf(':') + 1).strip().split("\\s+", -1));
            }
        }
        return Set.of();
    }
}
