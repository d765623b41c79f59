package vorlauf.check.model;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import vorlauf.check.FindingKind;

/**
 * What accesses do and may see.
 *
 * <p>Source: the axioms are those of RC11 (Lahav et al., Repairing Sequential Consistency in C/C++11, PLDI 2017) for the
 * modes of Java, without load buffering; the operational form is that of CDSChecker (Norris and Demsky, OOPSLA 2013): a load
 * takes any store that neither happens-before nor coherence has hidden from its thread.
 */
final class Memory {
    private final Execution execution;
    private final LocationTable locations;
    private final int threads;

    /** What full fences have shown to each other. */
    private final int[] fences;

    private int volatileStores;

    /** Static fields that were stored to, with what they held before: the next execution begins with that again. */
    private final IdentityHashMap<Location, @Nullable Object> statics = new IdentityHashMap<>();

    Memory(Execution execution, int threads) {
        this.execution = execution;
        this.threads = threads;
        this.locations = new LocationTable(threads);
        this.fences = Knowledge.nothing(threads);
    }

    LocationTable locations() {
        return locations;
    }

    /** Puts static fields back to what they held before the execution. */
    void restoreStatics() {
        statics.forEach((location, value) -> Fields.write(location.owner, (int) location.index, value));
    }

    // ---- atomic accesses --------------------------------------------------------------------------------------------

    @Nullable
    Object load(RealPlace place, Object owner, long index, Order order, int site) {
        if (order == Order.PLAIN) {
            return plainLoad(place, owner, index, site);
        }
        ModelThread self = execution.stepAt(site);
        Location location = locations.at(owner, index);
        self.tick();
        touch(location, self, Location.ATOMIC_LOAD, site);
        List<Message> messages = location.messages(place);
        int oldest = Location.oldestVisible(messages, sights(self.forLoads, order));
        int older = execution.chooseOlder(messages.size() - oldest);
        Message message = messages.get(messages.size() - 1 - older);
        see(self, message, order);
        self.tick();
        note(self, site, Trace.Action.LOAD, order, location, message.value, message, older);
        return message.value;
    }

    void store(RealPlace place, Object owner, long index, @Nullable Object value, Order order, int site) {
        if (order == Order.PLAIN) {
            plainStore(owner, index, site);
            place.write(owner, index, value);
            return;
        }
        ModelThread self = execution.stepAt(site);
        Location location = locations.at(owner, index);
        self.tick();
        touch(location, self, Location.ATOMIC_STORE, site);
        List<Message> messages = location.messages(place);
        int oldest = Location.oldestVisible(messages, sights(self.now, order));
        int earlier = chooseEarlier(messages, oldest);
        int at = messages.size() - earlier;
        Message message = new Message(value, self.number, site, released(self, order), threads);
        message.seen[self.number] = self.clock;
        if (order == Order.VOLATILE) {
            message.volatileNumber = ++volatileStores;
        }
        messages.add(at, message);
        if (earlier == 0) {
            place.write(owner, index, value);
        }
        self.tick();
        note(self, site, Trace.Action.STORE, order, location, value, null, earlier);
    }

    /** An update that always stores; gives the value before. */
    @Nullable
    Object update(
            RealPlace place,
            Object owner,
            long index,
            UnaryOperator<@Nullable Object> change,
            Update orders,
            int site) {
        ModelThread self = execution.stepAt(site);
        Location location = locations.at(owner, index);
        self.tick();
        touch(location, self, Location.ATOMIC_STORE, site);
        List<Message> messages = location.messages(place);
        int oldest = Location.oldestVisible(messages, sights(self.now, orders.load()));
        int at = updatable(messages, oldest, null, false);
        Message before = messages.get(at);
        update(self, place, location, before, change.apply(before.value), orders, site);
        return before.value;
    }

    /** A compare and exchange; gives the value that was there, and whether it was exchanged. */
    Exchange compareAndExchange(
            RealPlace place,
            Object owner,
            long index,
            @Nullable Object expected,
            @Nullable Object value,
            Update orders,
            int site) {
        ModelThread self = execution.stepAt(site);
        Location location = locations.at(owner, index);
        self.tick();
        List<Message> messages = location.messages(place);
        int oldest = Location.oldestVisible(messages, sights(self.forLoads, orders.load()));
        boolean weak = orders.mayFail();
        int at = updatable(messages, oldest, expected, weak);
        boolean spurious = at < 0;
        Message before = messages.get(spurious ? messages.size() - 1 : at);
        if (spurious || !isSame(before.value, expected)) {
            touch(location, self, Location.ATOMIC_LOAD, site);
            see(self, before, orders.load());
            self.tick();
            note(self, site, Trace.Action.REFUSED_UPDATE, orders.load(), location, before.value, before, 0);
            return new Exchange(before.value, false);
        }
        touch(location, self, Location.ATOMIC_STORE, site);
        update(self, place, location, before, value, orders, site);
        return new Exchange(before.value, true);
    }

