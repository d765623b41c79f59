package vorlauf.dsp;

import java.util.Locale;

/**
 * A stream of frames at one rate, turned into frames at another by a windowed sinc.
 *
 * <p>Output frame {@code n} is the input at the time {@code n * inputHertz / outputHertz} input frames, with no delay:
 * the filter looks ahead, so the first output can be read once half the filter's length has been written. What is
 * before the first input frame and after the last is zero. Each output is a function of the input alone, summed in a
 * fixed order: the bits do not depend on how the input is cut into calls. Equal rates copy bit for bit.
 *
 * <p>Figures, for every pair of rates: flat within 0.001 dB from 0 to 0.45 of the lower rate (measured: 0.00001 dB);
 * images, and aliases of all that lies above half the lower rate, at least 115 dB down (measured: 117 dB). Between 0.45
 * and 0.5 of the lower rate the level falls.
 *
 * <p>Frames are interleaved: sample {@code c} of frame {@code i} is at index {@code i * channels + c}.
 *
 * <p>Threads: one thread at a time. Constructing is for the control thread; {@link #write} and {@link #read} allocate
 * nothing.
 */
public final class Resampler {
    /** Largest quotient of the two rates, either way. */
    public static final double MAXIMUM_RATIO = 256;

    private static final int CHUNK_FRAMES = 4_096;

    private final ResamplerTable table;
    private final int channels;
    private final int capacityFrames;

    /** One array per channel; the input frames from {@link #firstFrame} on, {@link #filledFrames} of them. */
    private final double[][] history;

    private int filledFrames;
    private long firstFrame;

    /** From one output frame to the next, in whole input frames and a fraction over {@code table.denominator()}. */
    private long stepFrames;

    private long stepFraction;

    /** Whether each output frame is an input frame, bit for bit. */
    private boolean copies;

    /** Time of the next output frame, in whole input frames and a fraction over {@code table.denominator()}. */
    private long positionFrames;

    private long positionFraction;
    private long writtenFrames;
    private boolean finished;

