package vorlauf.plan;

import vorlauf.dsp.ChannelMix;
import vorlauf.dsp.RealTime;

/**
 * The live input in the block that is being rendered: its frames are taken once, and every node of every plan that reads an
 * input hears these same frames.
 *
 * <p>A node reads through a {@link #view} of as many channels as it has; where the feed has another number, {@link ChannelMix}
 * says what is heard. Views have no state, so an edit neither loses nor repeats a frame.
 *
 * <p>Threads: {@link #view}, {@link #feed} and {@link #widestView} the control thread; {@link #next} and what views read the
 * producer.
 */
public final class InputBlock {
    /** Most channels of a view and of a feed. */
    public static final int MAXIMUM_CHANNELS = 64;

    private final int blockFrames;
    private volatile Feed offered;
    private volatile int widestView;

    /** What views read until the next block. Producer. */
    private Feed current;

    /** An input of silence, for blocks of so many frames. */
    public InputBlock(int blockFrames) {
        this.blockFrames = blockFrames;
        this.offered = new Feed(new Silence(1), blockFrames);
        this.current = offered;
    }

    /** Where frames come from, beginning with the next block. */
    public void feed(SampleSource source) {
        if (source.channels() < 1 || source.channels() > MAXIMUM_CHANNELS) {
            throw new IllegalArgumentException(
                    "the feed has " + source.channels() + " channels, must be 1 to " + MAXIMUM_CHANNELS);
        }
        offered = new Feed(source, blockFrames);
    }

    /** The input as a signal of so many channels. */
    public SampleSource view(int channels) {
        widestView = Math.max(widestView, channels);
        return new View(channels);
    }

    /** The most channels that anybody has asked for; 0 where nobody wants the input. */
    public int widestView() {
        return widestView;
    }

    /** Takes the frames of the next block from the feed. */
    @RealTime
    public void next() {
        Feed feed = offered;
        feed.source.read(feed.frames, 0, blockFrames);
        current = feed;
    }

    /** A source with the memory for a block of it, and the mixes for views of any width. */
    private static final class Feed {
        private final SampleSource source;
        private final float[][] frames;
        private final ChannelMix[] mixes = new ChannelMix[MAXIMUM_CHANNELS + 1];

        Feed(SampleSource source, int blockFrames) {
            this.source = source;
            this.frames = new float[source.channels()][blockFrames];
            for (int channels = 1; channels <= MAXIMUM_CHANNELS; channels++) {
                mixes[channels] = ChannelMix.of(source.channels(), channels);
            }
        }
    }

    /** The block as so many channels. */
    private final class View implements SampleSource {
        private final int channels;

        View(int channels) {
            this.channels = channels;
        }

        @Override
        @RealTime
        public int channels() {
            return channels;
        }

        @Override
        @RealTime
        public void read(float[][] outputs, int from, int to) {
            Feed feed = current;
            feed.mixes[channels].apply(feed.frames, outputs, from, to);
        }

        @Override
        public long starvedFrames() {
            return 0;
        }
    }
}
