package vorlauf.backend.jack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vorlauf.engine.BackendException;
import vorlauf.engine.Engine;
import vorlauf.engine.EngineEvent;
import vorlauf.engine.EngineSettings;
import vorlauf.graph.Signal;
import vorlauf.graph.Signals;

/** A client plays known floats into an engine behind a real server, another one records what the engine plays. */
@Timeout(180)
final class JackInputTest {
    private static final Map<String, String> WIRES =
            Map.of("connect", "capture:in_1,capture:in_2", "connect-inputs", "player:out_1,player:out_2");

    private final String server = "vorlauf-input-" + ProcessHandle.current().pid();

    @BeforeEach
    void needsTheLibrary() {
        Assumptions.assumeTrue(JackLookup.LIBRARY.isPresent(), "libjack is missing, install the package jackd2");
    }

    @Test
    void everyFloatGoesThroughTheEngineAsItWas() throws Exception {
        assertThat(longestRun(Signals.input(2))).isGreaterThan(12_000);
    }

    @Test
    void channelsThatAreSwappedAreCaught() throws Exception {
        assertThat(longestRun(Signals.channels(
                        Signals.input(2).channel(1), Signals.input(2).channel(0))))
                .isLessThan(10);
    }

    @Test
    void aFrameOfDelayBetweenTheChannelsIsCaught() throws Exception {
        assertThat(longestRun(Signals.channels(
                        Signals.input(2).channel(0), Signals.input(2).channel(1).delaySamples(1))))
                .isLessThan(10);
    }

    /** Frames in a row that count in both channels, of a second of what the engine plays. */
    private int longestRun(Signal graph) throws Exception {
        try (JackServer running = JackServer.start(server);
                Capture capture = new Capture(running.name, 2, 96_000);
                Player _ = new Player(running.name, 2);
                Engine _ = Engine.start(graph, new JackBackend(), settings(WIRES))) {
            JackServer.until(capture::isFull);
            float[] left = capture.channel(0);
            float[] right = capture.channel(1);
            int longest = 0;
            int length = 0;
            for (int frame = 1; frame < left.length; frame++) {
                boolean counts = left[frame] == left[frame - 1] + 1
                        && right[frame] == CountedFrames.sample((long) left[frame], 1);
                length = counts ? length + 1 : 0;
                longest = Math.max(longest, length);
            }
            return longest;
        }
    }

    @Test
    void anEngineWhoseServerIsKilledLivesOnAndHearsTheNextOne() throws Exception {
        List<EngineEvent> events = new CopyOnWriteArrayList<>();
        try (JackServer first = JackServer.start(server);
                Engine engine = Engine.start(Signals.input(2), new JackBackend(), settings(Map.of()))) {
            engine.events().subscribe(events::add);
            JackServer.until(() -> engine.position() > 4_800);
            first.kill();
            JackServer.until(() -> events.stream().anyMatch(EngineEvent.DeviceLost.class::isInstance));
            assertThat(engine.isRunning()).isTrue();
            try (JackServer second = JackServer.start(server);
                    Player _ = new Player(second.name, 2)) {
                JackServer.until(() -> events.stream().anyMatch(EngineEvent.DeviceBack.class::isInstance));
                long before = engine.position();
                JackServer.until(() -> engine.position() > before + 4_800);
                assertThat(engine.report().input().orElseThrow().format().channels())
                        .isEqualTo(2);
            }
        }
    }

    @Test
    void aPortThatIsNotThereIsNamedWithThoseThatAre() throws Exception {
        try (JackServer _ = JackServer.start(server)) {
            assertThatThrownBy(() -> Engine.start(
                            Signals.input(1), new JackBackend(), settings(Map.of("connect-inputs", "nobody:out"))))
                    .isInstanceOf(BackendException.class)
                    .hasMessageStartingWith("jack: cannot connect inputs to nobody:out; these ports give sound: ");
        }
    }

    private EngineSettings settings(Map<String, String> options) {
        return EngineSettings.defaults()
                .withRingBlocks(16)
                .withWarmUpSeconds(0)
                .withExplainedUnderruns(false)
                .withDevice(server)
                .withOptions(options);
    }
}