    /**
     * A resampler at rest, before its first input frame.
     *
     * <p>Errors: {@link IllegalArgumentException} where a rate is not positive and finite, their quotient is not within
     * 1/{@value #MAXIMUM_RATIO} to {@value #MAXIMUM_RATIO}, or there is no channel.
     *
     * @param inputHertz rate of the frames written
     * @param outputHertz rate of the frames read
     * @param channels samples in a frame
     */
    public Resampler(double inputHertz, double outputHertz, int channels) {
        if (!canResample(inputHertz, outputHertz)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "cannot resample from %s Hz to %s Hz: both must be positive and at most a factor %.0f apart",
                    inputHertz,
                    outputHertz,
                    MAXIMUM_RATIO));
        }
        if (channels < 1) {
            throw new IllegalArgumentException("channels is " + channels + ", at least 1 is needed");
        }
        this(ResamplerTable.of(inputHertz, outputHertz), channels);
        copies = table.copy();
    }

    private Resampler(ResamplerTable table, int channels) {
        this.table = table;
        this.channels = channels;
        this.capacityFrames = table.taps() + Math.max(table.taps(), CHUNK_FRAMES);
        this.history = new double[channels][capacityFrames];
        this.stepFrames = table.stepFrames();
        this.stepFraction = table.stepFraction();
        reset();
    }

    /**
     * A resampler between two clocks of one nominal rate, whose ratio follows them: see {@link #adjust}. Until it is first
     * adjusted it copies bit for bit; from then on it passes 0 to 0.45 of the rate with the error of the others.
     */
    public static Resampler adjustable(int channels) {
        if (channels < 1) {
            throw new IllegalArgumentException("channels is " + channels + ", at least 1 is needed");
        }
        Resampler resampler = new Resampler(ResamplerTable.adjustable(), channels);
        resampler.stepFrames = 1;
        resampler.stepFraction = 0;
        resampler.copies = true;
        return resampler;
    }

    /**
     * Sets how many input frames pass for an output frame from the next one on; close to 1. For {@link #adjustable} ones.
     *
     * @param inputFramesPerOutputFrame 0.9 to 1.1; other values are moved to the nearest of these
     */
    @RealTime
    public void adjust(double inputFramesPerOutputFrame) {
        double ratio = Math.max(0.9, Math.min(1.1, inputFramesPerOutputFrame));
        stepFrames = (long) ratio;
        stepFraction = (long) ((ratio - stepFrames) * table.denominator());
        copies = false;
    }

    /** Whether a resampler between these two rates can be made. */
    public static boolean canResample(double inputHertz, double outputHertz) {
        double ratio = inputHertz / outputHertz;
        return inputHertz > 0 && outputHertz > 0 && ratio >= 1 / MAXIMUM_RATIO && ratio <= MAXIMUM_RATIO;
    }

    /** Samples in a frame. */
    public int channels() {
        return channels;
    }

    /** Input frames that must follow an output's time before that output can be read. */
    public int lookAheadFrames() {
        return table.halfTaps();
    }

    /** Back to rest: as newly made. */
    @RealTime
    public void reset() {
        filledFrames = table.halfTaps() - 1;
        firstFrame = -filledFrames;
        for (int channel = 0; channel < channels; channel++) {
            for (int frame = 0; frame < filledFrames; frame++) {
                history[channel][frame] = 0;
            }
        }
        positionFrames = 0;
        positionFraction = 0;
        writtenFrames = 0;
        finished = false;
    }

    /**
     * Takes input frames, as many as there is room for.
     *
     * <p>Errors: after {@link #finish()} it takes none.
     *
     * @param source interleaved input
     * @param offsetFrames first frame of the source to take
     * @param frameCount frames offered
     * @return frames taken, from 0 (read first) to {@code frameCount}
     */
    @RealTime
    public int write(float[] source, int offsetFrames, int frameCount) {
        if (finished) {
            return 0;
        }
        if (capacityFrames - filledFrames < frameCount) {
            dropUsedFrames();
        }
        int taken = Math.min(frameCount, capacityFrames - filledFrames);
        for (int channel = 0; channel < channels; channel++) {
            double[] line = history[channel];
            int index = offsetFrames * channels + channel;
            for (int frame = 0; frame < taken; frame++) {
                line[filledFrames + frame] = source[index];
                index += channels;
            }
        }
        filledFrames += taken;
        writtenFrames += taken;
        return taken;
    }

    /** Ends the input: zeros follow, and output ends with the last frame whose time lies before the input's end. */
    @RealTime
    public void finish() {
        finished = true;
    }

    /** Whether the input has ended and every output frame has been read. */
    @RealTime
    public boolean drained() {
        return finished && positionFrames >= writtenFrames;
    }

    /**
     * Gives output frames, as many as the input so far allows.
     *
     * @param target interleaved output
     * @param offsetFrames first frame of the target to fill
     * @param frameCount frames asked for
     * @return frames given, from 0 (write more, or the end) to {@code frameCount}
     */
    @RealTime
    public int read(float[] target, int offsetFrames, int frameCount) {
        int given = 0;
        while (given < frameCount && !drained()) {
            if (firstFrame + filledFrames <= positionFrames + table.halfTaps() && !appendZeros()) {
                break;
            }
            int base = (int) (positionFrames - table.halfTaps() + 1 - firstFrame);
            int index = (offsetFrames + given) * channels;
            for (int channel = 0; channel < channels; channel++) {
                target[index + channel] = copies
                        ? (float) history[channel][base + table.halfTaps() - 1]
                        : (float) table.sample(positionFraction, history[channel], base);
            }
            advance();
            given++;
        }
        return given;
    }

    @RealTime
    private void advance() {
        positionFrames += stepFrames;
        positionFraction += stepFraction;
        if (positionFraction >= table.denominator()) {
            positionFraction -= table.denominator();
            positionFrames++;
        }
    }

    /** After the end of the input, fills the history with zeros; before it, does nothing and returns false. */
    @RealTime
    private boolean appendZeros() {
        if (!finished) {
            return false;
        }
        dropUsedFrames();
        for (int channel = 0; channel < channels; channel++) {
            for (int frame = filledFrames; frame < capacityFrames; frame++) {
                history[channel][frame] = 0;
            }
        }
        filledFrames = capacityFrames;
        return true;
    }

    /** Moves the frames that later outputs need to the front; the filter is longer than any step, so some remain. */
    @RealTime
    private void dropUsedFrames() {
        int used = (int) Math.min(filledFrames, positionFrames - table.halfTaps() + 1 - firstFrame);
        if (used <= 0) {
            return;
        }
        for (int channel = 0; channel < channels; channel++) {
            System.arraycopy(history[channel], used, history[channel], 0, filledFrames - used);
        }
        filledFrames -= used;
        firstFrame += used;
    }
}
