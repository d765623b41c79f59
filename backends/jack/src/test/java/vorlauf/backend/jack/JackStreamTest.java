package vorlauf.backend.jack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vorlauf.engine.Backend;
import vorlauf.engine.BackendException;
import vorlauf.engine.StreamListener;
import vorlauf.engine.StreamRequest;

/** Plays into a real server without hardware, and looks at what a second client receives. */
final class JackStreamTest {
    private static final String TARGETS = "capture:in_1,capture:in_2";

    private final String server = "vorlauf-test-" + ProcessHandle.current().pid();
    private final Lines lines = new Lines();

    @BeforeEach
    void needsTheLibrary() {
        Assumptions.assumeTrue(JackLookup.LIBRARY.isPresent(), "libjack is missing, install the package jackd2");
    }

    @Test
    void everyFloatArrivesAsItWas() throws Exception {
        try (JackServer running = JackServer.startPatient(server);
                Capture capture = new Capture(running.name, 2, 48_000)) {
            CountedFrames frames = new CountedFrames(2);
            try (Backend.Stream stream = open(frames, 2, Map.of("connect", TARGETS))) {
                stream.start();
                JackServer.until(capture::isFull);
                assertThat(stream.format().periodFrames()).isEqualTo(128);
                assertThat(frames.allocatedBytes()).isZero();
            }
            FloatCheck heard = capture.check();
            assertThat(heard.isWhole()).as(heard.toString()).isTrue();
            assertThat(heard.silentFrames()).as(heard.toString()).isZero();
            assertThat(heard.soundFrames()).isGreaterThan(24_000);
        }
        assertThat(lines.heard).noneMatch(line -> line.startsWith("lost"));
    }

    @Test
    void aKilledServerIsReportedAndJoinedAgain() throws Exception {
        CountedFrames frames = new CountedFrames(2);
        try (JackServer first = JackServer.start(server)) {
            try (Backend.Stream stream = open(frames, 2, Map.of())) {
                stream.start();
                JackServer.until(() -> frames.taken() > 4_800);
                first.kill();
                JackServer.until(() -> lines.heard.size() == 1);
                assertThat(lines.heard.getFirst()).startsWith("lost: jack: server '" + server + "' ");
                long before = frames.taken();
                JackServer.until(() -> frames.taken() > before + 4_800);
                try (JackServer second = JackServer.start(server)) {
                    JackServer.until(() -> lines.heard.contains("back: " + server));
                    try (Capture capture = new Capture(second.name, 1, 128)) {
                        JackServer.until(capture::isFull);
                    }
                    long again = frames.taken();
                    JackServer.until(() -> frames.taken() > again + 4_800);
                }
            }
        }
    }

    @Test
    void aPortThatIsNotThereIsNamedWithThoseThatAre() throws Exception {
        try (JackServer _ = JackServer.start(server);
                Backend.Stream stream = open(new CountedFrames(1), 1, Map.of("connect", "nobody:in"))) {
            assertThatThrownBy(stream::start)
                    .isInstanceOf(BackendException.class)
                    .hasMessage("jack: cannot connect to nobody:in; these ports take sound: system:playback_1, "
                            + "system:playback_2");
        }
    }

    @Test
    void whatTheServerCannotDoIsSaidInOneLine() throws Exception {
        assertThatThrownBy(() -> open(new CountedFrames(2), 2, Map.of()))
                .hasMessage("jack: no JACK server is called '" + server
                        + "'; start one (jackd -d alsa) or name another by --device");
        assertThatThrownBy(() -> open(new CountedFrames(2), 2, Map.of("connect", "a:b,c:d,e:f")))
                .hasMessageContaining("at most 2 full port names");
        assertThatThrownBy(() -> open(new CountedFrames(2), 2, Map.of("client", "a:b")))
                .hasMessageContaining("no colon");
        try (JackServer _ = JackServer.start(server)) {
            StreamRequest request = new StreamRequest(44_100, 2, 128, Optional.of(server), Map.of());
            assertThatThrownBy(() -> new JackBackend().open(request, new CountedFrames(2), lines))
                    .hasMessage("jack: server '" + server + "' runs at 48000 Hz and no other rate; add --rate 48000");
        }
    }

    private Backend.Stream open(CountedFrames frames, int channels, Map<String, String> options)
            throws BackendException {
        return new JackBackend()
                .open(new StreamRequest(48_000, channels, 128, Optional.of(server), options), frames, lines);
    }

    /** What the backend tells its engine, as lines. */
    private static final class Lines implements StreamListener {
        final List<String> heard = new CopyOnWriteArrayList<>();

        @Override
        public void deviceLost(String reason) {
            heard.add("lost: " + reason);
        }

        @Override
        public void deviceBack(String device) {
            heard.add("back: " + device);
        }

        @Override
        public void notice(String message) {
            // xruns depend on the machine
        }
    }
}
