package vorlauf.notebooks.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The question that is woven into the code of cells, at the start of each method and at each jump back: shall this thread stop?
 *
 * <p>It is asked of the cell's own thread only, so that an interrupt never ends what an earlier cell has left running, an
 * engine that plays for one.
 *
 * <p>Threads: any.
 */
public final class StopCheck {
    private static volatile @Nullable Thread stopping;

    private StopCheck() {}

    /** Returns, or throws where this thread is to stop. The code of cells calls it. */
    public static void check() {
        if (stopping != null) {
            throwWhereMeant();
        }
    }

    private static void throwWhereMeant() {
        if (Thread.currentThread().equals(stopping)) {
            throw stopped();
        }
    }

    static Stopped stopped() {
        return new Stopped();
    }

    /** From now on this thread stops at its next question; null for none. */
    static void stop(@Nullable Thread thread) {
        stopping = thread;
    }

    /** How a cell's thread ends that was interrupted: no exception, so that no handler of exceptions takes it. */
    static final class Stopped extends Error {
        private static final long serialVersionUID = 1L;

        private Stopped() {
            super("the cell was interrupted", null, false, false);
        }
    }
}
