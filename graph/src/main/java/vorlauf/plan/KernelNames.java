package vorlauf.plan;

/** What is said of kernels: in a class of its own, since classes whose methods the producer runs keep no strings (0006). */
final class KernelNames {
    private KernelNames() {}

    static String plain() {
        return "plain";
    }

    static String vector() {
        return "vector";
    }

    static String tooNarrow(int bits, int fewest) {
        return "vectors of this JVM have " + bits + " bits, the kernels need " + fewest;
    }
}
