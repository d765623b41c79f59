package vorlauf.stress.twins;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.jspecify.annotations.Nullable;
import vorlauf.stress.handover.ValueMail;

/** A mail for two ports in which a value and the mark that it waits are two things, with one {@link Fault} between them. */
final class BrokenMail implements ValueMail {
    private static final int PORTS = 2;
    private static final int NOTHING = 0;

    /** What can be wrong between publishers and producer. */
    enum Fault {
        /** The mark is taken off after the value was read. */
        CLEARED_AFTER_READ,
        /** Each value is queued, whether the port waits already or not. */
        QUEUES_EVERY_VALUE,
        /** What waits is read and then written, in two steps. */
        READ_THEN_WRITTEN,
        /** A closed port's place is free at once. */
        PLACE_FREED_EARLY
    }

    private final Fault fault;
    private final MpscAtomicArrayQueue<BrokenPort> queue = new MpscAtomicArrayQueue<>(PORTS);
    private int openPorts;

    BrokenMail(Fault fault) {
        this.fault = fault;
    }

    @Override
    public @Nullable Port open() {
        if (openPorts == PORTS) {
            return null;
        }
        openPorts++;
        return new BrokenPort(this);
    }

    @Override
    public void close(Port port) {
        openPorts--;
    }

    @Override
    public void drain() {
        for (int waiting = queue.size(); waiting > 0; waiting--) {
            BrokenPort port = queue.relaxedPoll();
            if (port == null) {
                return;
            }
            port.deliver();
        }
    }

    private void enqueue(BrokenPort port) {
        if (!queue.offer(port)) {
            throw new IllegalStateException("full");
        }
    }

    private static final class BrokenPort implements Port {
        private final BrokenMail mail;
        private final AtomicInteger pending = new AtomicInteger(NOTHING);
        private final AtomicLong replaced = new AtomicLong();
        private volatile boolean marked;
        private int value;

        BrokenPort(BrokenMail mail) {
            this.mail = mail;
        }

        @Override
        public boolean post(int newest) {
            switch (mail.fault) {
                case CLEARED_AFTER_READ -> {
                    pending.set(newest);
                    queueIf(!marked);
                }
                case QUEUES_EVERY_VALUE -> {
                    pending.set(newest);
                    mail.enqueue(this);
                }
                case READ_THEN_WRITTEN -> {
                    boolean waits = pending.get() != NOTHING;
                    pending.set(newest);
                    queueIf(!waits);
                }
                case PLACE_FREED_EARLY -> queueIf(pending.getAndSet(newest) == NOTHING);
            }
            return true;
        }

        private void queueIf(boolean first) {
            if (first) {
                marked = true;
                mail.enqueue(this);
            } else {
                replaced.incrementAndGet();
            }
        }

        private void deliver() {
            if (mail.fault == Fault.CLEARED_AFTER_READ) {
                value = pending.get();
                marked = false;
            } else {
                value = pending.getAndSet(NOTHING);
            }
        }

        @Override
        public int value() {
            return value;
        }

        @Override
        public long replaced() {
            return replaced.get();
        }
    }
}