    /** What a compare and exchange has done. */
    record Exchange(@Nullable Object before, boolean done) {}

    private void update(
            ModelThread self,
            RealPlace place,
            Location location,
            Message before,
            @Nullable Object value,
            Update orders,
            int site) {
        List<Message> messages = location.messages(place);
        see(self, before, orders.load());
        int[] released = released(self, orders.store());
        if (before.released != null) {
            // A release sequence: who acquires the update also acquires what it has replaced.
            released = Arrays.copyOf(released, released.length);
            Knowledge.join(released, before.released);
        }
        Message message = new Message(value, self.number, site, released, threads);
        message.seen[self.number] = self.clock;
        if (orders.store() == Order.VOLATILE) {
            message.volatileNumber = ++volatileStores;
        }
        before.updated = true;
        int at = messages.indexOf(before) + 1;
        messages.add(at, message);
        if (at == messages.size() - 1) {
            place.write(location.owner, location.index, value);
        }
        self.tick();
        note(self, site, Trace.Action.UPDATE, orders.store(), location, value, before, messages.size() - 1 - at);
    }

    /** The message that an update replaces: the newest, or an older one that no other update has replaced. */
    private int updatable(List<Message> messages, int oldest, @Nullable Object expected, boolean mayFail) {
        int[] candidates = new int[messages.size() - oldest + 1];
        int count = 0;
        for (int at = messages.size() - 1; at >= oldest; at--) {
            Message message = messages.get(at);
            if (!message.updated) {
                candidates[count++] = at;
            }
        }
        if (mayFail && isSame(messages.getLast().value, expected)) {
            candidates[count++] = -1;
        }
        return candidates[execution.chooseOlder(count)];
    }

    /** What a compare and exchange takes for equal: the same object, or the same bits. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(@Nullable Object value, @Nullable Object expected) {
        if (value instanceof Number || value instanceof Boolean || value instanceof Character) {
            return value.equals(expected);
        }
        return value == expected;
    }

    // ---- plain accesses ---------------------------------------------------------------------------------------------

    @Nullable
    Object plainLoad(RealPlace place, Object owner, long index, int site) {
        plainLoad(owner, index, site);
        return place.read(owner, index);
    }

    void plainLoad(Object owner, long index, int site) {
        ModelThread self = execution.running();
        Location location = locations.at(owner, index);
        touch(location, self, Location.PLAIN_LOAD, site);
        note(self, site, Trace.Action.LOAD, Order.PLAIN, location, null, null, 0);
    }

    /** Records a plain store; the value itself is put into memory by who calls. */
    void plainStore(Object owner, long index, int site) {
        ModelThread self = execution.running();
        Location location = locations.at(owner, index);
        touch(location, self, Location.PLAIN_STORE, site);
        location.addPlainStore(self, site);
        note(self, site, Trace.Action.STORE, Order.PLAIN, location, null, null, 0);
    }

    // ---- fences -----------------------------------------------------------------------------------------------------

    void fullFence(int site) {
        ModelThread self = execution.step(site);
        self.tick();
        self.learn(self.pending);
        Knowledge.joinSights(fences, self.now);
        Knowledge.joinSights(self.now, fences);
        self.now[Knowledge.volatiles(threads)] = volatileStores;
        Knowledge.join(self.forLoads, self.now);
        self.released = self.copyOfNow();
        self.tick();
        noteFence(self, site, "full fence");
    }

    void acquireFence(int site) {
        ModelThread self = execution.running();
        self.learn(self.pending);
        self.tick();
        noteFence(self, site, "acquire fence");
    }

    /** Orders loads before loads: what is stored after it learns nothing. */
    void loadLoadFence(int site) {
        ModelThread self = execution.running();
        Knowledge.join(self.forLoads, self.pending);
        self.tick();
        noteFence(self, site, "load-load fence");
    }

    void releaseFence(int site) {
        ModelThread self = execution.running();
        self.released = self.copyOfNow();
        self.tick();
        noteFence(self, site, "release fence");
    }

    /** Orders stores before stores: the thread's own loads are not released. */
    void storeStoreFence(int site) {
        ModelThread self = execution.running();
        int lane = Knowledge.loads(threads, self.number);
        int loadsReleased = self.released[lane];
        self.released = self.copyOfNow();
        self.released[lane] = loadsReleased;
        self.tick();
        noteFence(self, site, "store-store fence");
    }

