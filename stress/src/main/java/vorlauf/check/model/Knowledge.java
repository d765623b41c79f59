package vorlauf.check.model;

/**
 * What a thread, or a message, knows of the others: a vector of clocks.
 *
 * <p>There are three clocks for each thread, since three things can be known of what it did up to a moment: its stores
 * (ordered before mine), its loads (ordered before mine, which a store-store fence does not give), and what it has seen (so
 * that I may not see anything older, which is all that sequentially consistent fences give). One more clock counts volatile
 * stores.
 *
 * <p>A vector is an {@code int[]}; vectors that messages hold are never changed.
 */
final class Knowledge {
    private Knowledge() {}

    static int[] nothing(int threads) {
        return new int[3 * threads + 1];
    }

    static int threads(int[] knowledge) {
        return knowledge.length / 3;
    }

    static int stores(int thread) {
        return thread;
    }

    static int loads(int threads, int thread) {
        return threads + thread;
    }

    static int sights(int threads, int thread) {
        return 2 * threads + thread;
    }

    static int volatiles(int threads) {
        return 3 * threads;
    }

    /** Adds all that {@code other} knows. */
    static void join(int[] into, int[] other) {
        for (int lane = 0; lane < into.length; lane++) {
            if (other[lane] > into[lane]) {
                into[lane] = other[lane];
            }
        }
    }

    /** Adds what {@code other} knows of what was seen, and of nothing else. */
    static void joinSights(int[] into, int[] other) {
        for (int lane = 2 * threads(into); lane < into.length; lane++) {
            if (other[lane] > into[lane]) {
                into[lane] = other[lane];
            }
        }
    }
}
