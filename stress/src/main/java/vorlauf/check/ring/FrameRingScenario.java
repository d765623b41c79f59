package vorlauf.check.ring;

import java.util.List;
import java.util.Map;
import vorlauf.check.model.BrokenPromise;
import vorlauf.check.model.Scenario;
import vorlauf.ring.FrameRing;

/**
 * A producer and a consumer on one ring: a few calls each, at the wrap of the storage, beside a full or an empty ring; then
 * one thread takes what is left, and fills and empties the ring again.
 */
public final class FrameRingScenario implements Scenario {
    private static final int CALLS = 3;

    private final RingMaker maker;
    private final RingShape shape;
    private final FrameRing[] ring = new FrameRing[1];
    private final FrameLedger[] ledger = new FrameLedger[1];

    /** One execution on a ring of its own. */
    public FrameRingScenario(RingMaker maker, RingShape shape) {
        this.maker = maker;
        this.shape = shape;
    }

    @Override
    public List<String> threads() {
        return List.of("producer", "consumer");
    }

    @Override
    public void setUp() throws Throwable {
        ring[0] = maker.make(shape.capacityFrames(), shape.channels());
        ledger[0] = new FrameLedger(ring[0], shape.capacityFrames(), shape.channels());
        // One frame short of the end, so that a block of two or more is split there.
        ledger[0].write(shape.capacityFrames() - 1);
        ledger[0].read(shape.capacityFrames() - 1);
        if (shape.startsFull()) {
            ledger[0].write(shape.capacityFrames());
        }
    }

    @Override
    public void run(int thread) {
        for (int call = 0; call < CALLS; call++) {
            if (thread == 0) {
                produce();
            } else {
                consume();
            }
        }
    }

    private void produce() {
        if (!shape.asksCounts()) {
            ledger[0].write(shape.writeFrames());
            return;
        }
        int frames = Math.min(shape.writeFrames(), ledger[0].writable());
        if (frames > 0) {
            ledger[0].writePromised(frames);
        }
    }

    private void consume() {
        if (!shape.asksCounts()) {
            ledger[0].read(shape.readFrames());
            return;
        }
        int frames = Math.min(shape.readFrames(), ledger[0].readable());
        if (frames > 0) {
            ledger[0].readPromised(frames);
        }
    }

    @Override
    public void finish() {
        drain();
        for (int round = 0; round < 2; round++) {
            int inside = 0;
            while (inside + shape.writeFrames() <= shape.capacityFrames()) {
                ledger[0].write(shape.writeFrames());
                inside += shape.writeFrames();
            }
            ledger[0].write(shape.writeFrames());
            ledger[0].writable();
            ledger[0].readable();
            drain();
        }
    }

    private void drain() {
        while (ledger[0].consumed() < ledger[0].written()) {
            if (ledger[0].read(shape.readFrames()) == 0) {
                throw new BrokenPromise(
                        FrameLedger.IN_ORDER,
                        (ledger[0].written() - ledger[0].consumed()) + " frames were written and do not come out");
            }
        }
        if (ledger[0].read(shape.readFrames()) > 0) {
            throw new BrokenPromise(FrameLedger.IN_ORDER, "a frame comes out that was not written");
        }
    }

    @Override
    public Map<String, Object> roots() {
        return ring[0] == null ? Map.of() : Map.of("ring", ring[0]);
    }
}
