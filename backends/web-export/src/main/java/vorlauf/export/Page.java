package vorlauf.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.json.JsonMapper;
import vorlauf.page.ControlRange;
import vorlauf.page.PageFiles;

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
        String style = PageFiles.style();
        String script = PageFiles.parts() + text("page.js");
        String page = text("page.html");
        page = page.replace("{{generator}}", GENERATOR);
        page = page.replace("{{title}}", PageFiles.escaped(title));
        page = page.replace("{{policy}}", policy(style, script));
        page = page.replace("{{style}}", style);
        page = page.replace("{{facts}}", facts(title, recording));
        page = page.replace("{{worker}}", text("player-runtime.js") + "\n" + text("worker.js"));
        page = page.replace("{{worklet}}", PageFiles.worklet());
        page = page.replace("{{player}}", packed(PageFiles.bytes(Page.class, "player.wasm")));
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
        facts.put(
                "controls",
                recording.controls().stream().map(ControlRange::slider).toList());
        // a script element ends at "</script", wherever that stands
        return JsonMapper.builder().build().writeValueAsString(facts).replace("<", "\\u003c");
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
        return PageFiles.text(Page.class, name);
    }

    /** What a folder with the page holds beside it, by file name. */
    static List<Map.Entry<String, String>> companions() throws IOException {
        return List.of(Map.entry("_headers", text("headers.txt")), Map.entry("README.txt", text("readme.txt")));
    }
}
