package vorlauf.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Files that lie beside a class: the parts of its page. */
public final class PageFiles {
    private PageFiles() {}

    /** The style of all pages. */
    public static String style() throws IOException {
        return text(PageFiles.class, "page.css");
    }

    /** The processor for the browser's audio thread. */
    public static String worklet() throws IOException {
        return text(PageFiles.class, "worklet.js");
    }

    /** The script that draws sliders, scope and meters; a page's own script follows it. */
    public static String parts() throws IOException {
        return text(PageFiles.class, "parts.js");
    }

    /** A file beside {@code owner} as text. */
    public static String text(Class<?> owner, String name) throws IOException {
        return new String(bytes(owner, name), StandardCharsets.UTF_8);
    }

    /** A file beside {@code owner}. */
    public static byte[] bytes(Class<?> owner, String name) throws IOException {
        try (InputStream in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is not in this build of vorlauf; build it again with mvn package");
            }
            return in.readAllBytes();
        }
    }

    /** Text as it stands in HTML. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
