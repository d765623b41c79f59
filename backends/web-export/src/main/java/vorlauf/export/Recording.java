package vorlauf.export;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import vorlauf.cli.EventLines;
import vorlauf.cli.Patch;
import vorlauf.cli.ProgressBar;
import vorlauf.cli.StatusLine;
import vorlauf.compile.GraphException;
import vorlauf.engine.OfflineRenderer;
import vorlauf.engine.OfflineResult;
import vorlauf.engine.OfflineSettings;
import vorlauf.engine.RenderException;
import vorlauf.files.Sha256;
import vorlauf.graph.Signal;
import vorlauf.page.ControlRange;
import vorlauf.render.SystemClock;

/**
 * What a patch has played: a score, and the hash of the samples that every player of it must render.
 *
 * @param score bytes of the score
 * @param sampleRateHertz frames a second
 * @param channels channels of a frame
 * @param frames length of the recording
 * @param hashedFrames frames at its beginning that {@code sha256} is of
 * @param sha256 of the float samples, interleaved, little-endian, as {@code render --json} prints it
 * @param graphs graphs that came into force
 * @param controls controls of all of them
 * @param moves whether anything happens after the first block
 */
@SuppressWarnings("ArrayRecordComponent") // bytes of a file
public record Recording(
        byte[] score,
        double sampleRateHertz,
        int channels,
        long frames,
        long hashedFrames,
        String sha256,
        int graphs,
        List<ControlRange> controls,
        boolean moves) {
    /** A page hashes its samples in one piece, so there is a limit: a minute. */
    private static final int MOST_HASHED_SECONDS = 60;

    /**
     * Renders a patch offline and records what it plays.
     *
     * <p>Errors: those of the render; {@link GraphException} names what a page cannot play.
     */
    static Recording of(Patch patch, OfflineSettings settings, StatusLine status)
            throws GraphException, RenderException, IOException, InterruptedException {
        ProgressBar progress =
                new ProgressBar(status, SystemClock.INSTANCE, settings.frames(), settings.sampleRateHertz());
        EventLines lines = new EventLines(status, SystemClock.INSTANCE, false);
        try {
            return of(patch, settings.withEvents(lines::accept).withProgress(progress));
        } finally {
            progress.finish();
        }
    }

    /** The same for graphs that are there; events and progress are told to those whom the settings name. */
    public static Recording of(Supplier<? extends Publisher<? extends Signal>> graphs, OfflineSettings settings)
            throws GraphException, RenderException, IOException, InterruptedException {
        long frames = settings.frames();
        double sampleRateHertz = settings.sampleRateHertz();
        ScoreRecorder recorder = new ScoreRecorder();
        Sha256 hash = new Sha256();
        long hashedFrames = Math.min(frames, (long) (MOST_HASHED_SECONDS * sampleRateHertz));
        long[] left = {hashedFrames};
        OfflineResult result = OfflineRenderer.render(
                graphs,
                settings.withWarmUpSeconds(0).withEvents(event -> {
                    recorder.happened(event);
                    settings.events().accept(event);
                }),
                (interleaved, frameCount, channels) -> {
                    int count = (int) Math.min(left[0], frameCount);
                    hash.update(interleaved, 0, count * channels);
                    left[0] -= count;
                },
                recorder);
        byte[] score = recorder.finish(sampleRateHertz, result.channels(), frames);
        return new Recording(
                score,
                sampleRateHertz,
                result.channels(),
                frames,
                hashedFrames,
                hash.finish(),
                recorder.graphs(),
                recorder.controls(),
                recorder.moves());
    }
}
