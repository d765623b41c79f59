package vorlauf.check;

/** What looks for mutants. */
public enum Tool {
    /** Our bounded model checker: memory modes, small scenarios, all schedules up to a bound. */
    MODEL_CHECKER,
    /** Lincheck: sequentially consistent schedules of whole operations. */
    LINCHECK,
    /** jcstress: real threads, the real compiler, this machine's memory order. */
    JCSTRESS
}
