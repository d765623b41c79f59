package vorlauf.check.model;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All locations of one execution, by the identity of their owner and an index. */
final class LocationTable {
    private static final int FIRST_LENGTH = 128;

    private final int threads;
    private @Nullable Location[] slots = new Location[FIRST_LENGTH];
    private int count;

    LocationTable(int threads) {
        this.threads = threads;
    }

    Location at(Object owner, long index) {
        int slot = slot(slots, owner, index);
        Location found = slots[slot];
        if (found == null) {
            found = new Location(owner, index, threads);
            slots[slot] = found;
            if (++count * 2 > slots.length) {
                grow();
            }
        }
        return found;
    }

    void forEach(Consumer<Location> action) {
        for (Location location : slots) {
            if (location != null) {
                action.accept(location);
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // a location belongs to an object, not to its like
    private static int slot(@Nullable Location[] slots, Object owner, long index) {
        int mask = slots.length - 1;
        int hash = System.identityHashCode(owner) * 31 + Long.hashCode(index) * 0x9e3779b9;
        int slot = (hash ^ (hash >>> 15)) & mask;
        while (true) {
            Location location = slots[slot];
            if (location == null || (location.owner == owner && location.index == index)) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
    }

    private void grow() {
        @Nullable Location[] wider = new Location[slots.length * 2];
        for (Location location : slots) {
            if (location != null) {
                wider[slot(wider, location.owner, location.index)] = location;
            }
        }
        slots = wider;
    }
}
