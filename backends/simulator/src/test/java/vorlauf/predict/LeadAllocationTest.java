package vorlauf.predict;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import vorlauf.render.AdaptiveLead;
import vorlauf.render.BurstTuner;
import vorlauf.render.FixedLead;
import vorlauf.render.LeadRule;

/** A lead that changes costs the producer no memory. */
final class LeadAllocationTest {
    private static final int LOOKS = 1_000_000;

    private int changes;

    private static long allocatedBytes(IntConsumer look) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < LOOKS / 10; i++) {
            look.accept(i);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = LOOKS / 10; i < LOOKS; i++) {
            look.accept(i);
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static LeadRule adaptive() {
        return new AdaptiveLead(2, 1, 1, 64, 3, 9);
    }

    private IntConsumer looks(LeadRule rule) {
        int[] before = {rule.initialFrames()};
        return i -> {
            long underruns = i / 16;
            int now = rule.limitFrames(i, 4 + i % 5, underruns, underruns);
            changes += now == before[0] ? 0 : 1;
            before[0] = now;
        };
    }

    @Test
    void aMillionLooksAllocateNothing() {
        for (LeadRule rule : List.of(adaptive(), new BurstTuner(2, 1, 64), new FixedLead(2))) {
            assertThat(allocatedBytes(looks(rule))).as("%s", rule).isZero();
        }
        assertThat(changes).isGreaterThan(10_000);
    }

    /** The broken twin keeps what it has changed. */
    @Test
    void oneThatKeepsListsIsTold() {
        IntConsumer rule = looks(adaptive());
        int[][] kept = new int[1][];
        assertThat(allocatedBytes(i -> {
                    rule.accept(i);
                    if (i % 1_000 == 0) {
                        kept[0] = new int[] {changes};
                    }
                }))
                .isGreaterThan(1_000);
        assertThat(kept[0]).hasSize(1);
    }
}
