package vorlauf.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ThreadPriorityTest {
    private static final int NO_PRIORITY = 1_000;

    private static <T> T onAThreadOfItsOwn(Supplier<T> work) throws InterruptedException {
        AtomicReference<T> outcome = new AtomicReference<>();
        Thread thread = new Thread(() -> outcome.set(work.get()));
        thread.start();
        thread.join();
        return outcome.get();
    }

    private static void onLinuxOnly() {
        Assumptions.assumeTrue(
                System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux"), "needs Linux");
    }

    @Test
    void saysWhatCameOfItInOneLine() throws InterruptedException {
        ThreadPriority.Outcome outcome = onAThreadOfItsOwn(() -> ThreadPriority.raise(true));
        assertThat(outcome.message()).doesNotContain("\n").startsWith("the producer runs ");
        switch (outcome.policy()) {
            case FIRST -> assertThat(outcome.message()).contains("SCHED_FIFO");
            case PREFERRED -> assertThat(outcome.message()).contains("nice");
            case ORDINARY -> assertThat(outcome.message()).contains("limits.conf", "rtprio", "nice -15");
        }
    }

    @Test
    void aThreadThatDoesNotSleepIsNeverFirst() throws InterruptedException {
        ThreadPriority.Outcome outcome = onAThreadOfItsOwn(() -> ThreadPriority.raise(false));
        assertThat(outcome.policy()).isNotEqualTo(ThreadPriority.Policy.FIRST);
    }

    /** The scheduler refuses a priority that there is not, as it does in a container without the right. */
    @Test
    void whatIsRefusedFallsBackToNice() throws InterruptedException {
        onLinuxOnly();
        ThreadPriority.Outcome outcome = onAThreadOfItsOwn(() -> ThreadPriority.onLinux(NO_PRIORITY, 5));
        assertThat(outcome.policy()).isEqualTo(ThreadPriority.Policy.PREFERRED);
        assertThat(outcome.message())
                .startsWith("the producer runs at nice value 5")
                .contains("timer slack 1000 ns");
        assertThat(outcome.threadNumber()).isPositive();
    }

    @Test
    void aRaisedThreadIsLoweredByAnotherOne() throws InterruptedException {
        onLinuxOnly();
        assertThat(ThreadPriority.lower(0)).isFalse();
        assertThat(ThreadPriority.lower(Integer.MAX_VALUE)).isFalse();
        boolean lowered = onAThreadOfItsOwn(() -> {
            ThreadPriority.Outcome outcome = ThreadPriority.raise(true);
            try {
                return onAThreadOfItsOwn(() -> ThreadPriority.lower(outcome.threadNumber()));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(lowered).isTrue();
    }
}
