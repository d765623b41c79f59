package vorlauf.files;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An audio file that cannot be read or written; the message is one line: which file, what is wrong, what would be
 * right.
 */
public final class AudioFileException extends IOException {
    private static final long serialVersionUID = 1L;

    /** The exception of a file: {@code "path: problem"}. */
    public AudioFileException(Path path, String problem) {
        this(path, problem, null);
    }

    /** The same with the exception that caused it. */
    public AudioFileException(Path path, String problem, @Nullable Throwable cause) {
        super(path + ": " + oneLine(problem), cause);
    }

    /** What the operating system said, without the path that its message may begin with. */
    static String reasonOf(IOException exception) {
        return switch (exception) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "permission denied";
            case EOFException _ -> "the file ends there";
            case FileNotFoundException _ -> inParentheses(messageOf(exception));
            default -> messageOf(exception);
        };
    }

    private static String messageOf(IOException exception) {
        String message = exception.getMessage();
        return message == null ? exception.getClass().getSimpleName() : message;
    }

    /** {@code java.io} says "path (reason)". */
    private static String inParentheses(String message) {
        int open = message.lastIndexOf('(');
        return open >= 0 && message.endsWith(")") ? message.substring(open + 1, message.length() - 1) : message;
    }

    private static String oneLine(String text) {
        return text.replace('\n', ' ').replace('\r', ' ');
    }
}
