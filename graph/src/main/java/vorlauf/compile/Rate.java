package vorlauf.compile;

/** How often the value of a node can change; each one includes those before it. */
enum Rate {
    /** Never: folded when the plan is made. */
    CONSTANT,
    /** Once a block, linear over the block from one value to the next. */
    CONTROL,
    /** Each frame: a buffer. */
    AUDIO
}
