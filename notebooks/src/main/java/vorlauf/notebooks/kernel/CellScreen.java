package vorlauf.notebooks.kernel;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import vorlauf.notebooks.display.Screen;

/** Shows displays below the cell of the thread that asks; a display that changes sends its newest state some 30 times a second. */
final class CellScreen implements Screen {
    private static final long FRAME_MILLIS = 33;

    private long displays;

    @Override
    public void show(Map<String, String> bundle) {
        cell().display(bundle, nextId());
    }

    @Override
    public Updates open(Map<String, String> bundle) {
        Cell cell = cell();
        String displayId = nextId();
        cell.display(bundle, displayId);
        AtomicReference<@Nullable Map<String, String>> waiting = new AtomicReference<>();
        return newer -> {
            if (waiting.getAndSet(newer) == null) {
                CellText.soon(
                        () -> {
                            Map<String, String> latest = waiting.getAndSet(null);
                            if (latest != null) {
                                cell.update(latest, displayId);
                            }
                        },
                        FRAME_MILLIS);
            }
        };
    }

    private static Cell cell() {
        Cell cell = Cell.current();
        if (cell == null) {
            throw new IllegalStateException("no cell has run yet");
        }
        return cell;
    }

    private synchronized String nextId() {
        return "vorlauf-" + ProcessHandle.current().pid() + "-" + ++displays;
    }
}
