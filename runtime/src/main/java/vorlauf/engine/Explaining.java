package vorlauf.engine;

/** What an engine explains with the help of the JVM's flight recorder. */
public enum Explaining {
    /** Nothing: underruns are told with what the producer's records say. */
    NOTHING,
    /** Underruns, by pauses of the JVM. */
    UNDERRUNS,
    /**
     * Underruns and every block that comes late, by pauses, waits and compilations; the slowest node of every block is looked
     * for, which costs the producer about a microsecond a block.
     */
    LATE_BLOCKS
}
