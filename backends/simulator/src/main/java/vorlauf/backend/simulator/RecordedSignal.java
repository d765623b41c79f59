package vorlauf.backend.simulator;

import java.nio.file.Path;
import vorlauf.dsp.RealTime;
import vorlauf.files.AudioFileException;
import vorlauf.files.FileStream;

/**
 * What a simulated input hears: each frame is a function of its number.
 *
 * <p>Threads: made on the control thread, then read by one input thread.
 */
public sealed interface RecordedSignal {
    /** Longest file, so that all of it is in memory: 10 minutes. */
    double LONGEST_SECONDS = 600;

    /** Channels of a frame. */
    int channels();

    /** Fills {@code interleaved} with {@code frameCount} frames from {@code firstFrame} on. */
    @RealTime(RealTime.Thread.PLATFORM)
    void record(long firstFrame, float[] interleaved, int frameCount);

    /** Nothing is heard. */
    record Quiet(int channels) implements RecordedSignal {
        @Override
        @RealTime(RealTime.Thread.PLATFORM)
        public void record(long firstFrame, float[] interleaved, int frameCount) {
            for (int sample = 0; sample < frameCount * channels; sample++) {
                interleaved[sample] = 0;
            }
        }
    }

    /** Channel c of frame n is {@code ((64 n + c) mod 2^23) / 2^23}: exact, from 0 to below 1, and other for each frame. */
    record Counting(int channels) implements RecordedSignal {
        private static final int WRAP = 1 << 23;

        @Override
        @RealTime(RealTime.Thread.PLATFORM)
        public void record(long firstFrame, float[] interleaved, int frameCount) {
            for (int frame = 0; frame < frameCount; frame++) {
                for (int channel = 0; channel < channels; channel++) {
                    interleaved[frame * channels + channel] = sample(firstFrame + frame, channel);
                }
            }
        }

        /** One sample. */
        @RealTime(RealTime.Thread.PLATFORM)
        public static float sample(long frame, int channel) {
            return ((64 * frame + channel) & (WRAP - 1)) * 0x1p-23f;
        }
    }

    /** A file from its start, then silence. */
    record File(int channels, float[] samples) implements RecordedSignal {
        private static final int BLOCK_FRAMES = 1_024;

        /** The frames of a file at a sample rate. */
        static File read(Path path, double sampleRateHertz) throws AudioFileException {
            try (FileStream stream = FileStream.open(path, false, sampleRateHertz)) {
                double seconds = stream.header().frames() / stream.header().sampleRateHertz();
                if (seconds > LONGEST_SECONDS) {
                    throw new AudioFileException(
                            path, "lasts " + Math.round(seconds) + " s, a simulated input takes 600 s at most");
                }
                int channels = stream.channels();
                int frames = (int) Math.ceil(seconds * sampleRateHertz);
                float[] samples = new float[frames * channels];
                float[][] block = new float[channels][BLOCK_FRAMES];
                for (int done = 0; done < frames; done += BLOCK_FRAMES) {
                    stream.prefetch();
                    int count = Math.min(BLOCK_FRAMES, frames - done);
                    stream.read(block, 0, count);
                    for (int sample = 0; sample < count * channels; sample++) {
                        samples[done * channels + sample] = block[sample % channels][sample / channels];
                    }
                }
                return new File(channels, samples);
            }
        }

        @Override
        @RealTime(RealTime.Thread.PLATFORM)
        public void record(long firstFrame, float[] interleaved, int frameCount) {
            long first = firstFrame * channels;
            for (int sample = 0; sample < frameCount * channels; sample++) {
                interleaved[sample] = first + sample < samples.length ? samples[(int) (first + sample)] : 0f;
            }
        }
    }
}
