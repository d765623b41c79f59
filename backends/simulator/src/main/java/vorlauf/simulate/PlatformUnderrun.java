package vorlauf.simulate;

import java.util.List;
import vorlauf.engine.EngineEvent;

/**
 * An underrun on a platform, in full.
 *
 * @param where whose frames were missing
 * @param underrun what each record of an underrun tells. In the ring, position, requested and found frames are those of the
 *     client's calls; in the buffer they are those of the device. The slowest node is that of the block that came too late:
 *     none where the ring had frames and the client did not fetch them. The revision is that of the engine that plays then.
 * @param bufferHistoryFrames frames in the device's buffer at its last deadlines, the oldest first, this one last where the
 *     buffer was dry; empty where a platform has no buffer
 */
public record PlatformUnderrun(Where where, EngineEvent.Underrun underrun, List<Integer> bufferHistoryFrames) {
    /** Whose frames can be missing. */
    public enum Where {
        /** The client was called, and the engine's ring had too few. */
        RING,
        /** The device played, and the client had not come. */
        BUFFER
    }

    public PlatformUnderrun {
        bufferHistoryFrames = List.copyOf(bufferHistoryFrames);
    }

    /** One line for people. */
    public String message() {
        return switch (where) {
            case RING -> underrun.message();
            case BUFFER -> "dry buffer: " + underrun.message();
        };
    }
}
