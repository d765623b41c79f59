package vorlauf.backend.wav;

import java.util.Map;
import java.util.Optional;
import vorlauf.engine.Backend;
import vorlauf.engine.FrameSource;
import vorlauf.engine.StreamRequest;

/** A process that writes known frames to a WAV file and says on standard output how far it is; made to be killed. */
final class WavProcess {
    private WavProcess() {}

    /** Arguments: file, pace, sample rate, frames. */
    public static void main(String[] arguments) throws Exception {
        KnownFrames frames = new KnownFrames(2, Long.parseLong(arguments[3]));
        Heard heard = new Heard();
        StreamRequest request = new StreamRequest(
                Double.parseDouble(arguments[2]),
                2,
                128,
                Optional.of(arguments[0]),
                Map.of("format", "16", "pace", arguments[1]));
        Backend.Stream stream = new WavBackend().open(request, new Talkative(frames), heard);
        stream.start();
        while (!frames.ended()) {
            Thread.onSpinWait();
        }
        stream.close();
        heard.lines.forEach(System.out::println);
        System.out.println("taken " + frames.position());
    }

    /** Says each 32,768 frames how many were taken; the file lags behind by a piece and a period at most. */
    private record Talkative(KnownFrames frames) implements FrameSource {
        @Override
        public int channels() {
            return frames.channels();
        }

        @Override
        public int pull(float[] interleaved, int offsetFrames, int frameCount) {
            int found = frames.pull(interleaved, offsetFrames, frameCount);
            say(found);
            return found;
        }

        @Override
        public int pullAvailable(float[] interleaved, int offsetFrames, int frameCount) {
            return frames.pullAvailable(interleaved, offsetFrames, frameCount);
        }

        @Override
        public boolean ended() {
            return frames.ended();
        }

        private void say(int found) {
            long position = frames.position();
            if (position >> 15 != (position - found) >> 15) {
                System.out.println("at " + position);
            }
        }
    }
}
