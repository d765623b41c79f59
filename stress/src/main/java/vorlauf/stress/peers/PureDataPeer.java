package vorlauf.stress.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pure Data in batch mode: as fast as it goes. */
final class PureDataPeer implements Peer {
    /** With what it needs to write its file after the first second. */
    private static final double RECORDED_SECONDS = 2;

    @Override
    public String name() {
        return "pure data";
    }

    @Override
    public @Nullable String missing() {
        return Tool.missing("puredata-core", "pd");
    }

    @Override
    public boolean knows(String workload) {
        return WorkloadParameters.isClassic(workload);
    }

    @Override
    public Contestant prepare(String workload, Path folder) {
        return new WholeRun(
                new WholeRun.Commands() {
                    @Override
                    public List<String> render(double seconds) throws IOException {
                        return command("render.pd", PureDataPatch.of(workload, seconds, null));
                    }

                    @Override
                    public List<String> record(Path file) throws IOException {
                        return command("record.pd", PureDataPatch.of(workload, RECORDED_SECONDS, file.toString()));
                    }

                    private List<String> command(String name, String patch) throws IOException {
                        Path file = Files.writeString(folder.resolve(name), patch);
                        return List.of("pd", "-batch", "-nogui", "-noprefs", "-r", "48000", "-open", file.toString());
                    }
                },
                folder,
                WorkloadParameters.channels(workload));
    }
}
