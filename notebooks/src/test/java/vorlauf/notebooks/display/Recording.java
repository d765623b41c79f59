package vorlauf.notebooks.display;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A screen that keeps the HTML of all that was shown. */
final class Recording implements Screen, AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final List<String> shown = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> updates = new LinkedBlockingQueue<>();

    Recording() {
        Display.attach(this);
    }

    @Override
    public void show(Map<String, String> bundle) {
        shown.add(bundle.getOrDefault("text/html", ""));
    }

    @Override
    public Updates open(Map<String, String> bundle) {
        show(bundle);
        return newer -> {
            show(newer);
            updates.add(newer.getOrDefault("text/html", ""));
        };
    }

    List<String> shown() {
        return List.copyOf(shown);
    }

    /** Waits for an update with these words in it. */
    void awaitUpdate(String words) throws InterruptedException {
        String update = "";
        while (!update.contains(words)) {
            update = updates.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (update == null) {
                throw new AssertionError("no update had '" + words + "' in it; the last was "
                        + (shown.isEmpty() ? "none" : shown.getLast()));
            }
        }
    }

    @Override
    public void close() {
        Display.attach(null);
    }
}
