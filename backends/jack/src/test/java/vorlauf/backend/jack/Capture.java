package vorlauf.backend.jack;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** A client that records: what arrives behind the server, sample by sample. */
@SuppressWarnings("MustBeClosedChecker") // closed with the client
final class Capture implements AutoCloseable {
    private final long client;
    private final long[] ports;
    private final float[][] recorded;
    private final Arena arena = Arena.ofShared();
    private volatile int frames;
    private volatile int xruns;

    Capture(String server, int channels, int mostFrames) throws ReflectiveOperationException {
        client = JackLibrary.open("capture", server);
        ports = new long[channels];
        recorded = new float[channels][mostFrames];
        for (int channel = 0; channel < channels; channel++) {
            ports[channel] = JackLibrary.registerPort(client, "in_" + (channel + 1), JackLibrary.PORT_IS_INPUT);
        }
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        JackLibrary.setCallbacks(
                client,
                JackLibrary.callback(
                        lookup.bind(this, "process", MethodType.methodType(int.class, int.class, long.class)),
                        true,
                        true,
                        arena),
                JackLibrary.callback(
                        lookup.bind(this, "xrun", MethodType.methodType(int.class, long.class)), true, false, arena),
                JackLibrary.callback(
                        lookup.bind(this, "shutdown", MethodType.methodType(void.class, long.class)),
                        false,
                        false,
                        arena));
        JackLibrary.activate(client);
    }

    @SuppressWarnings({"restricted", "NonAtomicVolatileUpdate"}) // the library says where the samples are; one writer
    int process(int frameCount, long argument) {
        int count = Math.min(frameCount, recorded[0].length - frames);
        for (int channel = 0; channel < ports.length; channel++) {
            MemorySegment samples = MemorySegment.ofAddress(JackLibrary.portBuffer(ports[channel], frameCount))
                    .reinterpret((long) frameCount * Float.BYTES);
            MemorySegment.copy(samples, ValueLayout.JAVA_FLOAT, 0, recorded[channel], frames, count);
        }
        frames = frames + count;
        return 0;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    int xrun(long argument) {
        xruns = xruns + 1;
        return 0;
    }

    void shutdown(long argument) {}

    /** Times that the server said that it or a client was late. */
    int xruns() {
        return xruns;
    }

    /** Frames so far. */
    int frames() {
        return frames;
    }

    /** What was recorded so far, checked as {@link CountedFrames}. */
    FloatCheck check() {
        FloatCheck check = new FloatCheck();
        int count = frames;
        for (int frame = 0; frame < count; frame++) {
            check.hear(recorded[0][frame], recorded[1][frame]);
        }
        return check;
    }

    /** What was recorded of a channel; whole once {@link #isFull}. */
    float[] channel(int index) {
        return recorded[index];
    }

    boolean isFull() {
        return frames == recorded[0].length;
    }

    @Override
    public void close() {
        JackLibrary.close(client);
        arena.close();
    }
}
