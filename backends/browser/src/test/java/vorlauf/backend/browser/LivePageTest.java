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
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import vorlauf.chromium.Chromium;
import vorlauf.chromium.QuantaRate;
import vorlauf.engine.EngineEvent;
import vorlauf.graph.Signal;

/** The live page in a real browser: every bit, the rate, the controls, listeners that go and come. */
@Timeout(180)
final class LivePageTest {
    private static final Path PICTURES = Path.of("target/pictures");

    /** Quanta of 128 frames a second at 48 kHz. */
    private static final double QUANTA = 375;

    /** Seconds in a row without an underrun. */
    private static final int CALM_SECONDS = 5;

    private static Chromium browser;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        browser = Chromium.start();
    }

    /** What was complained of before, such as a network that a test has cut, is no matter of the next one. */
    @BeforeEach
    void forget() throws IOException, InterruptedException {
        browser.complaints();
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
            QuantaRate rate = QuantaRate.measure(browser, 48_000);
            System.out.printf("%s, %s, underruns %s%n", rate, text("transport-kind"), text("underruns"));
            assertThat(rate.perAudioSecond()).isEqualTo(QUANTA);
            assertThat(rate.perSecond()).isCloseTo(QUANTA, within(QuantaRate.TOLERANCE * QUANTA));
            assertThat(text("transport-kind")).startsWith(shared ? "shared memory" : "messages");
            assertHeardAsRendered(played);
            browser.open("about:blank");
        } finally {
            holder.stop(0);
        }
        assertThat(browser.complaints()).isEmpty();
    }

    /** Ten seconds, or minutes with {@code -Dvorlauf.soak.seconds}. */
    @Test
    @Timeout(3_600)
    void playsOnFrameByFrame() throws IOException, InterruptedException {
        int frames = Integer.getInteger("vorlauf.soak.seconds", 10) * 48_000;
        try (Played played = new Played(saw(110).lowpass(900, 0.9).gain(0.3), Map.of())) {
            openAndPlay(played.address());
            for (int due = 48_000; due <= frames; due += 48_000) {
                browser.await("vorlauf.stats.frames >= " + due);
            }
            assertHeardAsRendered(played);
            System.out.printf(
                    "soak, page: %d frames heard as rendered, underruns %s, longest wait %s%n",
                    browser.value("vorlauf.stats.frames").asLong(), text("underruns"), text("wait"));
            browser.open("about:blank");
        }
        assertThat(browser.complaints()).isEmpty();
    }

    /** Ten quanta of a consumer whose ring is as it is: what it plays, and what it counts. */
    @ParameterizedTest
    @CsvSource({
        // written, resume, flow: played, underruns, silent frames
        "256, 256, 0, 256, 8, 1024", // frames are due, and missing
        "256, 256, 1, 256, 0, 0", // none come any more
        "256, 256, 2, 256, 0, 0", // of before a pause: those after it have only begun to come
        "300, 256, 0, 300, 8, 980", // a quantum of which a part was there
        "256, 512, 0, 0, 0, 0", // it has not begun
        "256, 512, 1, 256, 0, 0", // what is left is played out
        "256, 512, 2, 0, 0, 0", // the first lead is not there
    })
    void silenceIsAnUnderrunOnlyWhereFramesAreDue(
            int written, int resume, int flow, int played, int underruns, int silentFrames)
            throws IOException, InterruptedException {
        try (Played stream = new Played(tone(), Map.of())) {
            browser.open(stream.address());
            JsonNode counted = browser.value("(async () => {"
                    + " const memory = new SharedArrayBuffer(64 + 4 * 1024); const head = new Int32Array(memory, 0, 16);"
                    + " new Float32Array(memory, 64).fill(0.5);"
                    + " head[0] = " + written + "; head[5] = " + resume + "; head[4] = " + flow + ";"
                    + " const context = new OfflineAudioContext(1, 1280, 48000);"
                    + " await context.audioWorklet.addModule('worklet.js');"
                    + " new AudioWorkletNode(context, 'vorlauf-consumer', { numberOfInputs: 0, outputChannelCount: [1],"
                    + " processorOptions: { channels: 1, capacityFrames: 1024, memory } }).connect(context.destination);"
                    + " const sound = (await context.startRendering()).getChannelData(0);"
                    + " return [head[1], head[2], head[3], sound.filter(sample => sample === 0.5).length]; })()");
            assertThat(counted.toString())
                    .isEqualTo("[" + played + "," + underruns + "," + silentFrames + "," + played + "]");
            browser.open("about:blank");
        }
    }

    /** A network that gives what it has every 150 ms is more than a page waits for at first. */
    @Test
    void aPageThatRanDryHoldsMoreUntilItIsNotDryAnyMore() throws IOException, InterruptedException {
        try (Played played = new Played(tone(), Map.of());
                Cable slow = new Cable(played.address(), Duration.ofMillis(150))) {
            openAndPlay(slow.address());
            browser.await("vorlauf.stats.underruns > 0 && vorlauf.lead.bufferFrames > 4096");
            double seconds = awaitCalm();
            System.out.printf(
                    "a slow network: calm after %.0f s, %s, holds %d frames%n",
                    seconds,
                    text("underruns"),
                    browser.value("vorlauf.lead.bufferFrames").asInt());
            browser.open("about:blank");
        }
    }

    @Test
    void aPageThatIsToHoldSoMuchStaysDryOnASlowNetwork() throws IOException, InterruptedException {
        try (Played played = new Played(tone(), Map.of("buffer-frames", "4096"));
                Cable slow = new Cable(played.address(), Duration.ofMillis(150))) {
            openAndPlay(slow.address());
            for (int second = 0; second < CALM_SECONDS; second++) {
                long underruns = browser.value("vorlauf.stats.underruns").asLong();
                browser.await("vorlauf.stats.underruns > " + underruns);
            }
            assertThat(browser.value("vorlauf.lead.bufferFrames").asInt()).isEqualTo(4_096);
            Played.await("it is said what to do", () -> played.noticed("--option buffer-frames=N"));
            browser.open("about:blank");
        }
    }

    /** A page on its own machine: what happens while all is still cold is over soon. */
    @Test
    void aPageIsSoonCalm() throws IOException, InterruptedException {
        try (Played played = new Played(tone(), Map.of())) {
            openAndPlay(played.address());
            double seconds = awaitCalm();
            System.out.printf(
                    "calm after %.0f s, underruns %s, holds %d frames, longest wait %s, longest pause %s%n",
                    seconds,
                    text("underruns"),
                    browser.value("vorlauf.lead.bufferFrames").asInt(),
                    text("wait"),
                    text("pause"));
            browser.open("about:blank");
        }
    }

    /** Waits for seconds in a row without an underrun; how long it took until they began. */
    private static double awaitCalm() throws IOException, InterruptedException {
        long began = System.nanoTime();
        for (int attempt = 0; attempt < 60; attempt++) {
            long since = System.nanoTime();
            JsonNode from = browser.value("vorlauf.stats");
            long wanted = from.get("frames").asLong() + CALM_SECONDS * 48_000L;
            long underruns = from.get("underruns").asLong();
            browser.await("vorlauf.stats.frames >= " + wanted + " || vorlauf.stats.underruns > " + underruns);
            if (browser.value("vorlauf.stats.underruns").asLong() == underruns) {
                return (since - began) / 1e9;
            }
        }
        throw new AssertionError("the page runs dry again and again: "
                + browser.value("vorlauf.stats").toString());
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
            long position = played.engine().position();
            double alive = Played.await("time goes on", () -> played.engine().position() >= position + 48_000);
            assertThat(alive).as("a second of frames, taken at their rate").isBetween(0.8, 5.0);
            double cores = played.coresOfTwoSeconds();
            System.out.printf("a closed page was missed after %.2f s, then %.1f %% of a core%n", seconds, 100 * cores);
            assertThat(cores).as("a core is not kept busy").isLessThan(0.5);
            openAndPlay(played.address());
            Played.await("the page was back", () -> played.count(EngineEvent.DeviceBack.class) == 1);
            browser.await(loudestHertzIsNear(440));
            browser.open("about:blank");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aNetworkThatIsCutIsALossAndIsHeardAgainWhenItIsBack(boolean told) throws IOException, InterruptedException {
        try (Played played = new Played(tone(), Map.of());
                Cable cable = new Cable(played.address())) {
            openAndPlay(cable.address());
            browser.await(loudestHertzIsNear(440));
            assertThat(played.count(EngineEvent.DeviceLost.class)).isZero();
            if (told) {
                cable.cut();
            } else {
                cable.pull();
            }
            double seconds = Played.await("the page was missed", () -> played.count(EngineEvent.DeviceLost.class) == 1);
            System.out.printf(
                    "a network that %s was missed after %.2f s%n", told ? "said so" : "went without a word", seconds);
            assertThat(seconds).isLessThan(Played.LATEST_SECONDS);
            browser.await("!vorlauf.connected");
            long position = played.engine().position();
            Played.await("time goes on", () -> played.engine().position() >= position + 48_000);
            JsonNode before = browser.value("vorlauf.stats");
            cable.mend();
            Played.await("the page was back", () -> played.count(EngineEvent.DeviceBack.class) == 1);
            browser.await("vorlauf.connected && vorlauf.stats.frames > "
                    + (before.get("frames").asLong() + 48_000));
            browser.await(loudestHertzIsNear(440));
            assertThat(played.engine().isRunning()).isTrue();
            browser.open("about:blank");
        }
    }

    @Test
    void oneOfTwoTabsSetsThePaceAndTheOtherOneTakesOverWhenItIsClosed() throws IOException, InterruptedException {
        try (Played played = new Played(saw(110).lowpass(900, 0.9).gain(0.3), Map.of())) {
            String first = browser.tab();
            openAndPlay(played.address());
            browser.await("vorlauf.state.role === 'sets the pace'");
            String second = browser.newTab();
            openAndPlay(played.address());
            browser.await("vorlauf.state.role === 'follows' && vorlauf.state.listeners === 2");
            browser.await("vorlauf.stats.frames > 96000");
            assertHeardAsRendered(played);
            browser.goTo(first);
            assertHeardAsRendered(played);
            assertThat(browser.value("vorlauf.state.role").asString()).isEqualTo("sets the pace");
            browser.closeTab(second);
            browser.await("vorlauf.state.role === 'sets the pace' && vorlauf.state.listeners === 1");
            JsonNode before = browser.value("vorlauf.stats");
            browser.await("vorlauf.stats.frames > " + (before.get("frames").asLong() + 96_000));
            assertHeardAsRendered(played);
            assertThat(played.count(EngineEvent.DeviceLost.class)).isZero();
            assertThat(played.engine().isRunning()).isTrue();
            browser.open("about:blank");
        }
        assertThat(browser.complaints()).isEmpty();
    }

    /** All that this page has played is what was rendered, bit for bit, from its first frame on. */
    private static void assertHeardAsRendered(Played played) throws IOException, InterruptedException {
        JsonNode state = browser.value("vorlauf.state");
        JsonNode stats = browser.value("vorlauf.stats");
        assertThat(state.get("lostFrames").asLong()).isZero();
        if (state.get("resampled").asBoolean()) {
            System.out.println("a listener that follows was so late that it is resampled: its bits are not compared");
            return;
        }
        int first = state.get("firstFrame").asInt();
        int frames = stats.get("frames").asInt();
        float[] offline = played.offline(first + frames);
        assertThat(stats.get("hash").asLong()).isEqualTo(Played.hash(offline, first, frames));
        offline[first + frames / 2] = Math.nextUp(offline[first + frames / 2]);
        assertThat(stats.get("hash").asLong()).isNotEqualTo(Played.hash(offline, first, frames));
    }
}
