package vorlauf.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import vorlauf.compile.GraphException;
import vorlauf.graph.Signals;

/** The engine with a lead that follows what happens, and a witness of its threads. */
@Timeout(120)
class AdaptiveLeadEngineTest {
    private static final EngineSettings SETTINGS =
            EngineSettings.defaults().withWarmUpSeconds(0.01).withExplainedUnderruns(false);

    private final HandDevice device = new HandDevice();
    private final List<EngineEvent> events = new CopyOnWriteArrayList<>();

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private List<EngineEvent.LeadChanged> changes() {
        return events.stream()
                .filter(EngineEvent.LeadChanged.class::isInstance)
                .map(EngineEvent.LeadChanged.class::cast)
                .toList();
    }

    @Test
    void growsByWhatWasMissingAndSaysSo() throws GraphException, BackendException {
        try (Engine engine = Engine.start(Signals.constant(1), device, SETTINGS.withAdaptiveLead(1, 64))) {
            engine.events().subscribe(events::add);
            assertThat(engine.report().leadLimitFrames()).isEqualTo(512);
            // More than the ring can ever hold: at least 1,488 frames are missing.
            int found = device.source().pull(new float[2_000], 0, 2_000);
            int grown = 512 + Math.ceilDiv(2_000 - found, 128) * 128;
            await(() -> !changes().isEmpty());
            assertThat(changes().getFirst().beforeFrames()).isEqualTo(512);
            assertThat(changes().getFirst().leadFrames()).isEqualTo(grown);
            assertThat(changes().getFirst().message()).startsWith("lead grown from 512 to " + grown + " frames");
            assertThat(engine.report().leadLimitFrames()).isEqualTo(grown);
            // The same again is covered once the ring is that full.
            await(() -> device.source().pull(new float[1], 0, 1) == 1
                    && engine.report().fillFrames().maximum() >= grown - 128);
            long before = engine.report().underrunEvents();
            assertThat(device.source().pull(new float[grown - 512], 0, grown - 512))
                    .isEqualTo(grown - 512);
            assertThat(engine.report().underrunEvents()).isEqualTo(before);
        }
    }

    @Test
    void aFixedLeadStays() throws GraphException, BackendException {
        try (Engine engine = Engine.start(Signals.constant(1), device, SETTINGS)) {
            engine.events().subscribe(events::add);
            device.source().pull(new float[2_000], 0, 2_000);
            await(() -> engine.report().renderNanos().count() > 6);
            assertThat(engine.report().leadLimitFrames()).isEqualTo(512);
            assertThat(changes()).isEmpty();
        }
    }

    @Test
    void aWitnessSeesEveryBlockAndPull() throws GraphException, BackendException {
        List<Long> blocks = new CopyOnWriteArrayList<>();
        List<Integer> pulls = new CopyOnWriteArrayList<>();
        LiveWitness witness = new LiveWitness() {
            @Override
            public void block(long startNanos, long endNanos, long latenessNanos) {
                blocks.add(endNanos - startNanos);
            }

            @Override
            public void pull(long nanos, int requestedFrames, int foundFrames, int fillFrames) {
                pulls.add(foundFrames);
            }

            @Override
            public void pause(long startNanos, long endNanos, boolean collection) {}
        };
        EngineReport report;
        try (Engine engine = Engine.start(Mono.just(Signals.constant(1)), device, SETTINGS, witness)) {
            int found = device.source().pull(new float[256], 0, 256);
            await(() -> pulls.contains(found));
            Thread taker = device.takeAll();
            report = engine.stop();
            assertThat(taker).isNotNull();
        }
        assertThat(report.lostRecords()).isZero();
        assertThat(blocks).hasSize((int) report.renderNanos().count()).allMatch(nanos -> nanos >= 0);
        // What a device takes that is not bound to time tells nothing about deadlines: only the first pull was.
        assertThat(pulls).hasSize(1);
    }

    @Test
    void boundsThatDoNotFitAreRefusedInOneLine() {
        assertThatThrownBy(() -> SETTINGS.withAdaptiveLead(1, 3))
                .hasMessage("a lead of at most 3 blocks is not possible: 4 to 4,096");
        assertThatThrownBy(() -> SETTINGS.withAdaptiveLead(5, 8))
                .hasMessage("the shortest lead must be 1 to 4 blocks, as many as it begins with");
        assertThatThrownBy(() -> SETTINGS.withAdaptiveLead(0, 8)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SETTINGS.withBlockFrames(8_192).withAdaptiveLead(1, 4_096))
                .hasMessageContaining("16777216 frames at most");
    }
}
