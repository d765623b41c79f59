package vorlauf.stress.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SuperCollider's server without a device. Its definitions and scores are written here, so that no sclang is needed. */
final class ScsynthPeer implements Peer {
    private static final int BLOCK_FRAMES = 128;

    @Override
    public String name() {
        return "scsynth";
    }

    @Override
    public @Nullable String missing() {
        return Tool.missing("supercollider-server", "scsynth");
    }

    @Override
    public boolean knows(String workload) {
        return WorkloadParameters.isClassic(workload);
    }

    @Override
    public Contestant prepare(String workload, Path folder) throws IOException {
        SynthWorkload synths = SynthWorkload.of(workload);
        Files.write(folder.resolve(SynthWorkload.NAME + ".scsyndef"), synths.definition());
        int channels = WorkloadParameters.channels(workload);
        return new WholeRun(
                new WholeRun.Commands() {
                    @Override
                    public List<String> render(double seconds) throws IOException {
                        return command(seconds, folder.resolve("unheard.wav"));
                    }

                    @Override
                    public List<String> record(Path file) throws IOException {
                        return command(1.5, file);
                    }

                    private List<String> command(double seconds, Path file) throws IOException {
                        Path score = Files.write(folder.resolve("score.osc"), synths.score(seconds));
                        return List.of(
                                "env",
                                "SC_SYNTHDEF_PATH=" + folder,
                                "scsynth",
                                "-N",
                                score.toString(),
                                "_",
                                file.toString(),
                                "48000",
                                "WAV",
                                "float",
                                "-i",
                                "0",
                                "-o",
                                "" + channels,
                                "-z",
                                "" + BLOCK_FRAMES,
                                "-m",
                                "262144",
                                "-w",
                                "4096");
                    }
                },
                folder,
                channels);
    }
}
