package vorlauf.backend.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static vorlauf.graph.Signals.control;
import static vorlauf.graph.Signals.saw;
import static vorlauf.graph.Signals.sine;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import vorlauf.chromium.Chromium;
import vorlauf.engine.EngineEvent;
import vorlauf.graph.Signal;

/** The live page in a real browser: every bit, the rate, the controls, listeners that go and come. */
@Timeout(180)
final class LivePageTest {
    private static final Path PICTURES = Path.of("target/pictures");

    /** Quanta of 128 frames a second at 48 kHz. */
    private static final double QUANTA = 375;

    private static Chromium browser;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        browser = Chromium.start();
    }

    @AfterAll
    static void stop() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    private static Signal tone() {
        return sine(control("pitch", 440, Flux.never())).gain(0.5).meter("tone");
    }

    private static void click(String id) throws IOException, InterruptedException {
        browser.value("document.getElementById('" + id + "').click()");
    }

    private static String text(String id) throws IOException, InterruptedException {
        return browser.value("document.getElementById('" + id + "').textContent")
                .asString();
    }

    private static void openAndPlay(String address) throws IOException, InterruptedException {
        browser.open(address);
        play();
    }

    private static void play() throws IOException, InterruptedException {
        browser.await("window.vorlauf && !document.getElementById('play').disabled");
        click("play");
        browser.await("vorlauf.stats && vorlauf.stats.frames > 0 && vorlauf.state && vorlauf.state.firstFrame >= 0");
    }

    private static String loudestHertzIsNear(double hertz) {
        return "vorlauf.analyser && (() => { const analyser = vorlauf.analyser;"
                + " const levels = new Float32Array(analyser.frequencyBinCount);"
                + " analyser.getFloatFrequencyData(levels);"
                + " const loudest = levels.indexOf(Math.max(...levels)) * 48000 / analyser.fftSize;"
                + " return levels[0] > -Infinity && Math.abs(loudest - " + hertz + ") < 6; })()";
    }

    private static double quantaPerSecond() throws IOException, InterruptedException {
        JsonNode from = browser.value("vorlauf.stats");
        browser.await("vorlauf.stats.quanta >= " + (from.get("quanta").asLong() + 3 * QUANTA));
        JsonNode to = browser.value("vorlauf.stats");
        return 1_000.0
                * (to.get("quanta").asLong() - from.get("quanta").asLong())
                / (to.get("wallMillis").asLong() - from.get("wallMillis").asLong());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyFrameReachesTheAudioThreadAsItWasRendered(boolean shared) throws IOException, InterruptedException {
        HttpServer holder = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (Played played = new Played(saw(110).lowpass(900, 0.9).gain(0.3), Map.of("frame", "allow"))) {
            if (shared) {
                browser.open(played.address());
            } else {
                openFramed(played.address(), holder);
            }
            play();
            double rate = quantaPerSecond();
            System.out.printf(
                    "%.2f quanta a second, %s, underruns %s%n", rate, text("transport-kind"), text("underruns"));
            assertThat(rate).isCloseTo(QUANTA, within(0.1 * QUANTA));
            assertThat(text("transport-kind")).startsWith(shared ? "shared memory" : "messages");
            JsonNode stats = browser.value("vorlauf.stats");
            JsonNode state = browser.value("vorlauf.state");
            assertThat(state.get("lostFrames").asLong()).isZero();
            int first = state.get("firstFrame").asInt();
            int frames = stats.get("frames").asInt();
            float[] offline = played.offline(first + frames);
            assertThat(stats.get("hash").asLong()).isEqualTo(Played.hash(offline, first, frames));
            offline[first + frames / 2] = Math.nextUp(offline[first + frames / 2]);
            assertThat(stats.get("hash").asLong()).isNotEqualTo(Played.hash(offline, first, frames));
            browser.open("about:blank");
        } finally {
            holder.stop(0);
        }
        assertThat(browser.complaints()).isEmpty();
    }

    /** Opens the page in a frame of a page of another origin, which is not isolated. */
    private static void openFramed(String address, HttpServer holder) throws IOException, InterruptedException {
        byte[] page = ("<!doctype html><link rel=icon href=data:,><iframe allow=autoplay width=880 height=900 src=\""
                        + address + "\"></iframe>")
                .getBytes(StandardCharsets.UTF_8);
        holder.createContext("/", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("Content-Type", "text/html");
                exchange.sendResponseHeaders(200, page.length);
                exchange.getResponseBody().write(page);
            }
        });
        holder.start();
        browser.open("http://localhost:" + holder.getAddress().getPort() + "/");
        browser.enterFrame();
    }

    @Test
    void noOtherPageMayHoldItUnlessThatIsAllowed() throws IOException, InterruptedException {
        HttpServer holder = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (Played played = new Played(tone(), Map.of())) {
            openFramed(played.address(), holder);
            assertThat(browser.value("!!window.vorlauf").asBoolean()).isFalse();
            assertThat(browser.complaints()).anyMatch(line -> line.contains("frame-ancestors"));
        } finally {
            holder.stop(0);
        }
    }

    @Test
    void aSliderMovesTheToneAndGivesItBack() throws IOException, InterruptedException {
        try (Played played = new Played(tone(), Map.of("title", "A tone"))) {
            openAndPlay(played.address());
            browser.await(loudestHertzIsNear(440));
            browser.value("(() => { const slider = document.getElementById('control-0'); slider.value = slider.max;"
                    + " slider.dispatchEvent(new Event('input')); })()");
            browser.await(loudestHertzIsNear(8 * 440));
            assertThat(played.engine().desk().controls().getFirst().isHeld()).isTrue();
            browser.await("[...document.querySelectorAll('#bars output')].some(o => o.textContent === '-6.0 dB')");
            browser.screenshot(PICTURES.resolve("live.png"));
            browser.await("!document.querySelector('.slider button').disabled");
            browser.value("document.querySelector('.slider button').click()");
            browser.await(loudestHertzIsNear(440));
            click("play");
            browser.await("vorlauf.context.state === 'suspended'");
            click("play");
            browser.await("vorlauf.context.state === 'running' && vorlauf.state.role === 'sets the pace'");
            browser.await(loudestHertzIsNear(440));
            browser.open("about:blank");
        }
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aPageThatGoesIsADeviceLostAndOneThatComesIsHeard() throws IOException, InterruptedException {
        try (Played played = new Played(tone(), Map.of())) {
            openAndPlay(played.address());
            assertThat(played.count(EngineEvent.DeviceLost.class)).isZero();
            browser.open("about:blank");
            double seconds = Played.await("the page was missed", () -> played.count(EngineEvent.DeviceLost.class) == 1);
            System.out.printf("a closed page was missed after %.2f s%n", seconds);
            long position = played.engine().position();
            double alive = Played.await("time goes on", () -> played.engine().position() >= position + 48_000);
            assertThat(alive).as("a second of frames, taken at their rate").isBetween(0.8, 5.0);
            openAndPlay(played.address());
            Played.await("the page was back", () -> played.count(EngineEvent.DeviceBack.class) == 1);
            browser.await(loudestHertzIsNear(440));
            browser.open("about:blank");
        }
    }

    @Test
    void aConnectionThatIsCutIsMadeAgain() throws IOException, InterruptedException {
        try (Played played = new Played(tone(), Map.of())) {
            openAndPlay(played.address());
            JsonNode before = browser.value("vorlauf.stats");
            browser.value("vorlauf.worker.postMessage({ kind: 'cut' })");
            browser.await("vorlauf.begin === null || vorlauf.begin");
            browser.await("vorlauf.connected && vorlauf.stats.frames > "
                    + (before.get("frames").asLong() + 48_000));
            browser.await(loudestHertzIsNear(440));
            assertThat(played.engine().isRunning()).isTrue();
            browser.open("about:blank");
        }
    }
}
