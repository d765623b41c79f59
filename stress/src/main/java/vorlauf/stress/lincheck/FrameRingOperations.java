package vorlauf.stress.lincheck;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import vorlauf.ring.FrameRing;
import vorlauf.ring.SpscFrameRing;

/**
 * Whole-block transfers of a stereo ring of three frames, as operations whose results a queue must explain.
 *
 * <p>Blocks of one and two frames; a read takes a whole block or leaves all, because a partial one is not linearizable
 * against a bounded queue: the writer may find one frame's room while the reader has copied and not yet freed.
 */
@Param(name = "frames", gen = IntGen.class, conf = "1:2")
@Param(name = "number", gen = IntGen.class, conf = "1:9")
public class FrameRingOperations {
    private static final int CHANNELS = 2;
    private static final int CAPACITY_FRAMES = 3;

    /** Where blocks begin in the caller's arrays. */
    private static final int OFFSET_FRAMES = 1;

    private final FrameRing ring = new SpscFrameRing(CAPACITY_FRAMES, CHANNELS);
    private final float[] outgoing = new float[(OFFSET_FRAMES + 2) * CHANNELS];
    private final float[] incoming = new float[(OFFSET_FRAMES + 2) * CHANNELS];

    /** Made by Lincheck. */
    public FrameRingOperations() {}

    /** Writes one or two frames that carry a number; whether they were taken. */
    @Operation(nonParallelGroup = "producer")
    public boolean write(@Param(name = "frames") int frames, @Param(name = "number") int number) {
        for (int sample = 0; sample < frames * CHANNELS; sample++) {
            outgoing[OFFSET_FRAMES * CHANNELS + sample] = 10 * number + sample;
        }
        return ring.write(outgoing, OFFSET_FRAMES, frames);
    }

    /** Reads one or two frames where so many are there; their samples, or nothing. */
    @Operation(nonParallelGroup = "consumer")
    public String read(@Param(name = "frames") int frames) {
        if (ring.readableFrames() < frames) {
            return "nothing";
        }
        int found = ring.read(incoming, OFFSET_FRAMES, frames);
        StringBuilder text = new StringBuilder();
        for (int sample = 0; sample < found * CHANNELS; sample++) {
            text.append((int) incoming[OFFSET_FRAMES * CHANNELS + sample]).append(' ');
        }
        return text.toString();
    }
}
