package vorlauf.backend.jack;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** A client that plays {@link CountedFrames} into the server, one port a channel. */
@SuppressWarnings("MustBeClosedChecker") // closed with the client
final class Player implements AutoCloseable {
    private final long client;
    private final long[] ports;
    private final Arena arena = Arena.ofShared();
    private long frames;

    Player(String server, int channels) throws ReflectiveOperationException {
        client = JackLibrary.open("player", server);
        ports = new long[channels];
        for (int channel = 0; channel < channels; channel++) {
            ports[channel] = JackLibrary.registerPort(client, "out_" + (channel + 1), JackLibrary.PORT_IS_OUTPUT);
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

    @SuppressWarnings("restricted") // the library says where the samples are
    int process(int frameCount, long argument) {
        for (int channel = 0; channel < ports.length; channel++) {
            MemorySegment samples = MemorySegment.ofAddress(JackLibrary.portBuffer(ports[channel], frameCount))
                    .reinterpret((long) frameCount * Float.BYTES);
            for (int frame = 0; frame < frameCount; frame++) {
                samples.setAtIndex(ValueLayout.JAVA_FLOAT, frame, CountedFrames.sample(frames + frame, channel));
            }
        }
        frames += frameCount;
        return 0;
    }

    int xrun(long argument) {
        return 0;
    }

    void shutdown(long argument) {}

    @Override
    public void close() {
        JackLibrary.close(client);
        arena.close();
    }
}
