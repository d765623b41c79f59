package vorlauf.backend.jack;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import vorlauf.dsp.RealTime;
import vorlauf.engine.FrameSource;

/**
 * What the server calls: copies frames from the ring to the ports, one channel each, those of the input the other way, and
 * counts.
 *
 * <p>One object for one client. {@link #retire} takes the ring away from it, so that another client or nobody may pull: a
 * server that was given up as lost may call again at any time, and then gets silence.
 *
 * <p>Threads: {@code process} the server's thread, {@code xrun} and {@code shutdown} any of the library's, the rest any.
 */
@SuppressWarnings({"NonAtomicVolatileUpdate", "unused"}) // each count has one writer; the library calls by address
final class JackCallback {
    private static final int IDLE = 0;
    private static final int INSIDE = 1;
    private static final int RETIRED = 2;
    private static final int MOST_FRAMES_AT_ONCE = 1_024;

    /** The JVM makes a class for a method handle at its 128th call: 64 KB of objects on the thread that calls. */
    private static final int WARMING_CALLS = 300;

    /** All memory, so that an address needs no object of its own. */
    private static final MemorySegment MEMORY = everything();

    private final FrameSource source;
    private final long[] ports;
    private final float[] interleaved;
    private final float[] channel;
    private final AtomicInteger phase = new AtomicInteger(IDLE);
    private volatile long periods;
    private volatile long xruns;
    private volatile long failures;
    private volatile boolean shutDown;
    private volatile @Nullable RecordedPorts recorded;

    /** A callback that fills these ports, one for each channel of the source. */
    JackCallback(FrameSource source, long[] ports) {
        this.source = source;
        this.ports = ports.clone();
        this.interleaved = new float[MOST_FRAMES_AT_ONCE * source.channels()];
        this.channel = new float[MOST_FRAMES_AT_ONCE];
    }

    @SuppressWarnings("restricted") // the library says which addresses are good, and for how many frames
    private static MemorySegment everything() {
        return MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    }

    /** Sets this as the callbacks of a client; {@code arena} must live until the client is closed. */
    boolean install(long client, Arena arena) {
        MemorySegment process = process(arena);
        warmUp(process);
        return JackLibrary.setCallbacks(client, process, xrun(arena), shutdown(arena));
    }

    /** Both ways across the border, often enough that the JVM makes its classes for them here and not on the platform's thread. */
    private void warmUp(MemorySegment process) {
        JackLibrary.warmUp(process, WARMING_CALLS);
        for (int call = 0; call < WARMING_CALLS; call++) {
            silence(0);
            for (long port : ports) {
                long _ = JackLibrary.portBuffer(port, 0);
            }
        }
    }

    /** The process callback as native code can call it: {@code int (uint32_t, void *)}. */
    MemorySegment process(Arena arena) {
        MethodType type = MethodType.methodType(int.class, int.class, long.class);
        return JackLibrary.callback(bound("onProcess", type), true, true, arena);
    }

    private MemorySegment xrun(Arena arena) {
        return JackLibrary.callback(bound("onXrun", MethodType.methodType(int.class, long.class)), true, false, arena);
    }

    private MemorySegment shutdown(Arena arena) {
        return JackLibrary.callback(
                bound("onShutdown", MethodType.methodType(void.class, long.class)), false, false, arena);
    }

    private MethodHandle bound(String method, MethodType type) {
        try {
            return MethodHandles.lookup().bind(this, method, type);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @RealTime(RealTime.Thread.PLATFORM)
    int onProcess(int frameCount, long argument) {
        // An exception that reaches native code ends the JVM, so whatever happens becomes a count.
        try {
            if (phase.compareAndSet(IDLE, INSIDE)) {
                // First: whoever sees that a period was taken finds the one that was recorded beside it.
                RecordedPorts inputs = recorded;
                if (inputs != null) {
                    inputs.record(MEMORY, frameCount);
                }
                fill(frameCount);
                phase.set(IDLE);
            } else {
                silence(frameCount);
            }
        } catch (Throwable _) {
            failures = failures + 1;
            phase.compareAndSet(INSIDE, IDLE);
        }
        periods = periods + 1;
        return 0;
    }

    @RealTime(RealTime.Thread.PLATFORM)
    private void fill(int frameCount) {
        for (int done = 0; done < frameCount; done += MOST_FRAMES_AT_ONCE) {
            int frames = Math.min(MOST_FRAMES_AT_ONCE, frameCount - done);
            source.pull(interleaved, 0, frames);
            for (int index = 0; index < ports.length; index++) {
                int sample = index;
                for (int frame = 0; frame < frames; frame++) {
                    channel[frame] = interleaved[sample];
                    sample += ports.length;
                }
                copy(ports[index], frameCount, done, frames);
            }
        }
    }

    @RealTime(RealTime.Thread.PLATFORM)
    private void silence(int frameCount) {
        for (int frame = 0; frame < MOST_FRAMES_AT_ONCE; frame++) {
            channel[frame] = 0f;
        }
        for (int done = 0; done < frameCount; done += MOST_FRAMES_AT_ONCE) {
            for (int index = 0; index < ports.length; index++) {
                copy(ports[index], frameCount, done, Math.min(MOST_FRAMES_AT_ONCE, frameCount - done));
            }
        }
    }

    @RealTime(RealTime.Thread.PLATFORM)
    private void copy(long port, int frameCount, int offsetFrames, int frames) {
        long address = JackLibrary.portBuffer(port, frameCount);
        if (address != 0) {
            MemorySegment.copy(
                    channel, 0, MEMORY, ValueLayout.JAVA_FLOAT, address + (long) offsetFrames * Float.BYTES, frames);
        }
    }

    /** Lets further periods be recorded; null ends it. */
    void record(@Nullable RecordedPorts ports) {
        recorded = ports;
    }

    int onXrun(long argument) {
        xruns = xruns + 1;
        return 0;
    }

    void onShutdown(long argument) {
        shutDown = true;
    }

    /** Takes the ring away; false while a call is inside, which ends soon or hangs: try again. */
    boolean retire() {
        return phase.compareAndSet(IDLE, RETIRED) || phase.get() == RETIRED;
    }

    /** Periods that the server asked for so far. */
    long periods() {
        return periods;
    }

    /** Times that the server was late or skipped a period. */
    long xruns() {
        return xruns;
    }

    /** Periods in which the callback failed: a bug. */
    long failures() {
        return failures;
    }

    /** Whether the server has said good-bye, or has died. */
    boolean isShutDown() {
        return shutDown;
    }
}
