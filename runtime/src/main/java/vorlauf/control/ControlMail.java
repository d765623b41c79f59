package vorlauf.control;

import java.util.ArrayDeque;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.jspecify.annotations.Nullable;
import vorlauf.dsp.RealTime;
import vorlauf.plan.ControlCell;

/**
 * The way of control values from any publisher's thread to the producer; of each control the newest value wins.
 *
 * <p>What is queued are ports and not values, each at most once, and there are never more ports than places: so the queue is
 * never full, by construction ({@link ControlPort} has the argument). A value that is posted before a block starts and whose
 * post has returned is in force in that block.
 *
 * <p>Threads: {@link #open} and {@link #close} the control thread, {@link #drain} the producer, {@link ControlPort#post} any.
 */
public final class ControlMail {
    /** Most controls of one engine: 16,384, a power of two. */
    public static final int MAXIMUM_CONTROLS = 1 << 14;

    private final int maximumControls;
    private final MpscAtomicArrayQueue<ControlPort> queue;
    private final ArrayDeque<ControlPort> closing = new ArrayDeque<>();
    private int openPorts;

    /** A mail for up to {@link #MAXIMUM_CONTROLS} controls. */
    public ControlMail() {
        this(MAXIMUM_CONTROLS);
    }

    /** A mail for fewer controls, 2 to {@link #MAXIMUM_CONTROLS}: a small one reaches its limit soon. */
    public ControlMail(int maximumControls) {
        MailLimit.check(maximumControls);
        this.maximumControls = maximumControls;
        this.queue = new MpscAtomicArrayQueue<>(maximumControls);
    }

    /**
     * Opens a port to a cell; null where {@link #MAXIMUM_CONTROLS} ports are open.
     *
     * <p>Threads: control thread.
     */
    public @Nullable ControlPort open(ControlCell cell) {
        sweep();
        if (openPorts == maximumControls) {
            return null;
        }
        openPorts++;
        return new ControlPort(this, cell);
    }

    /**
     * Closes a port. A value that waits in it still reaches its cell; the place is free again after that.
     *
     * <p>Threads: control thread.
     */
    public void close(ControlPort port) {
        closing.add(port);
        sweep();
    }

    /** Ports that take a place now. Control thread. */
    public int openPorts() {
        sweep();
        return openPorts;
    }

    /**
     * Delivers what was posted. It does at most as much work as ports were waiting when it began, and it does not wait for a
     * publisher that was interrupted half-way in the queue: the port comes with the next block then.
     *
     * <p>Threads: producer, between blocks.
     */
    @RealTime
    public void drain() {
        if (queue.isEmpty()) {
            return;
        }
        for (int waiting = queue.size(); waiting > 0; waiting--) {
            ControlPort port = queue.relaxedPoll();
            if (port == null) {
                return;
            }
            port.deliver();
        }
    }

    void enqueue(ControlPort port) {
        if (!queue.offer(port)) {
            throw new MailFullException(maximumControls, port.name());
        }
    }

    private void sweep() {
        for (int left = closing.size(); left > 0; left--) {
            ControlPort port = closing.remove();
            if (port.tryClose()) {
                openPorts--;
            } else {
                closing.add(port);
            }
        }
    }
}
