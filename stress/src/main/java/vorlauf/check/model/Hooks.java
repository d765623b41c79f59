package vorlauf.check.model;

import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/**
 * What rewritten classes call beside, or instead of, touching memory.
 *
 * <p>Without an execution, and while a class initialiser runs, calls go through to memory.
 *
 * <p>Threads: the running thread of an execution; any thread when there is none.
 */
public final class Hooks {
    private Hooks() {}

    static @Nullable Execution execution() {
        Execution execution = Execution.active;
        return execution == null || execution.initialisers > 0 ? null : execution;
    }

    // ---- plain accesses: called before the access itself ------------------------------------------------------------

    /** A plain load of a field is about to be made. */
    public static void readField(@Nullable Object owner, int field, int site) {
        Execution execution = execution();
        if (execution != null && owner != null) {
            execution.memory.plainLoad(owner, field, site);
        }
    }

    /** A plain store to a field is about to be made. */
    public static void writeField(@Nullable Object owner, int field, int site) {
        Execution execution = execution();
        if (execution != null && owner != null) {
            execution.memory.plainStore(owner, field, site);
        }
    }

    /** A plain load of an element is about to be made. */
    public static void readElement(@Nullable Object array, int index, int site) {
        Execution execution = execution();
        if (execution != null && array != null && isInside(array, index)) {
            execution.memory.plainLoad(array, index, site);
        }
    }

    /** A plain store to an element is about to be made. */
    public static void writeElement(@Nullable Object array, int index, int site) {
        Execution execution = execution();
        if (execution != null && array != null && isInside(array, index)) {
            execution.memory.plainStore(array, index, site);
        }
    }

    /** A plain load of all elements is about to be made. */
    public static void readElements(@Nullable Object array, int site) {
        if (array != null) {
            touch(array, 0, Array.getLength(array), false, site);
        }
    }

    /** {@link System#arraycopy}, element by element for the model. */
    @SuppressWarnings("SuspiciousSystemArraycopy") // whatever the subject copies, with the exceptions that belong to it
    public static void arraycopy(Object source, int sourceIndex, Object target, int targetIndex, int length, int site) {
        System.arraycopy(source, sourceIndex, target, targetIndex, length);
        touch(source, sourceIndex, sourceIndex + length, false, site);
        touch(target, targetIndex, targetIndex + length, true, site);
    }

    static void touch(Object array, int from, int to, boolean stores, int site) {
        Execution execution = execution();
        if (execution == null) {
            return;
        }
        for (int index = from; index < to; index++) {
            if (stores) {
                execution.memory.plainStore(array, index, site);
            } else {
                execution.memory.plainLoad(array, index, site);
            }
        }
    }

    private static boolean isInside(Object array, int index) {
        return index >= 0 && index < Array.getLength(array);
    }

    // ---- fences -----------------------------------------------------------------------------------------------------

    /** {@link java.lang.invoke.VarHandle#fullFence}. */
    public static void fullFence(int site) {
        Execution execution = execution();
        if (execution != null) {
            execution.memory.fullFence(site);
        }
    }

    /** {@link java.lang.invoke.VarHandle#acquireFence}. */
    public static void acquireFence(int site) {
        Execution execution = execution();
        if (execution != null) {
            execution.memory.acquireFence(site);
        }
    }

    /** {@link java.lang.invoke.VarHandle#releaseFence}. */
    public static void releaseFence(int site) {
        Execution execution = execution();
        if (execution != null) {
            execution.memory.releaseFence(site);
        }
    }

    /** {@link java.lang.invoke.VarHandle#loadLoadFence}. */
    public static void loadLoadFence(int site) {
        Execution execution = execution();
        if (execution != null) {
            execution.memory.loadLoadFence(site);
        }
    }

    /** {@link java.lang.invoke.VarHandle#storeStoreFence}. */
    public static void storeStoreFence(int site) {
        Execution execution = execution();
        if (execution != null) {
            execution.memory.storeStoreFence(site);
        }
    }

    // ---- control ----------------------------------------------------------------------------------------------------

    /** A jump back is about to be made. */
    public static void jumpBack(int site) {
        // an initialiser that does not end is found as well
        Execution execution = Execution.active;
        if (execution != null) {
            execution.jumpBack(site);
        }
    }

    /** {@link Thread#onSpinWait}, {@link Thread#yield}, {@code Thread.sleep}: the others go on. */
    public static void hint(int site) {
        Execution execution = execution();
        if (execution != null) {
            execution.hint(site);
        }
    }

    /** A class initialiser begins. */
    public static void initialiserBegins() {
        Execution execution = Execution.active;
        if (execution != null) {
            execution.initialisers++;
        }
    }

    /** A class initialiser ends. */
    public static void initialiserEnds() {
        Execution execution = Execution.active;
        if (execution != null && execution.initialisers > 0) {
            execution.initialisers--;
        }
    }

    /** Something that is not modelled is about to be done. */
    public static void refuse(String what, int site) {
        if (execution() != null) {
            throw new Refused(Sites.get(site) + ": " + what + " is not modelled by the checker");
        }
    }
}
