package vorlauf.cli;

import java.util.List;

/** A patch that cannot be used; the message is a line for each finding, {@code File.java:LINE: message}. */
public final class PatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean unreadable;

    private PatchException(String message, boolean unreadable) {
        super(message);
        this.unreadable = unreadable;
    }

    static PatchException of(List<String> findings) {
        return new PatchException(String.join("\n", findings), false);
    }

    static PatchException of(String finding) {
        return new PatchException(finding, false);
    }

    static PatchException ofFile(String line) {
        return new PatchException(line, true);
    }

    /** Whether there is no such file or it cannot be read, so that nothing can be said about the patch itself. */
    public boolean unreadable() {
        return unreadable;
    }
}
