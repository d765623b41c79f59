package vorlauf.compile;

/**
 * A graph without mistakes.
 *
 * @param graph the nodes
 * @param channels channels of each node's output
 * @param components its cycles and evaluation order
 */
record Checked(Graph graph, int[] channels, Components components) {}
