package vorlauf.backend.javasound;

import java.util.Map;
import java.util.TreeMap;

/**
 * What the far end heard, frame by frame: takes the bytes of {@link TestFrames} as a card or a recorder gets them, in pieces of
 * any size, and tells silence, frames that are missing, frames that came late (once, behind later ones), frames that came twice
 * and frames that are wrong apart.
 *
 * <p>Channel 0 counts and wraps; the noise of the other channels says which of the frames with that count it is.
 *
 * <p>Threads: any.
 */
final class FrameCheck {
    private static final int MOST_WRAPS = 1 << 12;

    private final int channels;
    private final int bits;
    private final long wrapFrames;
    private final int[] frame;

    /** Frames that were passed over and may still come: the first of each gap, and the one behind its last. */
    private final TreeMap<Long, Long> passedOver = new TreeMap<>();

    private int channel;
    private int bytesOfSample;
    private int sample;

    private long heardFrames;
    private long soundFrames;
    private long silentFrames;
    private long trailingSilentFrames;
    private long firstFrame = -1;
    private long nextFrame = -1;
    private long gaps;
    private long missingFrames;
    private long lateFrames;
    private long repeats;
    private long wrongFrames;
    private String firstFault = "";

    FrameCheck(int channels, int bits) {
        this.channels = channels;
        this.bits = bits;
        this.wrapFrames = (1L << (bits - 1)) - 1;
        this.frame = new int[channels];
    }

    /** Hears little-endian bytes. */
    synchronized void hear(byte[] bytes, int offset, int count) {
        for (int index = offset; index < offset + count; index++) {
            // The highest byte comes last and carries the sign.
            sample = sample >>> 8 | (bytes[index] & 0xFF) << 24;
            bytesOfSample++;
            if (bytesOfSample == bits / 8) {
                frame[channel] = sample >> (32 - bits);
                sample = 0;
                bytesOfSample = 0;
                channel++;
                if (channel == channels) {
                    channel = 0;
                    hearFrame();
                }
            }
        }
    }

    private void hearFrame() {
        heardFrames++;
        boolean silent = true;
        for (int value : frame) {
            silent &= value == 0;
        }
        if (silent) {
            trailingSilentFrames++;
            return;
        }
        soundFrames++;
        silentFrames += nextFrame < 0 ? 0 : trailingSilentFrames;
        trailingSilentFrames = 0;
        if (nextFrame >= 0 && isHeard(nextFrame)) {
            nextFrame++;
            return;
        }
        long number = number();
        if (number < 0) {
            wrongFrames++;
            fault("wrong");
            nextFrame += nextFrame < 0 ? 0 : 1;
            return;
        }
        if (nextFrame >= 0 && number < nextFrame) {
            hearEarlier(number);
            return;
        }
        if (nextFrame < 0) {
            firstFrame = number;
        } else {
            gaps++;
            missingFrames += number - nextFrame;
            passedOver.put(nextFrame, number);
            fault("frame " + number + " too early");
        }
        nextFrame = number + 1;
    }

    private void hearEarlier(long number) {
        Map.Entry<Long, Long> gap = passedOver.floorEntry(number);
        if (gap == null || number >= gap.getValue()) {
            repeats++;
            fault("frame " + number + " again");
            return;
        }
        lateFrames++;
        missingFrames--;
        fault("frame " + number + " late");
        passedOver.remove(gap.getKey());
        passedOver.put(gap.getKey(), number);
        passedOver.put(number + 1, gap.getValue());
    }

    private void fault(String what) {
        if (firstFault.isEmpty()) {
            firstFault =
                    "; first fault: " + what + " where " + nextFrame + " should be, after " + heardFrames + " heard";
        }
    }

    /** The frame that this can be, the nearest one to the frame that should come; -1 where it is none. */
    private long number() {
        long expected = Math.max(0, nextFrame);
        long ahead = expected + Math.floorMod(frame[0] - 1 - expected, wrapFrames);
        long behind = ahead - wrapFrames;
        boolean behindFirst = expected - behind < ahead - expected;
        if (behind >= 0 && behindFirst && isHeard(behind)) {
            return behind;
        }
        for (int wrap = 0; wrap < MOST_WRAPS; wrap++) {
            if (isHeard(ahead + wrap * wrapFrames)) {
                return ahead + wrap * wrapFrames;
            }
        }
        return behind >= 0 && isHeard(behind) ? behind : -1;
    }

    private boolean isHeard(long number) {
        for (int index = 0; index < channels; index++) {
            if (frame[index] != TestFrames.value(number, index, bits)) {
                return false;
            }
        }
        return true;
    }

    /** All frames, silent ones too. */
    synchronized long heardFrames() {
        return heardFrames;
    }

    /** Frames that are no silence. */
    synchronized long soundFrames() {
        return soundFrames;
    }

    /** Frames of silence with sound before and behind them. */
    synchronized long silentFrames() {
        return silentFrames;
    }

    /** Number of the first frame that was heard, -1 before it. */
    synchronized long firstFrame() {
        return firstFrame;
    }

    /** Number of the frame that must come next, -1 before the first. */
    synchronized long nextFrame() {
        return nextFrame;
    }

    /** Places where frames are missing. */
    synchronized long gaps() {
        return gaps;
    }

    /** Frames that are missing there. */
    synchronized long missingFrames() {
        return missingFrames;
    }

    /** Frames that came behind later ones; they are not missing. */
    synchronized long lateFrames() {
        return lateFrames;
    }

    /** Whether each frame between the first and the last is there once, in order and as it was; silence may lie between. */
    synchronized boolean isWhole() {
        return gaps == 0 && lateFrames == 0 && repeats == 0 && wrongFrames == 0;
    }

    /** For a message. */
    @Override
    public synchronized String toString() {
        return soundFrames + " frames from " + firstFrame + " to " + nextFrame + ", " + silentFrames
                + " silent between, "
                + missingFrames + " missing in " + gaps + " gaps, " + lateFrames + " late, " + repeats + " repeats, "
                + wrongFrames + " wrong"
                + firstFault;
    }
}
