package vorlauf.backend.jack;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import vorlauf.dsp.RealTime;
import vorlauf.engine.FrameSink;

/** Ports that a callback reads, one a channel, and where their frames go. */
final class RecordedPorts {
    private static final int MOST_FRAMES_AT_ONCE = 1_024;

    private final FrameSink sink;
    private final long[] ports;
    private final float[] interleaved;
    private final float[] channel = new float[MOST_FRAMES_AT_ONCE];

    RecordedPorts(FrameSink sink, long[] ports) {
        this.sink = sink;
        this.ports = ports.clone();
        this.interleaved = new float[MOST_FRAMES_AT_ONCE * ports.length];
    }

    /** Gives a period of all ports to the sink; {@code memory} is all memory. */
    @RealTime(RealTime.Thread.PLATFORM)
    void record(MemorySegment memory, int frameCount) {
        for (int done = 0; done < frameCount; done += MOST_FRAMES_AT_ONCE) {
            int frames = Math.min(MOST_FRAMES_AT_ONCE, frameCount - done);
            for (int index = 0; index < ports.length; index++) {
                long address = JackLibrary.portBuffer(ports[index], frameCount);
                if (address != 0) {
                    MemorySegment.copy(
                            memory, ValueLayout.JAVA_FLOAT, address + (long) done * Float.BYTES, channel, 0, frames);
                }
                int sample = index;
                for (int frame = 0; frame < frames; frame++) {
                    interleaved[sample] = address == 0 ? 0f : channel[frame];
                    sample += ports.length;
                }
            }
            sink.push(interleaved, 0, frames);
        }
    }
}
