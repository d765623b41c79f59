package vorlauf.cli;

import java.util.List;
import vorlauf.engine.Backend;
import vorlauf.engine.BackendException;
import vorlauf.engine.FrameSource;
import vorlauf.engine.StreamFormat;
import vorlauf.engine.StreamListener;
import vorlauf.engine.StreamRequest;
import vorlauf.render.Clock;
import vorlauf.render.SystemClock;

/** A device for tests that takes what there is, as fast as it comes: it never waits and never finds too little. */
final class QuietDevice implements Backend {
    static final double REFUSED_HERTZ = 12_345;

    @Override
    public String name() {
        return Backends.NULL_DEVICE;
    }

    @Override
    public String description() {
        return "takes frames as they come";
    }

    @Override
    public List<Device> devices() {
        return List.of(new Device("quiet", "for tests"));
    }

    @Override
    public String unavailableReason() {
        return "";
    }

    @Override
    public Stream open(StreamRequest request, FrameSource source, StreamListener listener) throws BackendException {
        if (request.sampleRateHertz() == REFUSED_HERTZ) {
            throw new BackendException("quiet: the device refuses 12345 Hz, it takes 44100 and 48000");
        }
        return new Taking(request, source);
    }

    private static final class Taking implements Stream {
        private final StreamRequest request;
        private final FrameSource source;
        private final Thread thread = new Thread(this::take, "quiet-device");
        private volatile boolean closing;

        Taking(StreamRequest request, FrameSource source) {
            this.request = request;
            this.source = source;
            thread.setDaemon(true);
        }

        @Override
        public StreamFormat format() {
            return new StreamFormat("quiet", "float", request.periodFrames(), 0, StreamFormat.Pacing.FREE_RUNNING);
        }

        @Override
        public void start() {
            thread.start();
        }

        private void take() {
            Clock clock = SystemClock.INSTANCE;
            float[] frames = new float[request.periodFrames() * source.channels()];
            while (!closing && !source.ended()) {
                if (source.pullAvailable(frames, 0, request.periodFrames()) == 0) {
                    clock.parkUntil(clock.nanoTime() + 200_000);
                }
            }
        }

        @Override
        public void close() {
            closing = true;
            try {
                thread.join(2_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
