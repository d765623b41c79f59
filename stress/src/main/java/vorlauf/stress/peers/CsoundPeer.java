package vorlauf.stress.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Csound, offline. */
final class CsoundPeer implements Peer {
    @Override
    public String name() {
        return "csound";
    }

    @Override
    public @Nullable String missing() {
        return Tool.missing("csound", "csound");
    }

    @Override
    public boolean knows(String workload) {
        return WorkloadParameters.isClassic(workload);
    }

    @Override
    public Contestant prepare(String workload, Path folder) throws IOException {
        Path score = folder.resolve("workload.csd");
        Files.writeString(score, CsoundFile.of(workload));
        return new WholeRun(
                new WholeRun.Commands() {
                    @Override
                    public List<String> render(double seconds) {
                        return List.of("csound", "-d", "-m0", "-n", "--smacro:DUR=" + seconds, score.toString());
                    }

                    @Override
                    public List<String> record(Path file) {
                        return List.of(
                                "csound",
                                "-d",
                                "-m0",
                                "-W",
                                "-f",
                                "-o",
                                file.toString(),
                                "--smacro:DUR=1.5",
                                score.toString());
                    }
                },
                folder,
                WorkloadParameters.channels(workload));
    }
}
