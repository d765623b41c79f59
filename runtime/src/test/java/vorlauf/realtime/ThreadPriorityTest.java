package vorlauf.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ThreadPriorityTest {
    private static ThreadPriority.Outcome onAThreadOfItsOwn(java.util.function.Supplier<ThreadPriority.Outcome> work)
            throws InterruptedException {
        AtomicReference<ThreadPriority.Outcome> outcome = new AtomicReference<>();
        Thread thread = new Thread(() -> outcome.set(work.get()));
        thread.start();
        thread.join();
        return outcome.get();
    }

    @Test
    void saysWhatCameOfItInOneLine() throws InterruptedException {
        ThreadPriority.Outcome outcome = onAThreadOfItsOwn(ThreadPriority::raise);
        assertThat(outcome.message()).doesNotContain("\n").startsWith("the producer runs at");
        if (!outcome.raised()) {
            assertThat(outcome.message()).contains("limits.conf");
        }
    }

    @Test
    void loweringIsAlwaysPermittedOnLinux() throws InterruptedException {
        org.junit.jupiter.api.Assumptions.assumeTrue(
                System.getProperty("os.name").toLowerCase(java.util.Locale.ROOT).contains("linux"), "needs Linux");
        ThreadPriority.Outcome outcome = onAThreadOfItsOwn(() -> ThreadPriority.niceOnLinux(5));
        assertThat(outcome).isEqualTo(new ThreadPriority.Outcome(true, "the producer runs at nice value 5"));
    }
}
