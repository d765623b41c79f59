package vorlauf.stress.peers;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** An engine that can be given workloads. Threads: one. */
interface Peer {
    /** Name for people and for JSON. */
    String name();

    /** One line that says what is missing and which Debian package brings it; null where the engine can run. */
    @Nullable
    String missing();

    /** Whether the workload is written for this engine. */
    boolean knows(String workload);

    /**
     * Writes and compiles a workload.
     *
     * @param folder exists, and is this peer's and this workload's alone
     * <p>Errors: {@link PeerException} with one line.
     */
    Contestant prepare(String workload, Path folder) throws IOException, InterruptedException, PeerException;
}
