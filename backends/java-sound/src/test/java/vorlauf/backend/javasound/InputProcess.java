package vorlauf.backend.javasound;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import vorlauf.engine.Backend;
import vorlauf.engine.FrameSink;
import vorlauf.engine.InputRequest;
import vorlauf.engine.StreamRequest;

/** A process that records from its own ALSA and says how many samples are not those of {@link TestFrames}. */
final class InputProcess {
    private InputProcess() {}

    /** Arguments: channels, bits, frames. */
    public static void main(String[] arguments) throws Exception {
        int channels = Integer.parseInt(arguments[0]);
        int bits = Integer.parseInt(arguments[1]);
        int frames = Integer.parseInt(arguments[2]);
        StreamRequest request = new StreamRequest(
                48_000, channels, 128, Optional.empty(), Map.of("input-format", Integer.toString(bits)));
        Heard heard = new Heard();
        try (Backend.Stream stream = new JavaSoundBackend().open(request, new TestFrames(channels, 1, 24), heard)) {
            Backend.Input input = stream.openInput(new InputRequest(48_000, channels, 128, Optional.empty()), heard)
                    .orElseThrow();
            System.out.println("format " + input.format().sampleFormat() + " "
                    + input.format().channels());
            Recorded recorded = new Recorded(channels, bits, frames);
            input.start(recorded);
            boolean all = recorded.done.await(30, TimeUnit.SECONDS);
            input.close();
            System.out.println(all ? "mistakes " + recorded.mistakes : "only " + recorded.frame + " frames");
        }
    }

    private static final class Recorded implements FrameSink {
        private final CountDownLatch done = new CountDownLatch(1);
        private final int channels;
        private final int bits;
        private final int enough;
        private volatile long frame;
        private volatile long mistakes;

        Recorded(int channels, int bits, int enough) {
            this.channels = channels;
            this.bits = bits;
            this.enough = enough;
        }

        @Override
        public int channels() {
            return channels;
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // one thread records
        public int push(float[] interleaved, int offsetFrames, int frameCount) {
            for (int at = 0; at < frameCount && frame < enough; at++) {
                for (int channel = 0; channel < channels; channel++) {
                    float expected = TestFrames.value(frame, channel, bits) * (float) Math.scalb(1.0, 1 - bits);
                    if (interleaved[(offsetFrames + at) * channels + channel] != expected) {
                        mistakes++;
                    }
                }
                frame++;
            }
            if (frame >= enough) {
                done.countDown();
            }
            return frameCount;
        }
    }
}
