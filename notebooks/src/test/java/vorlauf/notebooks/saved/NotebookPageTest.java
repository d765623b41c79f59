package vorlauf.notebooks.saved;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vorlauf.chromium.Chromium;

/**
 * A notebook as a person has it: in the classic Notebook's page, in a browser, with the server and the kernel specification that
 * the launcher makes.
 */
@Timeout(900)
final class NotebookPageTest {
    private static final Path CLASSIC = Path.of("/usr/bin/jupyter-notebook");
    private static final int LOOKS = 3_000;

    private static final String KERNEL = "Jupyter.notebook.kernel";
    private static final String ALL_CELLS_RAN = "Jupyter.notebook.get_cells().filter(c => c.cell_type === 'code')"
            + ".every(c => typeof c.input_prompt_number === 'number')";
    private static final String METER = "document.querySelectorAll('.output progress')[1].value";
    private static final String STATE = "[...document.querySelectorAll('.output b')].map(b => b.textContent).join('|')";

    private static final String STOPPED =
            STATE + ".startsWith('stopped') || document.querySelector('.output img[alt^=\"ring fill\"]')";

    private static final String TOLD = "document.querySelector('.output button').parentNode.lastChild.textContent";

    private static final String LIVE = """
            {"cells": [
             {"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "execution_count": null, "source": [
              "saw(110).lowpass(900, 2).gain(0.3)"]},
             {"cell_type": "code", "id": "b", "metadata": {}, "outputs": [], "execution_count": null, "source": [
              "var level = Flux.interval(Duration.ofMillis(20)).map(i -> 0.5 + 0.4 * Math.sin(i * 0.05));\\n",
              "play(Flux.just(sine(220).times(control(\\"level\\", 0.5, level)).meter(\\"out\\")), \\"simulator\\",\\n",
              "        EngineSettings.defaults().withRingBlocks(8).withWarmUpSeconds(0))"]},
             {"cell_type": "code", "id": "c", "metadata": {}, "outputs": [], "execution_count": null, "source": [
              "playInPage(sine(440).gain(0.1))"]}],
             "metadata": {"kernelspec": {"name": "vorlauf", "display_name": "Vorlauf (Java)", "language": "java"}},
             "nbformat": 4, "nbformat_minor": 5}""";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void runsAllCellsAndItsMetersMove() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(CLASSIC), "the Debian package jupyter-notebook is not installed");
        Path notebooks = Files.createDirectories(folder.resolve("notebooks"));
        Path first = Path.of("01-first-sound.ipynb");
        Files.copy(first, notebooks.resolve(first));
        Files.writeString(notebooks.resolve("live.ipynb"), LIVE);
        Path jupyter = folder.resolve("jupyter");
        KernelSpec.write(jupyter);
        try (JupyterServer server = JupyterServer.start(CLASSIC, jupyter, notebooks, false)) {
            awaitServer(server);
            try (Chromium browser = Chromium.start("--window-size=1100,1500")) {
                runAll(browser, server, first.toString());
                assertThat(browser.value("document.querySelectorAll('.output audio').length")
                                .asInt())
                        .isGreaterThanOrEqualTo(2);
                browser.screenshot(Path.of("target", "notebook-page", "first.png"));
                end(browser);

                runAll(browser, server, "live.ipynb");
                metersMove(browser);
                buttonsReachTheKernel(browser);
                buttonsFindTheirOwnWayToTheServer(browser);
                livePageStandsInside(browser);
                end(browser);
            }
        }
    }

    private static void runAll(Chromium browser, JupyterServer server, String notebook) throws Exception {
        browser.open(server.url().replace("/?", "/notebooks/" + notebook + "?"));
        until(
                browser,
                "window.Jupyter && Jupyter.notebook && " + KERNEL + " && " + KERNEL + ".is_connected()"
                        + " && Jupyter.notebook._fully_loaded && !Jupyter.notebook.kernel_busy");
        browser.value("Jupyter.notebook.clear_all_output()");
        browser.value("document.querySelector('#run_all_cells a').click()");
        until(browser, ALL_CELLS_RAN + " && !Jupyter.notebook.kernel_busy");
        assertThat(browser.value("[...document.querySelectorAll('.output_error')].map(e => e.textContent).join()")
                        .asString())
                .isEmpty();
    }

    private static void metersMove(Chromium browser) throws Exception {
        browser.value("document.querySelector('.output progress').scrollIntoView({block: 'center'})");
        until(browser, "document.querySelectorAll('.output progress').length > 1");
        Path pictures = Path.of("target", "notebook-page");
        double before = browser.value(METER).asDouble();
        browser.screenshot(pictures.resolve("meter-before.png"));
        until(browser, "Math.abs(" + METER + " - " + before + ") > 0.1");
        browser.screenshot(pictures.resolve("meter-after.png"));
        assertThat(Files.mismatch(pictures.resolve("meter-before.png"), pictures.resolve("meter-after.png")))
                .isNotNegative();
    }

    private static void buttonsReachTheKernel(Chromium browser) throws Exception {
        assertThat(browser.value(STATE).asString()).startsWith("playing");
        browser.value("document.querySelectorAll('.output button')[0].click()");
        until(browser, STOPPED);
        browser.value("document.querySelectorAll('.output button')[1].click()");
        until(browser, STATE + ".startsWith('playing')");
    }

    /** JupyterLab's page has no kernel to ask, but says where its server is; this page's server is the same. */
    private static void buttonsFindTheirOwnWayToTheServer(Chromium browser) throws Exception {
        browser.value("(() => { const config = document.createElement('script'); config.id = 'jupyter-config-data';"
                + " config.type = 'application/json'; config.textContent ="
                + " JSON.stringify({baseUrl: document.body.dataset.baseUrl});"
                + " document.head.append(config); window.classic = window.Jupyter; window.Jupyter = undefined; })()");
        browser.value("document.querySelectorAll('.output button')[0].click()");
        until(browser, TOLD + " === 'stopped'");
        browser.value("document.querySelectorAll('.output button')[1].click()");
        until(browser, TOLD + " === '' && " + STATE + ".startsWith('playing')");
        browser.value("(() => { window.Jupyter = window.classic;"
                + " document.getElementById('jupyter-config-data').remove(); })()");
    }

    private static void livePageStandsInside(Chromium browser) throws Exception {
        browser.value("document.querySelector('.output iframe').scrollIntoView()");
        browser.enterFrame();
        until(browser, "document.querySelectorAll('button').length > 0");
        browser.screenshot(Path.of("target", "notebook-page", "live-page.png"));
    }

    /** Ends the kernel, and with it what plays. */
    private static void end(Chromium browser) throws Exception {
        browser.leaveFrame();
        browser.value("Jupyter.notebook.session.delete()");
        browser.value("window.onbeforeunload = null");
    }

    private static void until(Chromium browser, String condition) throws Exception {
        for (int look = 0; look < LOOKS; look++) {
            if (browser.value("!!(" + condition + ")").asBoolean()) {
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        browser.screenshot(Path.of("target", "notebook-page", "never.png"));
        throw new AssertionError("the page never came to " + condition);
    }

    private static void awaitServer(JupyterServer server) throws InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url().replace("/?", "/api/status?")))
                .timeout(Duration.ofSeconds(10))
                .build();
        for (int look = 0; look < LOOKS; look++) {
            try {
                if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // it listens soon
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        throw new AssertionError("Jupyter's server does not answer");
    }
}
