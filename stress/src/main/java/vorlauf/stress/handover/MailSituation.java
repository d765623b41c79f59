package vorlauf.stress.handover;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Values on their way to the producer through a mail for two ports, with an account of each.
 *
 * <p>The values of a port rise from 1, so one that comes again, comes late or never comes shows. Threads: the actors' methods
 * one thread each, {@link #account} after all of them.
 */
public final class MailSituation {
    /** What was wrong first. */
    static final int NOTHING_WRONG = 0;

    static final int OLDER_AFTER_NEWER = 1;
    static final int NEWEST_LOST = 2;
    static final int COUNTS_DO_NOT_ADD_UP = 3;
    static final int OVERFLOW = 4;
    static final int PLACE_LOST = 5;

    private static final int PORTS = 2;
    private static final int VALUES = 12;
    private static final int DRAINS = 8;

    private final ValueMail mail;
    private final ValueMail.Port first;
    private final ValueMail.Port second;
    private ValueMail.@Nullable Port third;
    private int thirdPosted;
    private int firstPosted;
    private int firstPostedByOther;
    private int secondPosted;
    private int firstSeen;
    private int secondSeen;
    private int firstDeliveries;
    private int posterWrong = NOTHING_WRONG;
    private int producerWrong = NOTHING_WRONG;

    /** Two open ports of an empty mail that has room for two. */
    public MailSituation(ValueMail mail) {
        this.mail = mail;
        this.first = Objects.requireNonNull(mail.open());
        this.second = Objects.requireNonNull(mail.open());
    }

    /** A publisher that floods the first port and posts to the second now and then. */
    public void flood() {
        try {
            for (int value = 1; value <= VALUES; value++) {
                first.post(value);
                firstPosted = value;
                if (value % 3 == 0) {
                    second.post(value);
                    secondPosted = value;
                }
            }
        } catch (IllegalStateException e) {
            posterWrong = OVERFLOW;
        }
    }

    /** One of two publishers of the first port: odd values. */
    public void postOdd() {
        try {
            for (int value = 1; value <= 5; value += 2) {
                first.post(value);
                firstPosted = value;
            }
        } catch (IllegalStateException e) {
            posterWrong = OVERFLOW;
        }
    }

    /** The other publisher of the first port: even values. */
    public void postEven() {
        try {
            for (int value = 2; value <= 6; value += 2) {
                first.post(value);
                firstPostedByOther = value;
            }
        } catch (IllegalStateException e) {
            producerWrong = OVERFLOW;
        }
    }

    /** Makes both ports wait, so that the mail is full when the actors begin. */
    public MailSituation fill() {
        first.post(1);
        second.post(1);
        firstPosted = 1;
        secondPosted = 1;
        return this;
    }

    /** A control thread that gives the first port up and wants its place for a third, and a publisher of both others. */
    public void replaceFirst() {
        try {
            mail.close(first);
            for (int value = 2; value <= VALUES; value++) {
                ValueMail.Port opened = third == null ? mail.open() : third;
                third = opened;
                if (opened != null) {
                    opened.post(value);
                    thirdPosted = value;
                }
                second.post(value);
                secondPosted = value;
            }
        } catch (IllegalStateException e) {
            posterWrong = OVERFLOW;
        }
    }

    /** The producer: delivers and looks at both controls, block after block; returns what it found in the end. */
    public int drain() {
        for (int block = 0; block < DRAINS; block++) {
            deliver();
        }
        return firstSeen;
    }

    private void deliver() {
        mail.drain();
        int now = first.value();
        if (now != firstSeen) {
            firstDeliveries++;
        }
        int secondNow = second.value();
        if (now < firstSeen || secondNow < secondSeen) {
            producerWrong = OLDER_AFTER_NEWER;
        }
        firstSeen = now;
        secondSeen = secondNow;
    }

    /** The account of one publisher's posts. */
    public int account() {
        deliver();
        deliver();
        if (first.value() != firstPosted || second.value() != secondPosted) {
            return worst(NEWEST_LOST);
        }
        return worst(firstDeliveries + first.replaced() == firstPosted ? NOTHING_WRONG : COUNTS_DO_NOT_ADD_UP);
    }

    /** The account of two publishers of one port: one delivery, of the last value of one of them. */
    public int accountOfTwo() {
        mail.drain();
        int value = first.value();
        if (value != firstPosted && value != firstPostedByOther) {
            return worst(NEWEST_LOST);
        }
        int posts = (firstPosted + 1) / 2 + firstPostedByOther / 2;
        mail.drain();
        return worst(first.replaced() == posts - 1 && first.value() == value ? NOTHING_WRONG : COUNTS_DO_NOT_ADD_UP);
    }

    /** The account of the place that changed hands: all values came, and both places can be had again. */
    public int accountOfPlaces() {
        deliver();
        deliver();
        ValueMail.Port successor = third;
        boolean delivered = first.value() == firstPosted
                && second.value() == secondPosted
                && (successor == null || successor.value() == thirdPosted);
        if (!delivered) {
            return worst(NEWEST_LOST);
        }
        if (successor != null) {
            mail.close(successor);
        }
        mail.close(second);
        int places = 0;
        while (places <= PORTS && mail.open() != null) {
            places++;
        }
        return worst(places == PORTS ? NOTHING_WRONG : PLACE_LOST);
    }

    private int worst(int found) {
        if (posterWrong != NOTHING_WRONG) {
            return posterWrong;
        }
        return producerWrong != NOTHING_WRONG ? producerWrong : found;
    }
}
