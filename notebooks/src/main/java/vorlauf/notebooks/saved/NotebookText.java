package vorlauf.notebooks.saved;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * JSON as the writer of nbformat has it, so that saving in Jupyter and saving here give the same bytes: keys in order, an indent
 * of one, a line for each element.
 */
final class NotebookText {
    private NotebookText() {}

    static String of(JsonNode node) {
        StringBuilder text = new StringBuilder();
        append(text, node, 0);
        return text.toString();
    }

    private static void append(StringBuilder text, JsonNode node, int depth) {
        if (node.isObject() && !node.isEmpty()) {
            Map<String, JsonNode> sorted = new TreeMap<>();
            node.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
            String separator = "{";
            for (Map.Entry<String, JsonNode> entry : sorted.entrySet()) {
                line(text.append(separator), depth + 1);
                quote(text, entry.getKey());
                append(text.append(": "), entry.getValue(), depth + 1);
                separator = ",";
            }
            line(text, depth).append('}');
        } else if (node.isArray() && !node.isEmpty()) {
            String separator = "[";
            for (JsonNode element : node) {
                line(text.append(separator), depth + 1);
                append(text, element, depth + 1);
                separator = ",";
            }
            line(text, depth).append(']');
        } else if (node.isString()) {
            quote(text, node.asString());
        } else {
            text.append(node);
        }
    }

    private static StringBuilder line(StringBuilder text, int depth) {
        return text.append('\n').append(" ".repeat(depth));
    }

    private static void quote(StringBuilder text, String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                default -> {
                    if (c < ' ') {
                        text.append(String.format("\\u%04x", (int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }
}
