package vorlauf.backend.javasound;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import vorlauf.engine.StreamListener;

/** A listener that keeps what it heard, as lines. */
class Heard implements StreamListener {
    final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public final void deviceLost(String reason) {
        add("lost: " + reason);
    }

    @Override
    public final void deviceBack(String device) {
        add("back: " + device);
    }

    @Override
    public final void notice(String message) {
        add("notice: " + message);
    }

    void add(String line) {
        lines.add(line);
    }
}
