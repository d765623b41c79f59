package vorlauf.engine;

import org.jspecify.annotations.Nullable;

/** Names of nodes, by the serial number of their plan. */
interface NodeNames {
    /** Name and place of a node, or null where its plan is not known any more. */
    @Nullable
    String of(long planSerial, int node);
}
