package vorlauf.control;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import vorlauf.compile.CompiledGraph;
import vorlauf.plan.ControlCell;

/**
 * The publishers that the controls of the newest graph follow.
 *
 * <p>From one graph to the next a control with the same name and the very same publisher stays subscribed; one with another
 * publisher is swapped and holds its value until the new one speaks; one that is gone is cancelled.
 *
 * <p>Threads: control thread for all methods but {@link #inUse}.
 */
public final class ControlSubscriptions implements AutoCloseable {
    private final ControlMail mail;
    private final PublisherWorkers workers;
    private final ControlListener listener;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private long closedConflated;
    private long closedRefused;
    private volatile List<LiveControl> inUse = List.of();

    /** A control in use. */
    private static final class Entry {
        final LiveControl control;
        final ControlPort port;
        Publisher<? extends Number> publisher;
        ControlFollower follower;

        Entry(LiveControl control, Publisher<? extends Number> publisher, ControlFollower follower) {
            this.control = control;
            this.port = control.port();
            this.publisher = publisher;
            this.follower = follower;
        }
    }

    /** No controls yet; values will go by {@code mail}, publishers be subscribed on {@code workers}. */
    public ControlSubscriptions(ControlMail mail, PublisherWorkers workers, ControlListener listener) {
        this.mail = mail;
        this.workers = workers;
        this.listener = listener;
    }

    /** Follows the controls of a graph instead of those of the graph before. */
    @SuppressWarnings("ReferenceEquality") // the very same publisher is what keeps a subscription
    public void update(List<CompiledGraph.Control> controls, long nowNanos) {
        Map<String, CompiledGraph.Control> wanted = new HashMap<>();
        for (CompiledGraph.Control control : controls) {
            wanted.putIfAbsent(control.name(), control);
        }
        removeAllBut(wanted);
        for (CompiledGraph.Control control : controls) {
            Entry entry = entries.get(control.name());
            if (entry == null) {
                connect(control, nowNanos);
            } else if (entry.publisher != control.publisher()) {
                entry.follower.cancel();
                entry.publisher = control.publisher();
                entry.follower = new ControlFollower(entry.control, control.publisher(), nowNanos);
                entry.follower.start(workers);
            }
        }
        inUse = entries.values().stream().map(entry -> entry.control).toList();
    }

    private void removeAllBut(Map<String, CompiledGraph.Control> wanted) {
        for (Iterator<Entry> all = entries.values().iterator(); all.hasNext(); ) {
            Entry entry = all.next();
            if (!wanted.containsKey(entry.port.name())) {
                all.remove();
                disconnect(entry);
            }
        }
    }

    private void connect(CompiledGraph.Control control, long nowNanos) {
        ControlCell cell = control.cell();
        ControlPort port = mail.open(cell);
        if (port == null) {
            listener.unconnected(control.name(), ControlMail.MAXIMUM_CONTROLS);
            return;
        }
        LiveControl live = new LiveControl(port, cell.initial());
        ControlFollower follower = new ControlFollower(live, control.publisher(), nowNanos);
        entries.put(control.name(), new Entry(live, control.publisher(), follower));
        follower.start(workers);
    }

    private void disconnect(Entry entry) {
        entry.follower.cancel();
        closedConflated += entry.port.replacedValues();
        closedRefused += entry.port.refusedValues();
        mail.close(entry.port);
    }

    /** Tells the listener what is new; call it every few milliseconds. */
    public void report(long nowNanos) {
        for (Entry entry : entries.values()) {
            entry.follower.report(nowNanos, listener);
        }
    }

    /** Values that were replaced by newer ones before the producer took them, over all controls there were. */
    public long conflatedValues() {
        long sum = closedConflated;
        for (Entry entry : entries.values()) {
            sum += entry.port.replacedValues();
        }
        return sum;
    }

    /** Values that were not finite, over all controls there were. */
    public long refusedValues() {
        long sum = closedRefused;
        for (Entry entry : entries.values()) {
            sum += entry.port.refusedValues();
        }
        return sum;
    }

    /** The controls of the newest graph, in the order in which they first appeared. Any thread. */
    public List<LiveControl> inUse() {
        return inUse;
    }

    /** The port of a control, or null where there is none of that name. */
    public @Nullable ControlPort port(String control) {
        Entry entry = entries.get(control);
        return entry == null ? null : entry.port;
    }

    /** Cancels all subscriptions. */
    @Override
    public void close() {
        for (Entry entry : entries.values()) {
            disconnect(entry);
        }
        entries.clear();
        inUse = List.of();
    }
}
