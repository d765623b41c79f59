package vorlauf.notebooks.display;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a value looks like.
 *
 * @param text some lines for where there is no page
 * @param html the same for a page, without scripts
 */
public record Rendering(String text, String html) {
    /** Both by their MIME type. */
    public Map<String, String> bundle() {
        Map<String, String> bundle = new LinkedHashMap<>();
        bundle.put("text/html", html);
        bundle.put("text/plain", text);
        return bundle;
    }
}
