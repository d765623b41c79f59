package vorlauf.ring;

/** The ways in which {@link FlawedFrameRing} is wrong, each by one line, each visible to one thread alone. */
enum Flaw {
    /** Right in every respect: shows that the checks blame the flaw and not the class around it. */
    NONE,
    /** The position is used as an index without the wrap mask. */
    NO_MASK,
    /** A block is copied in one piece across the end of the storage, which has room behind it. */
    NO_SPLIT,
    /** One frame more than the capacity is accepted. */
    CAPACITY_PLUS_ONE,
    /** One frame less than the capacity is accepted. */
    CAPACITY_MINUS_ONE,
    /** The writer never looks again where the reader is. */
    WRITER_CACHE_NEVER_REFRESHED,
    /** The reader never looks again where the writer is. */
    READER_CACHE_NEVER_REFRESHED,
    /** The reader takes what was asked for to be there when its cached position says so or not. */
    READER_CACHE_OPTIMISTIC,
    /** Both sides keep their last look at the other in the same field. */
    SHARED_CACHE,
    /** Positions are compared as 32-bit numbers. */
    INT_POSITIONS,
    /** The last channel of the last frame of a block is left out. */
    PARTIAL_FRAME,
    /** A block that does not fit is written as far as it does. */
    PARTIAL_WRITE,
    /** A refused block moves the position all the same. */
    REFUSED_BLOCK_COUNTED,
    /** A read reports what was asked for, not what it gave. */
    SHORT_READ_NOT_REPORTED,
    /** A read does not give the frames back. */
    READ_NOT_FREED,
    /** Offsets are taken as samples. */
    OFFSET_IN_SAMPLES
}
