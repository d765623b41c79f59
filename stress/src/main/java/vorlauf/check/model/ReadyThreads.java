package vorlauf.check.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which threads of an execution can go on. */
final class ReadyThreads {
    private final List<ModelThread> threads;

    /** A view of {@code threads}. */
    ReadyThreads(List<ModelThread> threads) {
        this.threads = threads;
    }

    /** How many can go on, one of them left out. */
    int countBeside(@Nullable ModelThread self) {
        int count = 0;
        for (ModelThread thread : threads) {
            if (thread != self && thread.isEnabled()) {
                count++;
            }
        }
        return count;
    }

    /** The one with an index among those that {@link #countBeside} counts. */
    ModelThread get(int index, @Nullable ModelThread beside) {
        int left = index;
        for (ModelThread thread : threads) {
            if (thread != beside && thread.isEnabled() && left-- == 0) {
                return thread;
            }
        }
        throw new IllegalStateException("no enabled thread " + index);
    }

    /** The next one in a round, or the same where it is the only one. */
    ModelThread nextAfter(ModelThread self) {
        int count = threads.size();
        for (int distance = 1; distance < count; distance++) {
            ModelThread candidate = threads.get((self.number + distance) % count);
            if (candidate.isEnabled()) {
                return candidate;
            }
        }
        return self;
    }

    /** Ends the sleep of the first thread that sleeps for a time; null where none does. */
    @Nullable
    ModelThread wakeSleeper() {
        for (ModelThread thread : threads) {
            if (thread.state == ModelThread.State.PARKED_FOR_A_TIME) {
                thread.state = ModelThread.State.RUNNABLE;
                return thread;
            }
        }
        return null;
    }
}
