package vorlauf.backend.browser;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import vorlauf.page.PageFiles;

/**
 * What the server hands out: the page's files by name, and the headers of each answer.
 *
 * <p>The page may use its own files and connections to where it came from, nothing else. The two headers for isolation give it
 * shared memory, except in a frame of a page that is not isolated.
 */
record PageContent(Map<String, File> files, Map<String, String> headers) {
    /** A file and its media type. */
    @SuppressWarnings("ArrayRecordComponent")
    record File(String type, byte[] bytes) {}

    /** The content of a page with these settings. */
    static PageContent of(BrowserSettings settings) throws IOException {
        String script = "text/javascript; charset=utf-8";
        String page = PageFiles.text(PageContent.class, "page.html");
        Map<String, File> files = Map.of(
                "index.html",
                        file(
                                "text/html; charset=utf-8",
                                page.replace("{{title}}", PageFiles.escaped(settings.title()))),
                "page.css", file("text/css; charset=utf-8", PageFiles.style()),
                "parts.js", file(script, PageFiles.parts()),
                "page.js", file(script, PageFiles.text(PageContent.class, "page.js")),
                "worker.js", file(script, PageFiles.text(PageContent.class, "worker.js")),
                "worklet.js", file(script, PageFiles.worklet()));
        return new PageContent(files, headers(settings.framed()));
    }

    private static File file(String type, String text) {
        return new File(type, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> headers(boolean framed) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; connect-src 'self'; "
                        + "img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors "
                        + (framed ? "*" : "'none'"));
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Embedder-Policy", "require-corp");
        headers.put("Cross-Origin-Resource-Policy", framed ? "cross-origin" : "same-origin");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cache-Control", "no-store");
        return headers;
    }
}
