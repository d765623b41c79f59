package vorlauf.chromium;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Chromium without a screen, driven by its chromedriver.
 *
 * <p>Source: W3C WebDriver.
 */
public final class Chromium implements AutoCloseable {
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Pattern STARTED = Pattern.compile("started successfully on port (\\d+)");
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process driver;
    private final String driverAddress;
    private final String session;

    private Chromium(Process driver, int port, List<String> arguments) throws IOException, InterruptedException {
        this.driver = driver;
        driverAddress = "http://127.0.0.1:" + port;
        List<String> all = new ArrayList<>(List.of(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--autoplay-policy=no-user-gesture-required",
                "--window-size=900,1100"));
        all.addAll(arguments);
        Map<String, Object> capabilities = Map.of(
                "browserName", "chrome",
                "goog:loggingPrefs", Map.of("browser", "ALL"),
                "goog:chromeOptions", Map.of("binary", BROWSER.toString(), "args", all));
        session = request("POST", "/session", Map.of("capabilities", Map.of("alwaysMatch", capabilities)))
                .get("sessionId")
                .asString();
    }

    /** Starts a browser with a new profile, or skips the test where there is none. */
    public static Chromium start(String... arguments) throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                Files.isExecutable(DRIVER) && Files.isExecutable(BROWSER),
                "the Debian packages chromium and chromium-driver are not installed");
        Process driver = new ProcessBuilder(DRIVER.toString(), "--port=0")
                .redirectErrorStream(true)
                .start();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(driver.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher started = STARTED.matcher(line);
            if (started.find()) {
                try {
                    return new Chromium(driver, Integer.parseInt(started.group(1)), List.of(arguments));
                } catch (IOException | RuntimeException failed) {
                    driver.destroy();
                    throw failed;
                }
            }
        }
        throw new IOException("chromedriver ended before it had started");
    }

    /** Loads a page. */
    public void open(String address) throws IOException, InterruptedException {
        inSession("POST", "/url", Map.of("url", address));
    }

    /** Goes on in the first frame of the page, until another page is opened. */
    public void enterFrame() throws IOException, InterruptedException {
        inSession("POST", "/frame", Map.of("id", 0));
    }

    /** The tab that is driven now. */
    public String tab() throws IOException, InterruptedException {
        return inSession("GET", "/window", null).asString();
    }

    /** Opens a tab beside the others and goes on in it. */
    public String newTab() throws IOException, InterruptedException {
        String opened = inSession("POST", "/window/new", Map.of("type", "tab"))
                .get("handle")
                .asString();
        goTo(opened);
        return opened;
    }

    /** Goes on in another tab. */
    public void goTo(String tab) throws IOException, InterruptedException {
        inSession("POST", "/window", Map.of("handle", tab));
    }

    /** Closes the tab that is driven now and goes on in another one. */
    public void closeTab(String next) throws IOException, InterruptedException {
        inSession("DELETE", "/window", null);
        goTo(next);
    }

    /** Goes on in the page itself. */
    public void leaveFrame() throws IOException, InterruptedException {
        Map<String, @Nullable Object> page = new HashMap<>();
        page.put("id", null);
        inSession("POST", "/frame", page);
    }

    /** What an expression of JavaScript is worth in the page; a promise is awaited. */
    public JsonNode value(String expression) throws IOException, InterruptedException {
        return inSession("POST", "/execute/sync", Map.of("script", "return " + expression, "args", List.of()));
    }

    /** Awaits that an expression of JavaScript becomes true. */
    public void await(String condition) throws IOException, InterruptedException {
        String script = "const done = arguments[arguments.length - 1];"
                + "const look = () => { if (" + condition + ") done(true);"
                + " else if (window.vorlauf && vorlauf.failure) done(vorlauf.failure); else setTimeout(look, 20); };"
                + "look();";
        JsonNode result = inSession("POST", "/execute/async", Map.of("script", script, "args", List.of()));
        if (!result.isBoolean()) {
            throw new AssertionError("the page has failed: " + result.asString());
        }
    }

    /** Writes a picture of the page. */
    public void screenshot(Path file) throws IOException, InterruptedException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(
                file,
                Base64.getDecoder().decode(inSession("GET", "/screenshot", null).asString()));
    }

    /** Warnings and errors on the console since this was last asked. */
    public List<String> complaints() throws IOException, InterruptedException {
        List<String> complaints = new ArrayList<>();
        for (JsonNode entry : inSession("POST", "/se/log", Map.of("type", "browser"))) {
            String level = entry.get("level").asString();
            if (level.equals("SEVERE") || level.equals("WARNING")) {
                complaints.add(level + " " + entry.get("message").asString());
            }
        }
        return complaints;
    }

    @Override
    public void close() throws IOException {
        try {
            inSession("DELETE", "", null);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            driver.destroy();
            driver.onExit().join();
        }
    }

    private JsonNode inSession(String method, String path, @Nullable Object body)
            throws IOException, InterruptedException {
        return request(method, "/session/" + session + path, body);
    }

    private JsonNode request(String method, String path, @Nullable Object body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(driverAddress + path))
                .timeout(LIMIT)
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        JsonNode value = JSON.readTree(response.body()).get("value");
        if (response.statusCode() != 200) {
            throw new IOException(
                    method + " " + path + ": " + value.get("message").asString());
        }
        return value;
    }
}
