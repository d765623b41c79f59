package vorlauf.stress.bench;

import vorlauf.plan.GroupKernels;

/** Sets of kernels by the words of benchmarks' parameters. */
final class KernelSet {
    private KernelSet() {}

    /** The set. Errors: a name that there is not, or vector kernels that cannot run here, with a line that says why. */
    static GroupKernels named(String name) {
        return switch (name) {
            case "plain" -> GroupKernels.plain();
            case "vector" -> GroupKernels.vector();
            default ->
                throw new IllegalArgumentException("no kernels are called " + name + "; there are plain, vector");
        };
    }
}
