package vorlauf.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import vorlauf.cli.Patch;
import vorlauf.cli.PatchLoader;
import vorlauf.cli.StatusLine;
import vorlauf.compile.GraphException;
import vorlauf.engine.OfflineRenderer;
import vorlauf.engine.OfflineSettings;
import vorlauf.engine.RenderException;
import vorlauf.files.Sha256;
import vorlauf.score.ScoreException;
import vorlauf.score.ScorePlayer;
import vorlauf.score.ScoreReader;

/** Patches, what they play, and what a score of theirs plays. */
final class Recordings {
    /** Examples without files and user code. */
    static final List<String> EXAMPLES = List.of("Tone", "Additive", "Voices", "Fm", "Chain", "Ladder", "Live");

    private static final Path FOLDER = Path.of("../../runtime/examples");
    private static final StatusLine NOBODY =
            new StatusLine(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), false);

    private Recordings() {}

    static Path example(String name) {
        return FOLDER.resolve(name + ".java");
    }

    /** A patch of one expression or block. */
    static Patch patch(Path folder, String type, String body) throws IOException {
        Path file = folder.resolve("Written.java");
        Files.writeString(file, """
                import static vorlauf.graph.Signals.*;

                import java.nio.file.Path;
                import java.time.Duration;
                import java.util.List;
                import reactor.core.publisher.Flux;
                import vorlauf.graph.Signal;

                %s patch() {
                    %s
                }
                """.formatted(type, body));
        return PatchLoader.load(file);
    }

    static OfflineSettings seconds(double seconds) {
        return OfflineSettings.of(48_000, 128, Math.round(seconds * 48_000)).withWarmUpSeconds(0);
    }

    static Recording record(Patch patch, OfflineSettings settings) throws IOException {
        try {
            return Recording.of(patch, settings, NOBODY);
        } catch (GraphException | RenderException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    /** The hash that {@code vorlauf render} prints. */
    static String renderedHash(Patch patch, OfflineSettings settings) throws IOException {
        Sha256 hash = new Sha256();
        try {
            OfflineRenderer.render(
                    patch,
                    settings,
                    (interleaved, frameCount, channels) -> hash.update(interleaved, 0, frameCount * channels));
        } catch (GraphException | RenderException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
        return hash.finish();
    }

    static ScorePlayer player(byte[] score) {
        try {
            return new ScorePlayer(ScoreReader.read(score));
        } catch (ScoreException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    /** The first frames that a score plays, interleaved. */
    static float[] played(byte[] score, long frames) {
        ScorePlayer player = player(score);
        int channels = player.score().channels();
        float[] block = new float[player.score().blockFrames() * channels];
        float[] samples = new float[Math.toIntExact(frames * channels)];
        for (int done = 0; done < samples.length; done += block.length) {
            player.render(block);
            System.arraycopy(block, 0, samples, done, Math.min(block.length, samples.length - done));
        }
        return samples;
    }

    static String playedHash(Recording recording) {
        float[] samples = played(recording.score(), recording.hashedFrames());
        Sha256 hash = new Sha256();
        hash.update(samples, 0, samples.length);
        return hash.finish();
    }

    /** A score in which one number, which must be in it once, is another. */
    static byte[] withNumber(byte[] score, double number, double other) {
        byte[] changed = score.clone();
        int found = 0;
        for (int at = 0; at + Double.BYTES <= score.length; at++) {
            if (java.nio.ByteBuffer.wrap(score).getLong(at) == Double.doubleToRawLongBits(number)) {
                java.nio.ByteBuffer.wrap(changed).putDouble(at, other);
                found++;
            }
        }
        if (found != 1) {
            throw new AssertionError(number + " is " + found + " times in the score");
        }
        return changed;
    }

    static Recording withScore(Recording recording, byte[] score) {
        return new Recording(
                score,
                recording.sampleRateHertz(),
                recording.channels(),
                recording.frames(),
                recording.hashedFrames(),
                recording.sha256(),
                recording.graphs(),
                recording.controls(),
                recording.moves());
    }
}
