package vorlauf.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * One HTML file that plays a score: style, scripts, the WebAssembly player and the score are in it, so that it needs no server
 * and may even be opened as a file. Its content security policy allows its own scripts and no connection at all.
 */
public final class Page {
    /** Stands in every page of ours, so that no other file is overwritten. */
    static final String GENERATOR = "<meta name=\"generator\" content=\"vorlauf export\">";

    private Page() {}

    /** The page of a recording. */
    public static String of(String title, Recording recording) throws IOException {
        String style = text("page.css");
        String script = text("page.js");
        String page = text("page.html");
        page = page.replace("{{generator}}", GENERATOR);
        page = page.replace("{{title}}", escaped(title));
        page = page.replace("{{policy}}", policy(style, script));
        page = page.replace("{{style}}", style);
        page = page.replace("{{facts}}", facts(title, recording));
        page = page.replace("{{worker}}", text("player-runtime.js") + "\n" + text("worker.js"));
        page = page.replace("{{worklet}}", text("worklet.js"));
        page = page.replace("{{player}}", packed(bytes("player.wasm")));
        page = page.replace("{{score}}", packed(recording.score()));
        return page.replace("{{script}}", script);
    }

    private static String policy(String style, String script) {
        return "default-src 'none'; img-src data:; style-src '" + hash(style) + "'; script-src '" + hash(script)
                + "' blob: data: 'unsafe-eval'; worker-src blob:; form-action 'none'; base-uri 'none'";
    }

    private static String facts(String title, Recording recording) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("title", title);
        facts.put("sampleRate", recording.sampleRateHertz());
        facts.put("channels", recording.channels());
        facts.put("frames", recording.frames());
        facts.put("hashedFrames", recording.hashedFrames());
        facts.put("sha256", recording.sha256());
        facts.put("graphs", recording.graphs());
        facts.put("moves", recording.moves());
        facts.put("controls", recording.controls().stream().map(Page::slider).toList());
        // a script element ends at "</script", wherever that stands
        return JsonMapper.builder().build().writeValueAsString(facts).replace("<", "\\u003c");
    }

    private static Map<String, Object> slider(ControlRange range) {
        Map<String, Object> slider = new LinkedHashMap<>();
        slider.put("name", range.name());
        slider.put("initial", range.initial());
        slider.put("lowest", range.sliderLowest());
        slider.put("highest", range.sliderHighest());
        slider.put("logarithmic", range.isLogarithmic());
        return slider;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException exception) {
            throw new IllegalStateException("every Java platform has SHA-256", exception);
        }
    }

    private static String packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return Base64.getEncoder().encodeToString(packed.toByteArray());
    }

    private static String text(String name) throws IOException {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is not in this build of vorlauf; build it again with mvn package");
            }
            return in.readAllBytes();
        }
    }

    /** What a folder with the page holds beside it, by file name. */
    static List<Map.Entry<String, String>> companions() throws IOException {
        return List.of(Map.entry("_headers", text("headers.txt")), Map.entry("README.txt", text("readme.txt")));
    }
}
