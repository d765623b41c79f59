package vorlauf.stress.peers;

import java.io.IOException;

/** An engine that has one workload ready. Threads: one. */
interface Contestant extends AutoCloseable {
    /** What is to be said beside its figures, or nothing. */
    default String note() {
        return "";
    }

    /** The first second, channel by channel. Errors: {@link PeerException} with one line. */
    float[][] samples() throws IOException, InterruptedException, PeerException;

    /** Renders for about so many seconds of CPU time; returns the CPU time of a frame in nanoseconds. */
    double cpuNanosPerFrame(double seconds) throws IOException, InterruptedException, PeerException;

    @Override
    default void close() throws IOException {}
}
