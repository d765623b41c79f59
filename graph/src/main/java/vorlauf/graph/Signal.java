package vorlauf.graph;

/** Skeleton of the contract. */
public final class Signal {
    Signal() {}
}
