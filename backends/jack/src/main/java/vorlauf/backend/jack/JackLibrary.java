package vorlauf.backend.jack;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import vorlauf.dsp.RealTime;

/**
 * The functions of JACK's client library. Clients, ports and buffers are addresses as {@code long}: a call from the platform's
 * thread makes no object for them. That holds on 64-bit systems, the only ones with JDK 25.
 *
 * <p>Threads: {@link #portBuffer} the platform's, all others the control thread or a supervisor; they may wait.
 *
 * <p>Errors: only to be used where {@link JackLookup#LIBRARY} is there.
 *
 * <p>Source: jack/jack.h of JACK 2.
 */
@SuppressWarnings("restricted") // the declarations below are those of jack.h
final class JackLibrary {
    /** Flag of a port that takes sound. */
    static final long PORT_IS_INPUT = 1;

    /** Flag of a port that gives sound. */
    static final long PORT_IS_OUTPUT = 2;

    /** Flag of a port of the sound card. */
    static final long PORT_IS_PHYSICAL = 4;

    /** What {@link #connect} returns for a connection that is there already. */
    static final int EXISTS = 17;

    private static final int NO_START_SERVER = 1;
    private static final int SERVER_NAME = 4;
    private static final String AUDIO = "32 bit float mono audio";
    private static final int MOST_PORTS = 1_024;

    private static final SymbolLookup LIBRARY = JackLookup.LIBRARY.orElseThrow();
    private static final Linker LINKER = Linker.nativeLinker();

