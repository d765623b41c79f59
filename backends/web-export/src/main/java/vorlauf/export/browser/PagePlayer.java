package vorlauf.export.browser;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSExport;
import org.teavm.jso.typedarrays.Float32Array;
import org.teavm.jso.typedarrays.Int8Array;
import vorlauf.score.ScoreException;
import vorlauf.score.ScorePlayer;
import vorlauf.score.ScoreReader;

/**
 * The functions that a page's worker calls; one player an instance of the WebAssembly module.
 *
 * <p>Threads: the worker. Errors: {@link #open} says what is wrong; the others are called after it only.
 */
public final class PagePlayer {
    private static @Nullable ScorePlayer player;
    private static float[] block = new float[0];

    private PagePlayer() {}

    /** Where the compiler of the module begins; a page calls the exports. */
    public static void main(String[] arguments) {}

    /** Reads a score and stands at its beginning; empty, or one line that says what is wrong. */
    @JSExport
    public static String open(Int8Array bytes) {
        try {
            ScorePlayer opened = new ScorePlayer(ScoreReader.read(bytes.copyToJavaArray()));
            block = new float[opened.score().blockFrames() * opened.score().channels()];
            player = opened;
            return "";
        } catch (ScoreException unreadable) {
            return String.valueOf(unreadable.getMessage());
        }
    }

    /** Frames of a block. */
    @JSExport
    public static int blockFrames() {
        return player().score().blockFrames();
    }

    /** Channels of a frame. */
    @JSExport
    public static int channels() {
        return player().score().channels();
    }

    /** Renders the next block into {@code target[0 .. blockFrames * channels)}, interleaved. */
    @JSExport
    public static void render(Float32Array target) {
        float[] rendered = block;
        player().render(rendered);
        for (int i = 0; i < rendered.length; i++) {
            target.set(i, rendered[i]);
        }
    }

    /** Frames rendered so far. */
    @JSExport
    public static double positionFrames() {
        return player().positionFrames();
    }

    /** Blocks that were muted. */
    @JSExport
    public static double mutedBlocks() {
        return player().mutedBlocks();
    }

    /** How many controls there are. */
    @JSExport
    public static int controlCount() {
        return player().controls().size();
    }

    /** Name of a control. */
    @JSExport
    public static String controlName(int control) {
        return player().controls().get(control);
    }

    /** Value of a control. */
    @JSExport
    public static double controlValue(int control) {
        return player().value(control);
    }

    /** Keeps a control at a value. */
    @JSExport
    public static void hold(int control, double value) {
        player().hold(control, value);
    }

    /** Lets a control follow the recording again. */
    @JSExport
    public static void follow(int control) {
        player().follow(control);
    }

    /** How many meter taps the plan in force has. */
    @JSExport
    public static int meterCount() {
        return player().meters().size();
    }

    /** Name of a meter tap. */
    @JSExport
    public static String meterName(int meter) {
        return player().meters().get(meter);
    }

    /** Largest absolute sample of a meter tap since this was last asked. */
    @JSExport
    public static float takePeak(int meter) {
        return player().takePeak(meter);
    }

    private static ScorePlayer player() {
        ScorePlayer current = player;
        if (current == null) {
            throw new IllegalStateException("no score was opened");
        }
        return current;
    }
}
