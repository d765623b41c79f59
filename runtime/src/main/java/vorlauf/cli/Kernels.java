package vorlauf.cli;

/** The sets of kernels that a user may ask for; spelt as they are written. */
enum Kernels {
    /** Whatever is fastest on this JVM. */
    auto,
    /** Plain loops. */
    plain,
    /** The Vector API. */
    vector
}
