package vorlauf.backend.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vorlauf.engine.Backend;
import vorlauf.engine.BackendException;
import vorlauf.engine.StreamListener;
import vorlauf.engine.StreamRequest;

@Timeout(60)
class NullDeviceBackendTest {
    private static final StreamListener SILENT = new StreamListener() {
        @Override
        public void deviceLost(String reason) {
            throw new AssertionError(reason);
        }

        @Override
        public void deviceBack(String device) {
            throw new AssertionError(device);
        }

        @Override
        public void notice(String message) {
            throw new AssertionError(message);
        }
    };

    private final CountedFrames source = new CountedFrames(2);
    private final Backend backend = new NullDeviceBackend();

    @Test
    void isFoundAsAService() {
        assertThat(ServiceLoader.load(Backend.class)).extracting(Backend::name).contains("simulator");
    }

    @Test
    void keepsRealTimeAndTakesNothingAfterItWasClosed() throws Exception {
        Backend.Stream stream = backend.open(request(Map.of()), source, SILENT);
        assertThat(stream.format().periodFrames()).isEqualTo(480);
        assertThat(source.pullCount()).isZero();
        long beforeNanos = System.nanoTime();
        stream.start();
        source.awaitPulls(25);
        // A slow machine takes longer; a device that runs ahead of its clock is wrong everywhere.
        assertThat(System.nanoTime() - beforeNanos).isGreaterThanOrEqualTo(250_000_000L);
        stream.close();
        int pulls = source.pullCount();
        assertThat(threadIsGone()).isTrue();
        stream.close();
        assertThat(source.pullCount()).isEqualTo(pulls);
        assertThatThrownBy(stream::start).isInstanceOf(BackendException.class).hasMessageContaining("open another one");
    }

    @Test
    void closesAtOnceDuringAStall() throws Exception {
        Backend.Stream stream =
                backend.open(request(Map.of("stall-at-frame", "0", "stall-millis", "3600000")), source, SILENT);
        stream.start();
        stream.close();
        assertThat(threadIsGone()).isTrue();
        assertThat(source.pullCount()).isZero();
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> backend.open(request(Map.of("jiter", "3")), source, SILENT))
                .isInstanceOf(BackendException.class)
                .hasMessage(
                        "simulator: no option is called 'jiter'; it takes input, input-drift-ppm, jitter-micros, seed,"
                                + " stall-at-frame, stall-millis");
        assertThatThrownBy(() -> backend.open(request(Map.of("stall-millis", "3")), source, SILENT))
                .hasMessageContaining("give both or neither");
        StreamRequest named = new StreamRequest(48_000, 2, 480, Optional.of("card"), Map.of());
        assertThatThrownBy(() -> backend.open(named, source, SILENT))
                .hasMessage("simulator: there is no device 'card', there is 'null'");
        StreamRequest mono = new StreamRequest(48_000, 1, 480, Optional.empty(), Map.of());
        assertThatThrownBy(() -> backend.open(mono, source, SILENT)).hasMessageContaining("both must be the same");
        StreamRequest empty = new StreamRequest(48_000, 2, 0, Optional.empty(), Map.of());
        assertThatThrownBy(() -> backend.open(empty, source, SILENT)).hasMessageContaining("a period is 0 frames");
        StreamRequest noRate = new StreamRequest(Double.NaN, 2, 480, Optional.empty(), Map.of());
        assertThatThrownBy(() -> backend.open(noRate, source, SILENT)).hasMessageContaining("sample rate is NaN");
    }

    private static StreamRequest request(Map<String, String> options) {
        return new StreamRequest(48_000, 2, 480, Optional.empty(), options);
    }

    private static boolean threadIsGone() {
        return Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals(NullDeviceStream.THREAD_NAME));
    }
}
