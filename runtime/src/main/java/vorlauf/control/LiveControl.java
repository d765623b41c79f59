package vorlauf.control;

/**
 * One named control of a graph that plays, and who moves it: its publisher, or a hand that holds it until it lets go.
 *
 * <p>While a hand holds the control, what the publisher says is only remembered; {@link #follow} then continues with the
 * newest of that. A hold lasts as long as the control is in the graph, whatever becomes of its publisher.
 *
 * <p>Threads: any. The lock is never taken by the producer, which sees the port alone.
 */
public final class LiveControl {
    private final ControlPort port;
    private final double initial;
    private double published;
    private double value;
    private double lowest;
    private double highest;
    private long publishedValues;
    private boolean held;

    LiveControl(ControlPort port, double initial) {
        this.port = port;
        this.initial = initial;
        this.published = initial;
        this.value = initial;
        this.lowest = initial;
        this.highest = initial;
    }

    ControlPort port() {
        return port;
    }

    /** The name that it was declared with. */
    public String name() {
        return port.name();
    }

    /** The value that it was declared with. */
    public double initial() {
        return initial;
    }

    /** The value that it has, or will have with the next block. */
    public synchronized double value() {
        return value;
    }

    /** The lowest value that its publisher has said, the initial one included: a control is declared without a range. */
    public synchronized double lowest() {
        return lowest;
    }

    /** The highest value that its publisher has said, the initial one included. */
    public synchronized double highest() {
        return highest;
    }

    /** Whether a hand holds it. */
    public synchronized boolean isHeld() {
        return held;
    }

    /** Takes the control away from its publisher and sets it. A value that is not finite changes nothing. */
    public synchronized ControlPort.Outcome hold(double newValue) {
        ControlPort.Outcome outcome = port.post(newValue);
        if (outcome == ControlPort.Outcome.ACCEPTED || outcome == ControlPort.Outcome.REPLACED_OLDER) {
            held = true;
            value = newValue;
        }
        return outcome;
    }

    /** Gives the control back to its publisher, at the newest value that it has said. */
    public synchronized void follow() {
        if (held) {
            held = false;
            value = published;
            port.post(published);
        }
    }

    synchronized long publishedValues() {
        return publishedValues;
    }

    /** Takes a value of the publisher. */
    synchronized ControlPort.Outcome publish(double newValue) {
        publishedValues++;
        if (held && Double.isFinite(newValue)) {
            remember(newValue);
            return ControlPort.Outcome.ACCEPTED;
        }
        ControlPort.Outcome outcome = port.post(newValue);
        if (outcome == ControlPort.Outcome.ACCEPTED || outcome == ControlPort.Outcome.REPLACED_OLDER) {
            remember(newValue);
            value = newValue;
        }
        return outcome;
    }

    private void remember(double newValue) {
        published = newValue;
        lowest = Math.min(lowest, newValue);
        highest = Math.max(highest, newValue);
    }
}
