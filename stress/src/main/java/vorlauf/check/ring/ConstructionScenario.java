package vorlauf.check.ring;

import java.util.List;
import java.util.Map;
import vorlauf.check.model.Scenario;

/** Makes a ring and does nothing with it. */
final class ConstructionScenario implements Scenario {
    private final RingMaker maker;
    private final int capacityFrames;

    ConstructionScenario(RingMaker maker, int capacityFrames) {
        this.maker = maker;
        this.capacityFrames = capacityFrames;
    }

    @Override
    public List<String> threads() {
        return List.of("one thread");
    }

    @Override
    public void setUp() throws Throwable {
        maker.make(capacityFrames, 1);
    }

    @Override
    public void run(int thread) {}

    @Override
    public void finish() {}

    @Override
    public Map<String, Object> roots() {
        return Map.of();
    }
}
