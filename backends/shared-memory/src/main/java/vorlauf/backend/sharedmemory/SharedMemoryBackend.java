package vorlauf.backend.sharedmemory;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import vorlauf.engine.Backend;
import vorlauf.engine.BackendException;
import vorlauf.engine.BackendOptions;
import vorlauf.engine.ForeignPulls;
import vorlauf.engine.FrameSource;
import vorlauf.engine.RingDevice;
import vorlauf.engine.StreamListener;
import vorlauf.engine.StreamRequest;
import vorlauf.render.SystemClock;
import vorlauf.ring.FrameRing;

/**
 * A ring in shared memory: the producer writes into it, and a program in C takes frames out, on a thread that no collection
 * and no safepoint of the JVM stops.
 *
 * <p>The device is a file, best in memory ({@code /dev/shm}). Option: {@code header}, a folder that gets
 * {@code vorlauf_ring.h} and an example.
 */
public final class SharedMemoryBackend implements Backend {
    static final String NAME = "shared-memory";
    private static final String FILE_NAME = "vorlauf.ring";
    private static final Path MEMORY_FOLDER = Path.of("/dev/shm");

    /** For {@link java.util.ServiceLoader}. */
    public SharedMemoryBackend() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "a file that a C program maps and plays, see docs/shared-memory.md; option header (a folder for its .h)";
    }

    @Override
    public List<Device> devices() {
        return List.of(new Device(usualFile().toString(), "or any other file; best in memory"));
    }

    @Override
    public String unavailableReason() {
        return "";
    }

    private static Path usualFile() {
        Path folder =
                Files.isWritable(MEMORY_FOLDER) ? MEMORY_FOLDER : Path.of(System.getProperty("java.io.tmpdir", "."));
        return folder.resolve(FILE_NAME);
    }

    /** Refuses: an engine asks {@link #ringDevice}, and nobody copies frames from a source into the ring. */
    @Override
    public Stream open(StreamRequest request, FrameSource source, StreamListener listener) throws BackendException {
        throw new BackendException(NAME + ": takes frames from an engine's ring only, not from a source of frames");
    }

    @Override
    public Optional<RingDevice> ringDevice(StreamRequest request, int capacityFrames) throws BackendException {
        BackendOptions options = new BackendOptions(NAME, request.options());
        Optional<String> header = options.text("header");
        options.refuseUnknown();
        if (header.isPresent()) {
            ConsumerSources.writeTo(path("option header", header.get()));
        }
        Path file =
                request.device().isPresent() ? path("--device", request.device().get()) : usualFile();
        RingWarmUp.run(request.channels());
        RingFile ringFile = RingFile.create(file, capacityFrames, request.channels(), request.sampleRateHertz());
        return Optional.of(new SharedMemoryDevice(ringFile, request, header.isPresent()));
    }

    private static Path path(String what, String text) throws BackendException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new BackendException(NAME + ": " + what + " '" + text + "' is not a path: " + e.getReason(), e);
        }
    }

    /** The file with its ring, before anybody watches it. */
    private record SharedMemoryDevice(RingFile file, StreamRequest request, boolean headerWritten)
            implements RingDevice {
        @Override
        public FrameRing ring() {
            return file.ring();
        }

        @Override
        public Stream open(ForeignPulls taken, StreamListener listener) {
            listener.notice(NAME + ": the ring is " + file.path()
                    + (headerWritten
                            ? "; vorlauf_ring.h and vorlauf_jack.c were written"
                            : "; --option header=FOLDER writes vorlauf_ring.h, which reads it, and vorlauf_jack.c"));
            return new SharedMemoryStream(file, request, taken, listener, SystemClock.INSTANCE);
        }
    }
}
