package vorlauf.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import vorlauf.plan.ControlCell;

class ControlMailTest {
    private final ControlMail mail = new ControlMail();

    private static ControlPort open(ControlMail in, String name, double initial) {
        return open(in, new ControlCell(name, initial));
    }

    private static ControlPort open(ControlMail in, ControlCell cell) {
        return Objects.requireNonNull(in.open(cell));
    }

    @Test
    void deliversTheNewestValueAndCountsTheOnesItReplaced() {
        ControlCell cell = new ControlCell("cutoff", 1);
        ControlPort port = open(mail, cell);
        assertThat(port.post(2)).isEqualTo(ControlPort.Outcome.ACCEPTED);
        assertThat(port.post(3)).isEqualTo(ControlPort.Outcome.REPLACED_OLDER);
        assertThat(port.post(4)).isEqualTo(ControlPort.Outcome.REPLACED_OLDER);
        assertThat(cell.value()).isEqualTo(1);
        mail.drain();
        assertThat(cell.value()).isEqualTo(4);
        assertThat(port.postedValues()).isEqualTo(3);
        assertThat(port.replacedValues()).isEqualTo(2);
        assertThat(port.post(5)).isEqualTo(ControlPort.Outcome.ACCEPTED);
        mail.drain();
        assertThat(cell.value()).isEqualTo(5);
    }

    @Test
    void refusesValuesThatAreNotFiniteAndHoldsTheLastOne() {
        ControlCell cell = new ControlCell("cutoff", 1);
        ControlPort port = open(mail, cell);
        port.post(2);
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThat(port.post(bad)).isEqualTo(ControlPort.Outcome.NOT_FINITE);
        }
        mail.drain();
        assertThat(cell.value()).isEqualTo(2);
        assertThat(port.refusedValues()).isEqualTo(3);
    }

    @Test
    void isNeverFullWithAllItsPortsFloodedWithoutADrain() {
        List<ControlPort> ports = new ArrayList<>();
        for (int index = 0; index < ControlMail.MAXIMUM_CONTROLS; index++) {
            ports.add(open(mail, "control " + index, 0));
        }
        for (int round = 0; round < 3; round++) {
            for (int index = 0; index < ports.size(); index++) {
                ports.get(index).post(1_000 * round + index);
            }
        }
        assertThat(mail.open(new ControlCell("one too many", 0))).isNull();
        mail.drain();
        assertThat(ports).allSatisfy(port -> assertThat(port.replacedValues()).isEqualTo(2));
    }

    @Test
    void aBrokenTwinThatQueuesEveryValueOverflows() {
        ControlMail small = new ControlMail(4);
        ControlPort port = open(small, "cutoff", 0);
        assertThatThrownBy(() -> {
                    for (int value = 0; value < 8; value++) {
                        small.enqueue(port);
                    }
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("full at cutoff");
    }

    @Test
    void aClosedPortGivesItsPlaceBackOnlyWhenItsValueWasTaken() {
        ControlMail small = new ControlMail(4);
        ControlCell cell = new ControlCell("first", 0);
        ControlPort first = open(small, cell);
        for (int index = 1; index < 4; index++) {
            open(small, "control " + index, 0);
        }
        first.post(7);
        small.close(first);
        assertThat(small.open(new ControlCell("next", 0))).isNull();
        small.drain();
        assertThat(cell.value()).isEqualTo(7);
        assertThat(small.openPorts()).isEqualTo(3);
        assertThat(small.open(new ControlCell("next", 0))).isNotNull();
        assertThat(first.post(8)).isEqualTo(ControlPort.Outcome.CLOSED);
        small.drain();
        assertThat(cell.value()).isEqualTo(7);
    }

    @Test
    void aDrainDoesNoMoreThanWasWaitingWhenItBegan() {
        // A cell that posts again when it is set would keep an unbounded drain busy for ever.
        ControlPort port = open(mail, "cutoff", 0);
        AtomicBoolean stop = new AtomicBoolean();
        CountDownLatch flooding = new CountDownLatch(1);
        Thread flood = new Thread(() -> {
            for (double value = 0; !stop.get(); value++) {
                port.post(value);
                flooding.countDown();
            }
        });
        flood.start();
        await(flooding);
        for (int block = 0; block < 100_000; block++) {
            mail.drain();
        }
        stop.set(true);
        join(flood);
        assertThat(port.postedValues()).isPositive();
    }

    @Test
    void theLastValueOfEveryPublisherArrivesAndNoneIsCountedTwice() {
        int publishers = 3;
        int portsEach = 5;
        int valuesEach = 60_000;
        List<ControlCell> cells = new ArrayList<>();
        List<ControlPort> ports = new ArrayList<>();
        for (int index = 0; index < publishers * portsEach; index++) {
            ControlCell cell = new ControlCell("control " + index, -1);
            cells.add(cell);
            ports.add(open(mail, cell));
        }
        CountDownLatch done = new CountDownLatch(publishers);
        for (int publisher = 0; publisher < publishers; publisher++) {
            int first = publisher * portsEach;
            new Thread(() -> {
                        SplittableRandom random = new SplittableRandom(first);
                        for (int value = 0; value < valuesEach; value++) {
                            ports.get(first + random.nextInt(portsEach)).post(value);
                        }
                        for (int index = 0; index < portsEach; index++) {
                            ports.get(first + index).post(1e6 + first + index);
                        }
                        done.countDown();
                    })
                    .start();
        }
        double[] before = new double[cells.size()];
        long taken = 0;
        while (done.getCount() > 0) {
            mail.drain();
            for (int index = 0; index < before.length; index++) {
                double value = cells.get(index).value();
                assertThat(value).isGreaterThanOrEqualTo(before[index] == 0 ? -1 : before[index]);
                before[index] = value;
                taken++;
            }
        }
        mail.drain();
        assertThat(taken).isPositive();
        for (int index = 0; index < cells.size(); index++) {
            assertThat(cells.get(index).value()).isEqualTo(1e6 + index);
            assertThat(ports.get(index).replacedValues())
                    .isLessThan(ports.get(index).postedValues());
        }
        mail.drain();
        assertThat(mail.openPorts()).isEqualTo(cells.size());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
