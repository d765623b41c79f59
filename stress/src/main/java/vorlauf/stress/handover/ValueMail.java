package vorlauf.stress.handover;

import org.jspecify.annotations.Nullable;
import vorlauf.control.ControlMail;
import vorlauf.control.ControlPort;
import vorlauf.plan.ControlCell;

/**
 * The way of control values to the producer: the newest value of each open port wins.
 *
 * <p>Threads: {@link #open} and {@link #close} the control thread, {@link Port#post} any, {@link #drain} and {@link Port#value}
 * the producer.
 */
public interface ValueMail {
    /** A place for one control. */
    interface Port {
        /** Posts a value; false where the port is closed. */
        boolean post(int value);

        /** The value that the producer goes by; 0 before the first. */
        int value();

        /** Values that were overtaken before they were delivered. */
        long replaced();
    }

    /** Opens a port, or returns null where there is no place. */
    @Nullable
    Port open();

    /** Closes a port; its place is free when nothing waits in it. */
    void close(Port port);

    /** Delivers what was posted. */
    void drain();

    /** The product's mail, for so many ports at once. */
    static ValueMail ofProduct(int ports) {
        return new ProductMail(new ControlMail(ports));
    }
}

/** {@link ControlMail} behind the interface. */
record ProductMail(ControlMail mail) implements ValueMail {
    private record ProductPort(ControlPort port, ControlCell cell) implements Port {
        @Override
        public boolean post(int value) {
            return switch (port.post(value)) {
                case ACCEPTED, REPLACED_OLDER -> true;
                case CLOSED, NOT_FINITE -> false;
            };
        }

        @Override
        public int value() {
            return (int) cell.value();
        }

        @Override
        public long replaced() {
            return port.replacedValues();
        }
    }

    @Override
    public @Nullable Port open() {
        ControlCell cell = new ControlCell("control", 0);
        ControlPort port = mail.open(cell);
        return port == null ? null : new ProductPort(port, cell);
    }

    @Override
    public void close(Port port) {
        mail.close(((ProductPort) port).port());
    }

    @Override
    public void drain() {
        mail.drain();
    }
}
