package vorlauf.backend.sharedmemory;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import vorlauf.engine.BackendException;

/**
 * The file behind a ring: made under another name and renamed when it is whole, so that a consumer never maps half a ring.
 *
 * <p>A file that another living producer fills, or that is no ring, is not replaced. The mapping lives as long as somebody
 * holds the ring, since the producer may be in the middle of a write when the stream is closed.
 *
 * <p>Threads: control thread.
 */
final class RingFile {
    private final Path path;
    private final SharedFrameRing ring;

    private RingFile(Path path, SharedFrameRing ring) {
        this.path = path;
        this.ring = ring;
    }

    /** Makes the file, empty and ready to be read. */
    static RingFile create(Path path, int capacityFrames, int channels, double sampleRateHertz)
            throws BackendException {
        Path target = path.toAbsolutePath();
        Path unfinished = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid());
        try {
            refuseOthers(target);
            Files.deleteIfExists(unfinished);
            SharedFrameRing ring = map(unfinished, capacityFrames, channels, sampleRateHertz);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new RingFile(target, ring);
        } catch (IOException e) {
            throw new BackendException(
                    SharedMemoryBackend.NAME + ": cannot make the ring " + target + ": " + reason(e), e);
        } finally {
            delete(unfinished);
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such folder";
            case AccessDeniedException _ -> "access is denied";
            default -> String.valueOf(e.getMessage());
        };
    }

    @SuppressWarnings("MustBeClosedChecker") // lives as long as the ring does
    private static SharedFrameRing map(Path file, int capacityFrames, int channels, double sampleRateHertz)
            throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MemorySegment memory = channel.map(
                    FileChannel.MapMode.READ_WRITE, 0, RingLayout.bytes(capacityFrames, channels), Arena.ofAuto());
            // Each page is written now: a full disk shows here, and no page comes for the first time to the producer.
            memory.fill((byte) 0);
            return new SharedFrameRing(memory, capacityFrames, channels, sampleRateHertz);
        }
    }

    private static void refuseOthers(Path target) throws IOException, BackendException {
        if (!Files.exists(target)) {
            return;
        }
        ByteBuffer head = ByteBuffer.allocate(RingLayout.DATA_OFFSET).order(ByteOrder.nativeOrder());
        if (Files.isRegularFile(target)) {
            try (FileChannel channel = FileChannel.open(target, StandardOpenOption.READ)) {
                channel.read(head);
            }
        }
        if (head.position() < RingLayout.DATA_OFFSET || head.getLong(RingLayout.MAGIC_OFFSET) != RingLayout.MAGIC) {
            throw new BackendException(SharedMemoryBackend.NAME + ": " + target
                    + " exists and is not a ring; name another file by --device, or remove it");
        }
        long producer = head.getLong(RingLayout.PRODUCER_PROCESS_OFFSET);
        boolean ended = head.getLong(RingLayout.PRODUCER_STATE_OFFSET) == RingLayout.ALL_WRITTEN;
        if (!ended && ProcessHandle.of(producer).map(ProcessHandle::isAlive).orElse(false)) {
            throw new BackendException(SharedMemoryBackend.NAME + ": process " + producer + " fills " + target
                    + " already; name another file by --device");
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException _) {
            // A name that is left behind harms nobody: the next producer sees that its ring has ended.
        }
    }

    Path path() {
        return path;
    }

    SharedFrameRing ring() {
        return ring;
    }

    /** Ends the ring for its consumer, who keeps the memory, and takes the name away. */
    void close() {
        ring.markAllWritten();
        delete(path);
    }
}
