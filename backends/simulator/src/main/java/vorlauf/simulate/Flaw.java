package vorlauf.simulate;

/** What a broken platform, client or engine does: each breaks one contract, so that tests see its check fail. */
enum Flaw {
    NONE,
    /** Asks for a frame more than announced. */
    ODD_SIZE,
    /** Asks for more frames than it may. */
    HUGE_CALL,
    /** Calls while the stream is stopped. */
    CALLS_WHILE_STOPPED,
    /** Starts a stream again whose device is gone. */
    STARTS_WITHOUT_CLOSE,
    /** Says nothing when the device goes. */
    SILENT_DISCONNECT,
    /** The counter of underruns begins anew. */
    COUNTER_RESETS,
    /** The buffer shrinks. */
    TUNES_DOWN,
    /** Writes to a stream that has stopped, without preparing it. */
    WRITES_WITHOUT_PREPARE,
    /** Asks for another count of frames without notice. */
    UNANNOUNCED_SIZE,
    /** Opens at the rate that was. */
    OLD_RATE,
    /** Takes frames that nobody hears. */
    LOSES_FRAMES,
    /** Comes back later than stated. */
    RECOVERS_LATE,
    /** Writes more than the buffer holds. */
    OVERFILLS,
    /** Goes on writing to a device that takes nothing. */
    IGNORES_DEAD_LINE,
    /** Announces the size that the hint asked for and calls with the default one. */
    IGNORES_HINT,
    /** Takes one period after a stall and forgets the others. */
    FORGETS_PERIODS
}
