package vorlauf.backend.javasound;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import vorlauf.engine.StreamListener;

/** A listener that keeps what it heard, as lines. */
final class Heard implements StreamListener {
    final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void deviceLost(String reason) {
        lines.add("lost: " + reason);
    }

    @Override
    public void deviceBack(String device) {
        lines.add("back: " + device);
    }

    @Override
    public void notice(String message) {
        lines.add("notice: " + message);
    }
}
