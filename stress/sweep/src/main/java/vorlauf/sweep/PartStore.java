package vorlauf.sweep;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vorlauf.cli.CommandException;

/**
 * The folder of a sweep's results, held by one process at a time.
 *
 * <p>A part appears whole: it is written under a temporary name, forced to the disk and renamed. What a killed process leaves
 * behind is a temporary file, which the next one deletes; files of other names it lets be.
 *
 * <p>Threads: any.
 */
final class PartStore implements AutoCloseable {
    private static final String LOCK = "lock";
    private static final String TEMPORARY = ".tmp";

    private final Path folder;
    private final FileChannel lockFile;
    private final PartFile parts;

    private PartStore(Path folder, FileChannel lockFile, PartFile parts) {
        this.folder = folder;
        this.lockFile = lockFile;
        this.parts = parts;
    }

    /**
     * Takes hold of a folder, made where it is not there.
     *
     * <p>Errors: a {@link CommandException} with one line where it belongs to something else, to another process, or cannot be
     * written.
     */
    static PartStore open(Path folder, SweepPlan plan) {
        FileChannel channel = null;
        try {
            Files.createDirectories(folder);
            requireOurs(folder);
            channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(channel)) {
                throw CommandException.failed(folder + ": another sweep is writing there at this moment");
            }
            deleteTemporaries(folder);
            return new PartStore(folder, channel, new PartFile(plan));
        } catch (IOException e) {
            close(channel);
            throw CommandException.failed(folder + ": cannot be written (" + reason(e) + ")");
        } catch (CommandException refused) {
            close(channel);
            throw refused;
        } catch (SQLException e) {
            close(channel);
            throw CommandException.failed("DuckDB does not start: " + reason(e));
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException inThisProcess) {
            return false;
        }
    }

    private static void requireOurs(Path folder) throws IOException {
        if (Manifest.read(folder).isPresent()) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            boolean others = files.map(file -> String.valueOf(file.getFileName()))
                    .anyMatch(name -> !name.equals(LOCK) && !isTemporary(name));
            if (others) {
                throw CommandException.usage(
                        folder + ": holds files and no sweep; --out has to be a new folder or that of this sweep");
            }
        }
    }

    private static void deleteTemporaries(Path folder) throws IOException {
        List<Path> left;
        try (Stream<Path> files = Files.list(folder)) {
            left = files.filter(file -> isTemporary(String.valueOf(file.getFileName())))
                    .toList();
        }
        for (Path file : left) {
            Files.delete(file);
        }
    }

    private static boolean isTemporary(String name) {
        String whole = name.endsWith(TEMPORARY) ? name.substring(0, name.length() - TEMPORARY.length()) : "";
        return whole.equals(Manifest.NAME) || Slice.isFileName(whole);
    }

    /** The account that lies here. */
    Optional<Manifest> manifest() {
        return Manifest.read(folder);
    }

    /** Writes the account of a new sweep. */
    void begin(Manifest manifest) {
        Path temporary = folder.resolve(Manifest.NAME + TEMPORARY);
        try {
            Files.write(temporary, manifest.bytes());
            publish(temporary, folder.resolve(Manifest.NAME));
        } catch (IOException e) {
            discard(temporary);
            throw unwritable(folder.resolve(Manifest.NAME), e);
        }
    }

    /** The slices of these whose parts are missing; a part that is not whole is missing. */
    List<Slice> missing(List<Slice> slices) {
        List<Slice> missing = new ArrayList<>();
        for (Slice slice : slices) {
            Path file = folder.resolve(slice.fileName());
            if (!Files.exists(file) || !parts.holds(file, slice)) {
                missing.add(slice);
            }
        }
        return missing;
    }

    /** Adds a part. Errors: a {@link CommandException} with one line; parts that are there stay. */
    void write(Slice slice, List<RunRow> rows) {
        Path file = folder.resolve(slice.fileName());
        Path temporary = folder.resolve(slice.fileName() + TEMPORARY);
        try {
            parts.write(temporary, slice, rows);
            publish(temporary, file);
        } catch (SQLException | IOException e) {
            discard(temporary);
            throw unwritable(file, e);
        }
    }

    /** Tells of each run of these slices, in the order of scenarios and seeds. */
    void read(List<Slice> slices, PartFile.Counts counts) {
        try {
            parts.read(
                    slices.stream()
                            .map(slice -> folder.resolve(slice.fileName()))
                            .toList(),
                    counts);
        } catch (SQLException e) {
            throw CommandException.failed(folder + ": cannot be read (" + reason(e) + ")");
        }
    }

    private static void publish(Path temporary, Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void discard(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // the next start deletes it
        }
    }

    private static CommandException unwritable(Path file, Exception cause) {
        return CommandException.failed(file + ": cannot be written (" + reason(cause)
                + "); what is done is kept, the same command goes on from there");
    }

    /** What the system said, in one line and without the name of a class where it has words. */
    private static String reason(Exception cause) {
        String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        if (message.toLowerCase(Locale.ROOT).contains("no space left")) {
            return "no space left on the disk";
        }
        return switch (cause) {
            case FileAlreadyExistsException file -> "there is a file of this name";
            case AccessDeniedException denied -> "permission denied";
            case NoSuchFileException none -> "the system makes no folder there";
            case IOException other
            when !message.contains(" ") -> other.getClass().getSimpleName();
            default -> message;
        };
    }

    private static void close(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // it was open for its lock alone
        }
    }

    @Override
    public void close() {
        parts.close();
        close(lockFile);
    }
}
