package vorlauf.notebooks.kernel;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import reactor.core.scheduler.Schedulers;

/**
 * {@link System#out} and {@link System#err} of a session: each thread prints below the cell that it works for.
 *
 * <p>Threads: one opens and closes it.
 */
final class CellStreams implements AutoCloseable {
    private static final String HOOK = "vorlauf-notebook-cell";

    private final PrintStream outBefore = System.out;
    private final PrintStream errBefore = System.err;

    CellStreams() {
        System.setOut(stream("stdout", outBefore));
        System.setErr(stream("stderr", errBefore));
        Schedulers.onScheduleHook(HOOK, Cell::carried);
    }

    private static PrintStream stream(String name, PrintStream before) {
        return new PrintStream(new Routed(name, before), true, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        Schedulers.resetOnScheduleHook(HOOK);
        System.setOut(outBefore);
        System.setErr(errBefore);
    }

    /** Bytes to the cell of the thread that writes them; to where they went before while there is no cell. */
    private static final class Routed extends OutputStream {
        private final String name;
        private final PrintStream before;

        Routed(String name, PrintStream before) {
            this.name = name;
            this.before = before;
        }

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            Cell cell = Cell.current();
            if (cell == null) {
                before.write(bytes, offset, length);
            } else {
                cell.print(name, new String(bytes, offset, length, StandardCharsets.UTF_8));
            }
        }

        @Override
        public void flush() {
            if (Cell.current() == null) {
                before.flush();
            }
        }
    }
}
