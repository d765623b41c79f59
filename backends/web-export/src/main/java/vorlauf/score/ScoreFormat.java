package vorlauf.score;

/**
 * The layout of a score in bytes; docs/browser.md has it in words.
 *
 * <p>All numbers are big-endian. A count is an int in front of what it counts. Cells and arrays are numbered from 0 in the
 * order in which they first appear: a number that is not known yet is followed by what it stands for.
 */
public final class ScoreFormat {
    /** The first four bytes: VORL. */
    public static final int MAGIC = 0x564F524C;

    /** Changes whenever the bytes, the step table or the meaning of a step change. */
    public static final int VERSION = 2;

    // What a record begins with.
    /** The score ends here. */
    public static final int END = 0;
    /** A plan follows; plans are numbered from 0. */
    public static final int PLAN = 1;
    /** Frame, number of the plan that is in force from there on. */
    public static final int IN_FORCE = 2;
    /** Frame, number of a cell, the value that it has from there on. */
    public static final int VALUE = 3;

    // What an array begins with.
    /** A count of floats, all of them zero, which are left out: a delay line. */
    public static final int ZERO_FLOATS = 0;
    /** Floats with their count. */
    public static final int FLOATS = 1;
    /** Doubles with their count. */
    public static final int DOUBLES = 2;
    /** Longs with their count. */
    public static final int LONGS = 3;

    /** Longest delay line: more than any plan may have. */
    public static final int MOST_ZERO_FLOATS = 1 << 28;

    private ScoreFormat() {}
}
