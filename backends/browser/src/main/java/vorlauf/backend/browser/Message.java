package vorlauf.backend.browser;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a page says. */
sealed interface Message {
    /** Longest message in bytes. */
    int MOST_BYTES = 1_024;

    /** The listener wants to hear. */
    record Play() implements Message {}

    /** The listener wants to hear nothing. */
    record Pause() implements Message {}

    /** The page is there, whether it plays or not. */
    record Here() implements Message {}

    /**
     * So many frames were played since the page began to play on this connection.
     *
     * @param underruns how often the audio thread found too few frames, since the page was loaded
     * @param silentFrames frames of silence in their place
     */
    record Played(long frames, long underruns, long silentFrames) implements Message {}

    /** Somebody moves a control. */
    record Hold(String control, double value) implements Message {}

    /** Somebody gives a control back to its publisher. */
    record Follow(String control) implements Message {}

    /** The message in a text, or nothing where it is none. */
    static Optional<Message> parse(String text) {
        try {
            return Optional.ofNullable(Reader.read(Reader.JSON.readTree(text)));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    /** Reads the few shapes there are. */
    final class Reader {
        private static final JsonMapper JSON = JsonMapper.builder().build();

        private Reader() {}

        private static @Nullable Message read(JsonNode node) {
            return switch (node.path("kind").asString("")) {
                case "play" -> new Play();
                case "pause" -> new Pause();
                case "here" -> new Here();
                case "consumed" ->
                    isCount(node, "frames") && isCount(node, "underruns") && isCount(node, "silentFrames")
                            ? new Played(
                                    node.get("frames").longValue(),
                                    node.get("underruns").longValue(),
                                    node.get("silentFrames").longValue())
                            : null;
                case "hold" ->
                    node.path("name").isString() && node.path("value").isNumber()
                            ? new Hold(
                                    node.get("name").asString(),
                                    node.get("value").doubleValue())
                            : null;
                case "follow" ->
                    node.path("name").isString() ? new Follow(node.get("name").asString()) : null;
                default -> null;
            };
        }

        private static boolean isCount(JsonNode node, String field) {
            JsonNode value = node.path(field);
            return value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0;
        }
    }
}
