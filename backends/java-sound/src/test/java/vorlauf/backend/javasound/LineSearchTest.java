package vorlauf.backend.javasound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vorlauf.engine.BackendException;
import vorlauf.files.PcmEncoder;
import vorlauf.files.SampleFormat;
import vorlauf.render.ManualClock;

@Timeout(60)
class LineSearchTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<ScriptedLine> lines = new ArrayList<>();

    /** A device that opens, refuses, or does not answer until told to. */
    private final class Device implements LineSupply {
        private final String name;
        private final CountDownLatch answers = new CountDownLatch(1);
        private volatile boolean present;
        private volatile boolean silent;

        private Device(String name, boolean present) {
            this.name = name;
            this.present = present;
        }

        @Override
        public OpenLine open() throws BackendException {
            asked.add(name);
            if (silent) {
                awaitAnswer();
            }
            if (!present) {
                throw new BackendException(name + " is gone");
            }
            ScriptedLine line = new ScriptedLine(new ManualClock(0), 1_024, 96_000);
            synchronized (lines) {
                lines.add(line);
            }
            return new OpenLine(line, name, PcmEncoder.of(SampleFormat.PCM16), 2, 512);
        }

        private void awaitAnswer() {
            try {
                answers.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private final Device own = new Device("own", true);
    private final Device second = new Device("second", true);
    private final Device third = new Device("third", true);
    private final LineSearch search = new LineSearch(List.of(own, second, third), 30_000);
    private final LineSearch impatient = new LineSearch(List.of(own, second, third), 200);

    @Test
    void theOwnDevicePlaysWhereItCan() throws BackendException {
        assertThat(search.open().device()).isEqualTo("own");
        assertThat(asked).containsExactly("own");
        assertThat(search.whyElsewhere()).isEmpty();
    }

    @Test
    void aDeviceThatCannotBeOpenedAtTheStartIsReplacedAtOnce() throws BackendException {
        own.present = false;
        assertThat(search.open().device()).isEqualTo("second");
        assertThat(search.whyElsewhere()).isEqualTo("own is gone");
    }

    @Test
    void afterALossTheOwnDeviceHasOneAttemptAlone() throws BackendException {
        search.open();
        own.present = false;
        second.present = false;
        asked.clear();
        assertThatThrownBy(search::open).hasMessage("own is gone");
        assertThat(asked).containsExactly("own");
        assertThat(search.open().device()).isEqualTo("third");
        assertThat(asked).containsExactly("own", "own", "second", "third");
        // The next loss begins anew.
        own.present = true;
        assertThat(search.open().device()).isEqualTo("own");
    }

    @Test
    void whereAllRefuseTheOwnDevicesReasonIsSaid() {
        own.present = false;
        second.present = false;
        third.present = false;
        assertThatThrownBy(search::open).isInstanceOf(BackendException.class).hasMessage("own is gone");
    }

    @Test
    void aDeviceThatDoesNotAnswerHoldsNobodyUpAndItsLateLineIsClosed() {
        own.silent = true;
        OpenLine playing = openAtLast();
        assertThat(playing.device()).isNotEqualTo("own");
        own.answers.countDown();
        // On a busy machine the second device may be late as well.
        Poll.until(() -> {
            synchronized (lines) {
                return lines.size() >= 2 && lines.stream().allMatch(line -> line == playing.line() || line.closes == 1);
            }
        });
        assertThat(((ScriptedLine) playing.line()).closes).isZero();
    }

    @Test
    void aLateAnswerIsTakenByTheNextAttemptWhereNobodyElsePlays() {
        own.silent = true;
        second.present = false;
        third.present = false;
        assertThatThrownBy(impatient::open).hasMessageContaining("does not answer");
        own.answers.countDown();
        assertThat(openAtLast().device()).isEqualTo("own");
        assertThat(asked).containsOnlyOnce("own");
    }

    /** As a supervisor does: again until some device opens. */
    private OpenLine openAtLast() {
        while (true) {
            try {
                return impatient.open();
            } catch (BackendException _) {
                Poll.pause();
            }
        }
    }
}
