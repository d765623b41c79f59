package vorlauf.stress.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A contestant whose program measures itself: {@code PROGRAM ... SECONDS [FILE]} renders, prints the CPU time of a frame in
 * nanoseconds and its channels, and writes bare floats where a file is named.
 */
final class OwnFigures implements Contestant {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final double FIRST_SECONDS = 2;
    private static final double LONGEST_SECONDS = 3_600;
    private static final double SAMPLED_SECONDS = 1;
    private static final double RATE_HERTZ = 48_000;

    private final List<String> command;
    private final Path folder;
    private final String note;
    private double expectedNanosPerFrame;

    OwnFigures(List<String> command, Path folder, String note) {
        this.command = List.copyOf(command);
        this.folder = folder;
        this.note = note;
    }

    /** The fastest of several, by a short run each. */
    static OwnFigures fastest(List<OwnFigures> all) throws IOException, InterruptedException, PeerException {
        OwnFigures best = all.getFirst();
        for (OwnFigures one : all) {
            one.expectedNanosPerFrame = one.run(FIRST_SECONDS)[0];
            best = one.expectedNanosPerFrame < best.expectedNanosPerFrame ? one : best;
        }
        return best;
    }

    @Override
    public String note() {
        return note;
    }

    @Override
    public float[][] samples() throws IOException, InterruptedException, PeerException {
        Path file = folder.resolve("samples.raw");
        double[] figures = run(SAMPLED_SECONDS, file.toString());
        return Samples.ofFloats(file, (int) figures[1]);
    }

    @Override
    public double cpuNanosPerFrame(double seconds) throws IOException, InterruptedException, PeerException {
        if (expectedNanosPerFrame == 0) {
            expectedNanosPerFrame = run(FIRST_SECONDS)[0];
        }
        double audioSeconds = seconds * 1e9 / (Math.max(0.1, expectedNanosPerFrame) * RATE_HERTZ);
        return run(Math.min(LONGEST_SECONDS, audioSeconds))[0];
    }

    private double[] run(double seconds, String... more) throws IOException, InterruptedException, PeerException {
        List<String> whole = new ArrayList<>(command);
        whole.add(String.valueOf(seconds));
        whole.addAll(List.of(more));
        List<String> lines = Tool.run(folder, LIMIT, whole);
        try {
            String[] words = lines.getLast().strip().split(" ", -1);
            return new double[] {Double.parseDouble(words[0]), Double.parseDouble(words[1])};
        } catch (RuntimeException noFigures) {
            throw new PeerException(whole.getFirst() + " has printed no figures: " + lines);
        }
    }
}
