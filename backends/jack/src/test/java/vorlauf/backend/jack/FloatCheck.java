package vorlauf.backend.jack;

/**
 * What a client behind the server heard of {@link CountedFrames} with two channels, frame by frame: tells silence, frames that
 * are missing, frames that came twice and frames that are wrong apart.
 */
final class FloatCheck {
    private long soundFrames;
    private long silentFrames;
    private long trailingSilentFrames;
    private long firstFrame = -1;
    private long nextFrame = -1;
    private long gaps;
    private long missingFrames;
    private long repeats;
    private long wrongFrames;

    /** Hears a frame; what comes before both ports are connected, the left one first, is silence. */
    void hear(float left, float right) {
        if (right == 0f && (left == 0f || nextFrame < 0)) {
            trailingSilentFrames++;
            return;
        }
        soundFrames++;
        silentFrames += nextFrame < 0 ? 0 : trailingSilentFrames;
        trailingSilentFrames = 0;
        if (nextFrame >= 0 && isFrame(nextFrame, left, right)) {
            nextFrame++;
            return;
        }
        if (!isFrame((long) left, left, right)) {
            wrongFrames++;
            nextFrame += nextFrame < 0 ? 0 : 1;
            return;
        }
        if (nextFrame < 0) {
            firstFrame = (long) left;
            nextFrame = firstFrame + 1;
            return;
        }
        long ahead = Math.floorMod((long) left - nextFrame, CountedFrames.WRAP);
        if (ahead < CountedFrames.WRAP / 2) {
            gaps++;
            missingFrames += ahead;
            nextFrame += ahead + 1;
        } else {
            repeats++;
            nextFrame += ahead - CountedFrames.WRAP + 1;
        }
    }

    private static boolean isFrame(long number, float left, float right) {
        return left == CountedFrames.sample(number, 0) && right == CountedFrames.sample(number, 1);
    }

    /** Frames that are no silence. */
    long soundFrames() {
        return soundFrames;
    }

    /** Frames of silence with sound before and behind them. */
    long silentFrames() {
        return silentFrames;
    }

    /** Number of the first frame that was heard, -1 before it. */
    long firstFrame() {
        return firstFrame;
    }

    /** Number of the frame that must come next, -1 before the first. */
    long nextFrame() {
        return nextFrame;
    }

    /** Places where frames are missing or come again. */
    long breaks() {
        return gaps + repeats;
    }

    /** Frames that are none of those that were sent. */
    long wrongFrames() {
        return wrongFrames;
    }

    /** Whether each frame between the first and the last is there once and as it was; silence may lie between. */
    boolean isWhole() {
        return gaps == 0 && repeats == 0 && wrongFrames == 0;
    }

    /** For a message. */
    @Override
    public String toString() {
        return soundFrames + " frames from " + firstFrame + " to " + nextFrame + ", " + silentFrames
                + " silent between, " + missingFrames + " missing in " + gaps + " gaps, " + repeats + " repeats, "
                + wrongFrames + " wrong";
    }
}