    private static final MethodHandle PORT_GET_BUFFER = function(
            "jack_port_get_buffer",
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT),
            Linker.Option.critical(false)); // only an addition in there: no change of the thread's state is worth it
    private static final MethodHandle CLIENT_OPEN = function(
            "jack_client_open",
            FunctionDescriptor.of(JAVA_LONG, ADDRESS, JAVA_INT, ADDRESS, ADDRESS),
            Linker.Option.firstVariadicArg(3));
    private static final MethodHandle CLIENT_CLOSE =
            function("jack_client_close", FunctionDescriptor.of(JAVA_INT, JAVA_LONG));
    private static final MethodHandle CLIENT_NAME =
            function("jack_get_client_name", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
    private static final MethodHandle SAMPLE_RATE =
            function("jack_get_sample_rate", FunctionDescriptor.of(JAVA_INT, JAVA_LONG));
    private static final MethodHandle BUFFER_SIZE =
            function("jack_get_buffer_size", FunctionDescriptor.of(JAVA_INT, JAVA_LONG));
    private static final MethodHandle PORT_REGISTER = function(
            "jack_port_register", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle SET_PROCESS =
            function("jack_set_process_callback", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, ADDRESS, JAVA_LONG));
    private static final MethodHandle SET_XRUN =
            function("jack_set_xrun_callback", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, ADDRESS, JAVA_LONG));
    private static final MethodHandle ON_SHUTDOWN =
            function("jack_on_shutdown", FunctionDescriptor.ofVoid(JAVA_LONG, ADDRESS, JAVA_LONG));
    private static final MethodHandle ACTIVATE = function("jack_activate", FunctionDescriptor.of(JAVA_INT, JAVA_LONG));
    private static final MethodHandle CONNECT =
            function("jack_connect", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS));
    private static final MethodHandle GET_PORTS =
            function("jack_get_ports", FunctionDescriptor.of(ADDRESS, JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG));
    private static final MethodHandle FREE = function("jack_free", FunctionDescriptor.ofVoid(ADDRESS));

    static {
        quiet("jack_set_error_function");
        quiet("jack_set_info_function");
    }

    private JackLibrary() {}

    private static MethodHandle function(String name, FunctionDescriptor types, Linker.Option... options) {
        return LINKER.downcallHandle(LIBRARY.findOrThrow(name), types, options);
    }

    /** The library writes to standard error by itself; what there is to say is said as events. */
    private static void quiet(String setter) {
        MemorySegment nothing = stub("ignore", MethodType.methodType(void.class, long.class), Arena.global());
        try {
            function(setter, FunctionDescriptor.ofVoid(ADDRESS)).invokeExact(nothing);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    private static MemorySegment stub(String method, MethodType type, Arena arena) {
        try {
            return LINKER.upcallStub(
                    MethodHandles.lookup().findStatic(JackLibrary.class, method, type),
                    FunctionDescriptor.ofVoid(JAVA_LONG),
                    arena);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unused") // called by the library
    private static void ignore(long message) {}

    /** Opens a client of a running server; 0 where there is none. */
    static long open(String clientName, String server) {
        try (Arena arena = Arena.ofConfined()) {
            return (long) CLIENT_OPEN.invokeExact(
                    arena.allocateFrom(clientName),
                    NO_START_SERVER | SERVER_NAME,
                    arena.allocate(JAVA_INT),
                    arena.allocateFrom(server));
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Takes the client off the server; returns when none of its callbacks runs any more. */
    static void close(long client) {
        try {
            int _ = (int) CLIENT_CLOSE.invokeExact(client);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** The name that the server gave the client, which may be another than was asked for. */
    static String clientName(long client) {
        try {
            return text((long) CLIENT_NAME.invokeExact(client));
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Frames a second. */
    static int sampleRateHertz(long client) {
        try {
            return (int) SAMPLE_RATE.invokeExact(client);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Frames that the server takes at once now. */
    static int periodFrames(long client) {
        try {
            return (int) BUFFER_SIZE.invokeExact(client);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Registers an audio port; 0 where the server refuses. */
    static long registerPort(long client, String name, long flags) {
        try (Arena arena = Arena.ofConfined()) {
            return (long)
                    PORT_REGISTER.invokeExact(client, arena.allocateFrom(name), arena.allocateFrom(AUDIO), flags, 0L);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Sets the three callbacks of a client that is not active yet; whether the server took them. */
    static boolean setCallbacks(long client, MemorySegment process, MemorySegment xrun, MemorySegment shutdown) {
        try {
            int processSet = (int) SET_PROCESS.invokeExact(client, process, 0L);
            int xrunSet = (int) SET_XRUN.invokeExact(client, xrun, 0L);
            ON_SHUTDOWN.invokeExact(client, shutdown, 0L);
            return processSet == 0 && xrunSet == 0;
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Starts the callbacks; whether the server agreed. */
    static boolean activate(long client) {
        try {
            return (int) ACTIVATE.invokeExact(client) == 0;
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Connects two ports by their full names: 0, {@link #EXISTS} or an error. */
    static int connect(long client, String from, String to) {
        try (Arena arena = Arena.ofConfined()) {
            return (int) CONNECT.invokeExact(client, arena.allocateFrom(from), arena.allocateFrom(to));
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Full names of the audio ports that have all these flags, in the server's order. */
    static List<String> ports(long client, long flags) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment names =
                    (MemorySegment) GET_PORTS.invokeExact(client, MemorySegment.NULL, arena.allocateFrom(AUDIO), flags);
            if (names.address() == 0) {
                return List.of();
            }
            List<String> found = new ArrayList<>();
            MemorySegment table = names.reinterpret(
                    MemoryLayout.sequenceLayout(MOST_PORTS, JAVA_LONG).byteSize());
            for (int index = 0; index < MOST_PORTS; index++) {
                long name = table.getAtIndex(JAVA_LONG, index);
                if (name == 0) {
                    break;
                }
                found.add(text(name));
            }
            FREE.invokeExact(names);
            return List.copyOf(found);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    private static String text(long address) {
        return MemorySegment.ofAddress(address).reinterpret(MOST_PORTS).getString(0);
    }

    /** Address of the samples of a port in this period; 0 where the call has failed. */
    @RealTime(RealTime.Thread.PLATFORM)
    static long portBuffer(long port, int frameCount) {
        try {
            return (long) PORT_GET_BUFFER.invokeExact(port, frameCount);
        } catch (Throwable _) {
            return 0;
        }
    }

    /** Calls a process callback as the server does, with no frames. */
    static void warmUp(MemorySegment process, int calls) {
        MethodHandle call = LINKER.downcallHandle(process, FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG));
        try {
            for (int index = 0; index < calls; index++) {
                int _ = (int) call.invokeExact(0, 0L);
            }
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    private static IllegalStateException failed(Throwable error) {
        return new IllegalStateException("a call into the JACK library has failed", error);
    }

    /** A function of ours that the library may call. */
    static MemorySegment callback(MethodHandle target, boolean returnsInt, boolean takesFrames, Arena arena) {
        ValueLayout[] parameters =
                takesFrames ? new ValueLayout[] {JAVA_INT, JAVA_LONG} : new ValueLayout[] {JAVA_LONG};
        return LINKER.upcallStub(
                target,
                returnsInt ? FunctionDescriptor.of(JAVA_INT, parameters) : FunctionDescriptor.ofVoid(parameters),
                arena);
    }
}
