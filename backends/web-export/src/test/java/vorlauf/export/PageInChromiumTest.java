package vorlauf.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;
import vorlauf.chromium.Chromium;
import vorlauf.chromium.QuantaRate;
import vorlauf.cli.PatchLoader;

/** Pages in a real browser: the bits of the JVM, the audio thread, the controls. */
final class PageInChromiumTest {
    static final List<String> EXAMPLES = Recordings.EXAMPLES;

    /** A host that is no secure one, unlike 127.0.0.1; the browser is told where it is. */
    private static final String PLAIN_HOST = "plain.test";

    /** Calls of the audio thread in a second. */
    private static final double QUANTA = 375;

    private static final Path PICTURES = Path.of("target/pictures");
    private static Chromium browser;

    @TempDir
    private Path folder = Path.of("");

    /** Where a page comes from. */
    enum Origin {
        ISOLATED,
        NOT_ISOLATED,
        FILE
    }

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        browser = Chromium.start("--host-resolver-rules=MAP " + PLAIN_HOST + " 127.0.0.1");
    }

    @AfterAll
    static void stop() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    private void write(String title, Recording recording) throws IOException {
        Files.writeString(folder.resolve("index.html"), Page.of(title, recording));
    }

    private static void click(String id) throws IOException, InterruptedException {
        browser.value("document.getElementById('" + id + "').click()");
    }

    private static void awaitReady() throws IOException, InterruptedException {
        browser.await("window.vorlauf && !document.getElementById('play').disabled");
    }

    private static String text(String id) throws IOException, InterruptedException {
        return browser.value("document.getElementById('" + id + "').textContent")
                .asString();
    }

    private String computedHash(FolderServer server) throws IOException, InterruptedException {
        browser.open(server.address("127.0.0.1", "index.html"));
        awaitReady();
        click("check");
        browser.await("vorlauf.checked");
        return browser.value("vorlauf.checked.sha256").asString();
    }

    @ParameterizedTest
    @FieldSource("EXAMPLES")
    void everyExampleHasTheBitsOfTheJvm(String example) throws IOException, InterruptedException {
        var patch = PatchLoader.load(Recordings.example(example));
        var settings = Recordings.seconds(2.2);
        write(example, Recordings.record(patch, settings));
        try (FolderServer server = new FolderServer(folder, true)) {
            assertThat(computedHash(server)).isEqualTo(Recordings.renderedHash(patch, settings));
        }
        assertThat(text("checked")).startsWith("the same, ");
        System.out.println(example + " in a worker: " + text("checked"));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void oneCoefficientChangedGivesAnotherHash() throws IOException, InterruptedException {
        Recording tone = Recordings.record(PatchLoader.load(Recordings.example("Tone")), Recordings.seconds(0.5));
        write("Twin", Recordings.withScore(tone, Recordings.withNumber(tone.score(), 0.2, 0.2000001)));
        try (FolderServer server = new FolderServer(folder, true)) {
            assertThat(computedHash(server)).isNotEqualTo(tone.sha256());
        }
        assertThat(text("checked")).startsWith("different: ");
    }

    @ParameterizedTest
    @EnumSource(Origin.class)
    void theAudioThreadGetsEveryFrameAtTheRateOfTheStream(Origin origin) throws IOException, InterruptedException {
        Recording live = Recordings.record(PatchLoader.load(Recordings.example("Live")), Recordings.seconds(20));
        write("Live", live);
        try (FolderServer server = new FolderServer(folder, origin == Origin.ISOLATED)) {
            browser.open(
                    origin == Origin.FILE
                            ? folder.resolve("index.html").toUri().toString()
                            : server.address("127.0.0.1", "index.html"));
            awaitReady();
            click("play");
            browser.await("vorlauf.stats");
            QuantaRate rate = QuantaRate.measure(browser, 48_000);
            assertThat(rate.perAudioSecond()).isEqualTo(QUANTA);
            assertThat(rate.perSecond()).isCloseTo(QUANTA, within(QuantaRate.TOLERANCE * QUANTA));
            JsonNode stats = browser.value("vorlauf.stats");
            assertThat(stats.get("hash").asLong())
                    .isEqualTo(hash(
                            Recordings.played(live.score(), stats.get("frames").asLong())));
            assertThat(text("transport-kind")).startsWith(origin == Origin.ISOLATED ? "shared memory" : "messages");
            browser.screenshot(PICTURES.resolve(origin + ".png"));
            click("play");
            browser.await("vorlauf.context.state === 'suspended'");
        }
        assertThat(browser.complaints()).isEmpty();
    }

    /** FNV-1a over the bits of the samples, as the audio thread computes it. */
    private static long hash(float[] samples) {
        int hash = 0x811c9dc5;
        for (float sample : samples) {
            hash = (hash ^ Float.floatToRawIntBits(sample)) * 0x01000193;
        }
        return Integer.toUnsignedLong(hash);
    }

    @Test
    void aSliderMovesTheTone() throws IOException, InterruptedException {
        var patch = Recordings.patch(
                folder, "Signal", "return sine(control(\"pitch\", 440, Flux.never())).gain(0.5).meter(\"tone\");");
        write("Slider", Recordings.record(patch, Recordings.seconds(0.5)));
        try (FolderServer server = new FolderServer(folder, true)) {
            browser.open(server.address("127.0.0.1", "index.html"));
            awaitReady();
            click("play");
            browser.await(loudestHertzIsNear(440));
            browser.value("(() => { const slider = document.getElementById('control-0'); slider.value = slider.max;"
                    + " slider.dispatchEvent(new Event('input')); })()");
            browser.await(loudestHertzIsNear(8 * 440));
            browser.await("document.querySelector('#bars output').textContent === '-6.0 dB'");
            browser.screenshot(PICTURES.resolve("slider.png"));
            browser.value("document.querySelector('.slider button').click()");
            browser.await(loudestHertzIsNear(440));
            click("play");
        }
        assertThat(browser.complaints()).isEmpty();
    }

    private static String loudestHertzIsNear(double hertz) {
        return "vorlauf.analyser && (() => { const analyser = vorlauf.analyser;"
                + " const levels = new Float32Array(analyser.frequencyBinCount);"
                + " analyser.getFloatFrequencyData(levels);"
                + " const loudest = levels.indexOf(Math.max(...levels)) * 48000 / analyser.fftSize;"
                + " return levels[0] > -Infinity && Math.abs(loudest - " + hertz + ") < 6; })()";
    }

    @Test
    void aPageThatGetsNoAudioThreadSaysWhy() throws IOException, InterruptedException {
        write("Tone", Recordings.record(PatchLoader.load(Recordings.example("Tone")), Recordings.seconds(0.1)));
        try (FolderServer server = new FolderServer(folder, true)) {
            browser.open(server.address(PLAIN_HOST, "index.html"));
            assertThat(text("alert")).contains("https:, http://localhost or a file");
            assertThat(browser.value("document.getElementById('play').disabled").asBoolean())
                    .isTrue();
        }
        assertThat(browser.complaints())
                .hasSizeLessThanOrEqualTo(1); // of the browser, that isolation needs a secure origin
    }

    @Test
    void aScoreOfAnotherVersionIsOneLine() throws IOException, InterruptedException {
        Recording tone = Recordings.record(PatchLoader.load(Recordings.example("Tone")), Recordings.seconds(0.1));
        byte[] newer = tone.score().clone();
        newer[7] = 99;
        write("Newer", Recordings.withScore(tone, newer));
        try (FolderServer server = new FolderServer(folder, true)) {
            browser.open(server.address("127.0.0.1", "index.html"));
            browser.await("!document.getElementById('alert').hidden || (vorlauf.failure = null)");
            assertThat(text("alert")).contains("has version 99");
        }
    }
}
