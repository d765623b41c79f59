package vorlauf.stress.twins;

/** What can be wrong between the two threads of a {@link BrokenFrameRing}. */
enum Fault {
    /** The writer's position moves before the frames are there. */
    PUBLISH_BEFORE_COPY,
    /** The first frame of a block is published by itself. */
    PUBLISH_IN_HALVES,
    /** The reader's position moves before the frames are taken. */
    FREE_BEFORE_COPY,
    /** One frame more than there are slots is accepted. */
    CAPACITY_PLUS_ONE,
    /** One cached position serves both sides. */
    SHARED_CACHE,
    /** The reader looks at the writer's position with a plain load. */
    PLAIN_LOAD
}
