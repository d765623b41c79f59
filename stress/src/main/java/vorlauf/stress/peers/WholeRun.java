package vorlauf.stress.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import vorlauf.stress.bench.Workload;

/**
 * A contestant whose program can only be run from start to end: a frame costs what a long run takes more than a short one,
 * so that neither the start nor the compilation of the score counts.
 */
final class WholeRun implements Contestant {
    private static final double SHORT_SECONDS = 1;
    private static final double FIRST_SECONDS = 4;
    private static final double LONGEST_SECONDS = 600;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** How a program is told to render. */
    interface Commands {
        /** The command that renders for so many seconds and keeps nothing, or as little as it can. */
        List<String> render(double seconds) throws IOException;

        /** The command that writes at least a second of samples to an audio file. */
        List<String> record(Path file) throws IOException;
    }

    private final Commands commands;
    private final Path folder;
    private final int channels;
    private double expectedNanosPerFrame;

    WholeRun(Commands commands, Path folder, int channels) {
        this.commands = commands;
        this.folder = folder;
        this.channels = channels;
    }

    @Override
    public float[][] samples() throws IOException, InterruptedException, PeerException {
        Path file = folder.resolve("samples.wav");
        Tool.cpuNanos(folder, LIMIT, commands.record(file));
        return Samples.ofAudioFile(file, channels);
    }

    @Override
    public double cpuNanosPerFrame(double seconds) throws IOException, InterruptedException, PeerException {
        if (expectedNanosPerFrame == 0) {
            expectedNanosPerFrame = Math.max(1, difference(FIRST_SECONDS));
        }
        double audioSeconds = seconds * 1e9 / (expectedNanosPerFrame * Workload.SAMPLE_RATE_HERTZ);
        double found = difference(Math.clamp(audioSeconds, FIRST_SECONDS, LONGEST_SECONDS));
        expectedNanosPerFrame = Math.max(1, found);
        return found;
    }

    /** CPU nanoseconds of a frame, by two runs that are so many seconds of audio apart. */
    private double difference(double seconds) throws IOException, InterruptedException, PeerException {
        double base = Tool.cpuNanos(folder, LIMIT, commands.render(SHORT_SECONDS));
        double whole = Tool.cpuNanos(folder, LIMIT, commands.render(SHORT_SECONDS + seconds));
        return (whole - base) / (seconds * Workload.SAMPLE_RATE_HERTZ);
    }
}
