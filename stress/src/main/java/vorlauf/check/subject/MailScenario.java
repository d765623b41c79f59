package vorlauf.check.subject;

import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vorlauf.check.model.BrokenPromise;
import vorlauf.check.model.Notes;
import vorlauf.check.model.Scenario;
import vorlauf.control.ControlMail;
import vorlauf.control.ControlPort;
import vorlauf.plan.ControlCell;

/**
 * Publishers post, the producer drains between blocks. Variants: one publisher; two of one control; two of two controls; one
 * whose control is closed meanwhile.
 */
public final class MailScenario implements Scenario {
    /** As the class says. */
    public static final int VARIANTS = 4;

    private static final String NEWEST = "the newest value arrives";
    private static final double INITIAL = 0;
    private static final Constructor<?> SMALL = Hidden.constructor(ControlMail.class.getName(), int.class);

    private final boolean twoPublishers;
    private final boolean twoControls;
    private final boolean closes;
    private final ControlCell[] cells = {new ControlCell("first", INITIAL), new ControlCell("second", INITIAL)};
    private final @Nullable ControlPort[] ports = new @Nullable ControlPort[2];
    private final Notes accepted = new Notes();
    private @Nullable ControlMail made;

    /** One execution. */
    public MailScenario(int variant) {
        this.twoPublishers = variant == 1 || variant == 2;
        this.twoControls = variant == 2;
        this.closes = variant == 3;
    }

    @Override
    public List<String> threads() {
        return twoPublishers
                ? List.of("producer", "publisher 1", "publisher 2")
                : closes ? List.of("producer", "publisher 1", "control") : List.of("producer", "publisher 1");
    }

    @Override
    public void setUp() throws Throwable {
        ControlMail mail = (ControlMail) Hidden.make(SMALL, 2);
        ports[0] = mail.open(cells[0]);
        ports[1] = twoControls ? mail.open(cells[1]) : null;
        made = mail;
    }

    private ControlMail mail() {
        ControlMail mail = made;
        if (mail == null) {
            throw new IllegalStateException("not set up");
        }
        return mail;
    }

    private ControlPort port(int publisher) {
        ControlPort port = ports[twoControls ? publisher : 0];
        if (port == null) {
            throw new IllegalStateException("not set up");
        }
        return port;
    }

    private static String names(int publisher) {
        return publisher == 0 ? "publisher 1" : "publisher 2";
    }

    @Override
    public void run(int thread) {
        if (thread == 0) {
            drain();
            if (!twoPublishers && !closes) {
                drain();
            }
        } else if (thread == 2 && closes) {
            mail().close(port(0));
        } else {
            for (int post = 1; post <= (twoPublishers ? 1 : 2); post++) {
                double value = 10 * thread + post;
                if (port(thread - 1).post(value) != ControlPort.Outcome.CLOSED) {
                    accepted.write(names(thread - 1), value);
                }
            }
        }
    }

    /** What a publisher has posted before the drain begins is in force after it, unless something newer is. */
    private void drain() {
        double[] known = new double[2];
        for (int publisher = 0; publisher < 2; publisher++) {
            known[publisher] = accepted.lastKnown(names(publisher));
        }
        mail().drain();
        if (!twoPublishers || twoControls) {
            for (int publisher = 0; publisher < 2; publisher++) {
                double inForce = cells[twoControls ? publisher : 0].value();
                if (inForce < known[publisher]) {
                    throw new BrokenPromise(
                            NEWEST,
                            "control " + (publisher + 1) + " is " + inForce + " after a drain; " + known[publisher]
                                    + " was posted before it");
                }
            }
        }
    }

    @Override
    public void finish() {
        mail().drain();
        if (twoPublishers && !twoControls) {
            double inForce = cells[0].value();
            if (inForce != accepted.last(names(0)) && inForce != accepted.last(names(1))) {
                throw new BrokenPromise(
                        NEWEST,
                        "the control is " + inForce + "; the last values were " + accepted.last(names(0)) + " and "
                                + accepted.last(names(1)));
            }
        } else {
            for (int publisher = 0; publisher < 2; publisher++) {
                double inForce = cells[publisher].value();
                if (inForce != accepted.last(names(publisher))) {
                    throw new BrokenPromise(
                            NEWEST,
                            "control " + (publisher + 1) + " is " + inForce + " in the end; the last value was "
                                    + accepted.last(names(publisher)));
                }
            }
        }
        int open = mail().openPorts();
        int expected = closes ? 0 : twoControls ? 2 : 1;
        if (open != expected) {
            throw new BrokenPromise("places of closed controls are free", open + " are taken, not " + expected);
        }
        postAgain();
    }

    /** Every port still works: it is not left half-way in the queue. */
    private void postAgain() {
        if (closes) {
            return;
        }
        for (int publisher = 0; publisher < (twoControls ? 2 : 1); publisher++) {
            port(publisher).post(99);
            mail().drain();
            if (cells[publisher].value() != 99) {
                throw new BrokenPromise(NEWEST, "control " + (publisher + 1) + " takes no more values");
            }
        }
    }

    @Override
    public Map<String, Object> roots() {
        return made == null ? Map.of() : Map.of("mail", made, "ports", ports, "cells", cells);
    }
}
