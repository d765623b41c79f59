package vorlauf.compile;

import org.jspecify.annotations.Nullable;

/** The node of each key of a graph: a hash table with open addressing. */
final class Keys {
    static final int NONE = -1;

    private final @Nullable String[] keys;
    private final int[] nodes;

    /** A table with room for so many keys. */
    Keys(int count) {
        int places = Integer.highestOneBit(Math.max(4, 4 * count));
        keys = new String[places];
        nodes = new int[places];
    }

    private Keys(@Nullable String[] keys, int[] nodes) {
        this.keys = keys;
        this.nodes = nodes;
    }

    /** The node of a key, or {@link #NONE}. */
    int node(String key) {
        int place = place(key);
        return keys[place] == null ? NONE : nodes[place];
    }

    /** Gives a key to a node, unless it has one already: then that is returned and stays, else {@link #NONE}. */
    int putIfAbsent(String key, int node) {
        int place = place(key);
        if (keys[place] != null) {
            return nodes[place];
        }
        keys[place] = key;
        nodes[place] = node;
        return NONE;
    }

    /** The same with another key for a node. */
    Keys with(String key, String instead) {
        Keys others = new Keys(keys.clone(), nodes.clone());
        int node = node(key);
        others.remove(place(key));
        others.putIfAbsent(instead, node);
        return others;
    }

    /** Frees a place; keys behind it that would not be found any more move up. */
    private void remove(int place) {
        int free = place;
        keys[free] = null;
        int next = free + 1 & keys.length - 1;
        for (String key = keys[next]; key != null; key = keys[next]) {
            keys[next] = null;
            putIfAbsent(key, nodes[next]);
            next = next + 1 & keys.length - 1;
        }
    }

    private int place(String key) {
        int mask = keys.length - 1;
        int hash = key.hashCode() * 0x9E3779B9;
        int place = (hash ^ hash >>> 16) & mask;
        String found = keys[place];
        while (found != null && !found.equals(key)) {
            place = place + 1 & mask;
            found = keys[place];
        }
        return place;
    }
}
