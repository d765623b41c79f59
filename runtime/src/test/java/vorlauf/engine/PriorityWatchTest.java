package vorlauf.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PriorityWatchTest {
    private final EventHub hub = new EventHub();
    private final PriorityWatch watch = new PriorityWatch(hub);

    /** Raises a thread that then waits, looks at it, and returns what is said of it. */
    private String afterLooks(Runnable looks) throws InterruptedException {
        CountDownLatch raised = new CountDownLatch(1);
        CountDownLatch looked = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            watch.raise(true);
            raised.countDown();
            try {
                looked.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
        raised.await();
        looks.run();
        String inForce = watch.inForce();
        looked.countDown();
        thread.join();
        return inForce;
    }

    private List<EngineEvent> events() {
        hub.complete();
        return hub.events().collectList().blockOptional().orElseThrow();
    }

    @Test
    void aProducerThatSleepsStaysWhereItIs() throws InterruptedException {
        AtomicInteger sleeps = new AtomicInteger();
        String inForce = afterLooks(() -> {
            for (int look = 0; look < 10 * PriorityWatch.MOST_LOOKS_AWAKE; look++) {
                // It may work through many looks, as long as it sleeps before the last one.
                watch.look(sleeps.addAndGet(look % (PriorityWatch.MOST_LOOKS_AWAKE - 1) == 0 ? 1 : 0));
            }
        });
        assertThat(inForce).startsWith("the producer runs ");
        assertThat(events()).noneMatch(EngineEvent.Notice.class::isInstance);
    }

    @Test
    void aProducerThatNeverSleepsIsMadeAnOrdinaryThreadOnce() throws InterruptedException {
        String inForce = afterLooks(() -> {
            for (int look = 0; look < 3 * PriorityWatch.MOST_LOOKS_AWAKE; look++) {
                watch.look(7);
            }
        });
        // Where the system refuses SCHED_FIFO there is nothing to take back.
        if (inForce.startsWith("the producer was made an ordinary thread")) {
            assertThat(events().stream().filter(EngineEvent.Notice.class::isInstance))
                    .hasSize(1);
        } else {
            assertThat(inForce).doesNotContain("SCHED_FIFO at");
        }
    }

    @Test
    void saysNothingBeforeThereIsAThread() {
        watch.look(0);
        assertThat(watch.inForce()).isEmpty();
    }
}