    // ---- rules ------------------------------------------------------------------------------------------------------

    /** What hides older stores: volatile accesses also obey the order of fences and of other volatile stores. */
    private int[] sights(int[] knowledge, Order order) {
        if (order != Order.VOLATILE) {
            return knowledge;
        }
        int[] all = Arrays.copyOf(knowledge, knowledge.length);
        Knowledge.joinSights(all, fences);
        all[Knowledge.volatiles(threads)] = volatileStores;
        return all;
    }

    private void see(ModelThread self, Message message, Order order) {
        message.seenBy(self);
        if (message.released != null) {
            if (order.acquires()) {
                self.learn(message.released);
            }
            Knowledge.join(self.pending, message.released);
        }
    }

    private static int[] released(ModelThread self, Order order) {
        return order.releases() ? self.copyOfNow() : self.released;
    }

    /** Where in the order of stores a new one comes: last, or before stores that its thread does not know. */
    private int chooseEarlier(List<Message> messages, int oldest) {
        int[] places = new int[messages.size() - oldest];
        int count = 0;
        for (int at = messages.size(); at > oldest; at--) {
            if (!messages.get(at - 1).updated) {
                places[count++] = messages.size() - at;
            }
        }
        return count == 0 ? 0 : places[execution.chooseOlder(count)];
    }

    /** Records an access and looks whether it races with one of another thread. */
    private void touch(Location location, ModelThread self, int kind, int site) {
        location.clocks[kind * threads + self.number] = self.clock;
        location.sites[kind * threads + self.number] = site;
        location.touchedBy(self.number, kind, site, execution.sharedSites);
        if (kind <= Location.ATOMIC_STORE && location.owner instanceof Class<?> && !statics.containsKey(location)) {
            statics.put(location, Fields.read(location.owner, (int) location.index));
        }
        for (int other = 0; other < threads; other++) {
            if (other == self.number) {
                continue;
            }
            switch (kind) {
                case Location.PLAIN_LOAD -> {
                    race(location, self, site, kind, other, Location.PLAIN_STORE);
                    race(location, self, site, kind, other, Location.ATOMIC_STORE);
                }
                case Location.ATOMIC_LOAD -> race(location, self, site, kind, other, Location.PLAIN_STORE);
                case Location.ATOMIC_STORE -> {
                    race(location, self, site, kind, other, Location.PLAIN_STORE);
                    race(location, self, site, kind, other, Location.PLAIN_LOAD);
                }
                default -> {
                    for (int otherKind = 0; otherKind < 4; otherKind++) {
                        race(location, self, site, kind, other, otherKind);
                    }
                }
            }
        }
    }

    private void race(Location location, ModelThread self, int site, int kind, int other, int otherKind) {
        boolean isLoad = kind >= Location.PLAIN_LOAD;
        boolean wasLoad = otherKind >= Location.PLAIN_LOAD;
        int[] known = isLoad ? self.forLoads : self.now;
        int lane = wasLoad ? Knowledge.loads(threads, other) : Knowledge.stores(other);
        if (location.clocks[otherKind * threads + other] <= known[lane]) {
            return;
        }
        note(self, site, isLoad ? Trace.Action.LOAD : Trace.Action.STORE, orderOf(kind), location, null, null, 0);
        String otherName = execution.threads().get(other).name;
        throw execution.fail(
                FindingKind.RACE,
                "no data race",
                "the " + describe(kind) + " of " + self.name + " at " + Sites.get(site) + " is not ordered after the "
                        + describe(otherKind) + " of " + otherName + " at "
                        + Sites.get(location.sites[otherKind * threads + other]) + ", and one of them is plain: "
                        + Trace.PLACE);
    }

    private static Order orderOf(int kind) {
        return kind == Location.ATOMIC_LOAD || kind == Location.ATOMIC_STORE ? Order.OPAQUE : Order.PLAIN;
    }

    private static String describe(int kind) {
        return switch (kind) {
            case Location.PLAIN_STORE -> "plain store";
            case Location.ATOMIC_STORE -> "store";
            case Location.PLAIN_LOAD -> "plain load";
            default -> "load";
        };
    }

    private void note(
            ModelThread self,
            int site,
            Trace.Action action,
            Order order,
            Location location,
            @Nullable Object value,
            @Nullable Message from,
            int newer) {
        Trace trace = execution.trace;
        if (trace != null) {
            trace.access(self, site, action, order, location, value, from, newer);
        }
    }

    private void noteFence(ModelThread self, int site, String what) {
        Trace trace = execution.trace;
        if (trace != null) {
            trace.event(self, site, what);
        }
    }
}
