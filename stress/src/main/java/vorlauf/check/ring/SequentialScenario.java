package vorlauf.check.ring;

import java.util.List;
import java.util.Map;
import vorlauf.check.model.BrokenPromise;
import vorlauf.check.model.Scenario;
import vorlauf.ring.FrameRing;

/** One thread in both roles: every answer has exactly one right value. */
public final class SequentialScenario implements Scenario {
    private final RingMaker maker;
    private final int capacityFrames;
    private final int channels;
    private final int blockFrames;
    private final FrameRing[] ring = new FrameRing[1];

    /** One execution on a ring of its own, with transfers of this length. */
    public SequentialScenario(RingMaker maker, int capacityFrames, int channels, int blockFrames) {
        this.maker = maker;
        this.capacityFrames = capacityFrames;
        this.channels = channels;
        this.blockFrames = blockFrames;
    }

    @Override
    public List<String> threads() {
        return List.of("one thread");
    }

    @Override
    public void setUp() throws Throwable {
        ring[0] = maker.make(capacityFrames, channels);
    }

    @Override
    public void run(int thread) {
        if (ring[0].capacityFrames() != capacityFrames || ring[0].channels() != channels) {
            throw new BrokenPromise(
                    FrameLedger.COUNTS,
                    "a ring made with (" + capacityFrames + ", " + channels + ") says that it holds "
                            + ring[0].capacityFrames() + " frames of " + ring[0].channels() + " channels");
        }
        FrameLedger ledger = new FrameLedger(ring[0], capacityFrames, channels);
        int rounds = 3 + 2 * capacityFrames / blockFrames;
        for (int round = 0; round < rounds; round++) {
            while (ledger.written() - ledger.consumed() + blockFrames <= capacityFrames) {
                ledger.writable();
                ledger.write(blockFrames);
            }
            ledger.write(blockFrames);
            ledger.write(capacityFrames + 1);
            ledger.readable();
            ledger.read(round % 2 == 0 ? blockFrames : (blockFrames + 1) / 2);
            ledger.write(0);
            ledger.read(0);
            if (round % 3 == 2) {
                ledger.read(capacityFrames + 1);
                ledger.read(1);
                ledger.readable();
                ledger.writable();
            }
        }
    }

    @Override
    public void finish() {}

    @Override
    public Map<String, Object> roots() {
        return ring[0] == null ? Map.of() : Map.of("ring", ring[0]);
    }
}
