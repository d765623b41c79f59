package vorlauf.check.model;

/**
 * The two halves of an atomic update.
 *
 * @param load order of the load
 * @param store order of the store
 * @param mayFail whether it may fail without cause
 */
record Update(Order load, Order store, boolean mayFail) {
    static final Update VOLATILE = new Update(Order.VOLATILE, Order.VOLATILE, false);
    static final Update ACQUIRE = new Update(Order.ACQUIRE, Order.OPAQUE, false);
    static final Update RELEASE = new Update(Order.OPAQUE, Order.RELEASE, false);
    static final Update PLAIN = new Update(Order.OPAQUE, Order.OPAQUE, false);

    Update weak() {
        return new Update(load, store, true);
    }
}
