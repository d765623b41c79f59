package vorlauf.notebooks.kernel;

import java.util.Map;
import vorlauf.notebooks.display.Renderer;

/** Something to show, in tests. */
record Chord(int notes) {
    /** Its renderer, found as those of the product are. */
    public static final class ChordRenderer implements Renderer {
        @Override
        public boolean renders(Object value) {
            return value instanceof Chord;
        }

        @Override
        public Map<String, String> render(Object value) {
            return Map.of("text/html", "<b>" + ((Chord) value).notes() + " notes</b>");
        }
    }
}
