package vorlauf.notebooks.display;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * HTML in the making: words are escaped, pictures and sound are data inside it, and there is no class, no id and no script but
 * that of a click, so that two results in one page cannot disturb each other.
 */
public final class Html {
    private static final String CELL = "text-align:left;padding:2px 10px;vertical-align:top";

    private final StringBuilder text = new StringBuilder();

    /** A line in bold. */
    public Html title(String words) {
        text.append("<div><b>").append(escaped(words)).append("</b></div>");
        return this;
    }

    /** A paragraph. */
    public Html line(String words) {
        text.append("<div style=\"margin:4px 0\">").append(escaped(words)).append("</div>");
        return this;
    }

    /** A line that must be seen. */
    public Html alarm(String words) {
        text.append("<div style=\"margin:4px 0;color:#c0260f\"><b>")
                .append(escaped(words))
                .append("</b></div>");
        return this;
    }

    /** A value as a bar; shown where nothing is trusted, too. */
    public Html gauge(String name, double value, double most, String words) {
        text.append("<div>")
                .append(escaped(name))
                .append(" <progress value=\"")
                .append(Math.clamp(value, 0, most))
                .append("\" max=\"")
                .append(most)
                .append("\"></progress> ")
                .append(escaped(words))
                .append("</div>");
        return this;
    }

    /** Items one below the other. */
    public Html list(List<String> items) {
        text.append("<ul>");
        items.forEach(item -> text.append("<li>").append(escaped(item)).append("</li>"));
        text.append("</ul>");
        return this;
    }

    /** Lines as they stand, in letters of one width. */
    public Html lines(List<String> lines) {
        text.append("<pre style=\"overflow-x:auto;line-height:1.25\">")
                .append(escaped(String.join("\n", lines)))
                .append("</pre>");
        return this;
    }

    /** Something that opens on a click. */
    public Html folded(String summary, Html inside) {
        text.append("<details><summary>")
                .append(escaped(summary))
                .append("</summary>")
                .append(inside)
                .append("</details>");
        return this;
    }

    /** A table; rows may be shorter than the heading. */
    public Html table(List<String> heading, List<List<String>> rows) {
        text.append("<table>");
        row("th", heading);
        rows.forEach(row -> row("td", row));
        text.append("</table>");
        return this;
    }

    private void row(String element, List<String> cells) {
        text.append("<tr>");
        for (String cell : cells) {
            text.append('<')
                    .append(element)
                    .append(" style=\"")
                    .append(CELL)
                    .append("\">")
                    .append(escaped(cell))
                    .append("</")
                    .append(element)
                    .append('>');
        }
        text.append("</tr>");
    }

    /** A PNG; {@code alternative} is read where it is not seen. */
    public Html png(byte[] picture, String alternative) {
        return image("image/png", picture, alternative);
    }

    /** An SVG document, as an image: some pages drop the children of an {@code svg} element. */
    public Html svg(String document, String alternative) {
        return image("image/svg+xml", document.getBytes(StandardCharsets.UTF_8), alternative);
    }

    private Html image(String type, byte[] picture, String alternative) {
        text.append("<div><img style=\"max-width:100%\" alt=\"")
                .append(escaped(alternative))
                .append("\" src=\"");
        return data(type, picture).close("\"></div>");
    }

    /** A player for a WAV file. */
    public Html audio(byte[] wave) {
        text.append("<div><audio controls preload=\"metadata\" src=\"");
        return data("audio/wav", wave).close("\"></audio></div>");
    }

    /** A page inside the page, with scripts of its own and nothing of ours. */
    public Html frame(String page, int height) {
        text.append(
                        "<iframe sandbox=\"allow-scripts\" allow=\"autoplay\" style=\"width:100%;border:1px solid #c3cad2\" height=\"")
                .append(height)
                .append("\" srcdoc=\"")
                .append(escaped(page))
                .append("\"></iframe>");
        return this;
    }

    /** A page of a server inside the page; it may play sound. */
    public Html live(String address, int height) {
        text.append(
                        "<iframe allow=\"autoplay; cross-origin-isolated\" style=\"width:100%;border:1px solid #c3cad2\" height=\"")
                .append(height)
                .append("\" src=\"")
                .append(escaped(address))
                .append("\"></iframe>");
        return this;
    }

    /** An address to be followed, in a page of its own. */
    public Html link(String address) {
        text.append("<div><a target=\"_blank\" rel=\"noopener\" href=\"")
                .append(escaped(address))
                .append("\">")
                .append(escaped(address))
                .append("</a></div>");
        return this;
    }

    /** Buttons in a row, by name what a click runs; the element behind the last one is free for words about it. */
    public Html buttons(Map<String, String> scripts) {
        text.append("<div>");
        scripts.forEach((name, script) -> text.append("<button onclick=\"")
                .append(escaped(script))
                .append("\">")
                .append(escaped(name))
                .append("</button> "));
        text.append("<span></span></div>");
        return this;
    }

    private Html data(String type, byte[] bytes) {
        text.append("data:")
                .append(type)
                .append(";base64,")
                .append(Base64.getEncoder().encodeToString(bytes));
        return this;
    }

    private Html close(String end) {
        text.append(end);
        return this;
    }

    /** The words as text or as the value of an attribute. */
    static String escaped(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
