package vorlauf.plan;

import java.util.List;

/** The sets of kernels that this machine has. */
public final class KernelSets {
    private KernelSets() {}

    /** The plain set, and the vector set where it can run. */
    public static List<GroupKernels> all() {
        try {
            return List.of(GroupKernels.plain(), GroupKernels.vector());
        } catch (UnsupportedOperationException plainOnly) {
            return List.of(GroupKernels.plain());
        }
    }
}
