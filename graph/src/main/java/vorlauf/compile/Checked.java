package vorlauf.compile;

/**
 * A graph without mistakes.
 *
 * @param graph the nodes
 * @param channels channels of each node's output
 */
record Checked(Graph graph, int[] channels) {}
