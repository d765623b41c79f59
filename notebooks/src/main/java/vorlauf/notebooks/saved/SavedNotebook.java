package vorlauf.notebooks.saved;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import vorlauf.notebooks.kernel.CellOutcome;
import vorlauf.notebooks.kernel.JavaSession;
import vorlauf.notebooks.kernel.RecordedOutput;

/**
 * A notebook as it is saved, format 4.5: read, run, and written again. Two runs with the same versions write the same bytes,
 * apart from the outputs of cells with the tag {@code varies}.
 *
 * <p>Source: the notebook file format of nbformat 5, <em>The Notebook file format</em>; key order and indent are those of its
 * writer.
 *
 * <p>Threads: one.
 */
public final class SavedNotebook {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String VARIES = "varies";

    private final ObjectNode root;

    private SavedNotebook(ObjectNode root) {
        this.root = root;
    }

    /** Reads a file. Errors: {@link IOException} where it cannot be read or is no notebook. */
    public static SavedNotebook read(Path file) throws IOException {
        try {
            if (MAPPER.readTree(Files.readString(file)) instanceof ObjectNode object
                    && object.get("cells") instanceof ArrayNode) {
                return new SavedNotebook(object);
            }
        } catch (JacksonException notJson) {
            throw new IOException("is not JSON: " + notJson.getOriginalMessage(), notJson);
        }
        throw new IOException("is not a notebook: it has no list of cells");
    }

    private List<ObjectNode> codeCells() {
        List<ObjectNode> found = new ArrayList<>();
        for (JsonNode cell : root.get("cells")) {
            if (cell instanceof ObjectNode object
                    && object.path("cell_type").asString("").equals("code")) {
                found.add(object);
            }
        }
        return found;
    }

    /** How many cells of code there are. */
    public int codeCellCount() {
        return codeCells().size();
    }

    /**
     * Runs all cells of code in a session of their own and takes their outputs over.
     *
     * @return what is wrong, a line each: a cell that fails ends the run
     */
    public List<String> execute() {
        List<ObjectNode> cells = codeCells();
        List<RecordedOutput> recorded = new ArrayList<>();
        List<CellOutcome> outcomes = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        try (JavaSession session = new JavaSession()) {
            for (ObjectNode cell : cells) {
                RecordedOutput output = new RecordedOutput();
                CellOutcome outcome = session.run(recorded.size() + 1, text(cell.path("source")), output);
                recorded.add(output);
                outcomes.add(outcome);
                if (outcome instanceof CellOutcome.Failed failed) {
                    problems.add("cell " + recorded.size() + ": " + String.join("\n", failed.lines()));
                    break;
                }
                if (outcome instanceof CellOutcome.Shown shown
                        && "false".equals(shown.bundle().get("text/plain"))) {
                    problems.add("cell " + recorded.size() + ": its last line must be true");
                }
            }
        }
        for (int i = 0; i < recorded.size(); i++) {
            ObjectNode cell = cells.get(i);
            cell.put("execution_count", i + 1);
            cell.set("outputs", outputs(recorded.get(i), outcomes.get(i), i + 1));
        }
        return problems;
    }

    private static ArrayNode outputs(RecordedOutput recorded, CellOutcome outcome, int number) {
        ArrayNode outputs = JSON.arrayNode();
        for (RecordedOutput.Output output : recorded.outputs()) {
            ObjectNode node = outputs.addObject();
            switch (output) {
                case RecordedOutput.Output.Text text -> {
                    node.put("name", text.stream());
                    node.put("output_type", "stream");
                    node.set("text", lines(text.text()));
                }
                case RecordedOutput.Output.Shown shown -> fill(node, "display_data", shown.bundle());
            }
        }
        if (outcome instanceof CellOutcome.Shown shown) {
            fill(outputs.addObject(), "execute_result", shown.bundle());
            ((ObjectNode) outputs.get(outputs.size() - 1)).put("execution_count", number);
        }
        return outputs;
    }

    private static void fill(ObjectNode node, String type, Map<String, String> bundle) {
        ObjectNode data = node.putObject("data");
        new TreeMap<>(bundle).forEach((mime, value) -> {
            boolean splits = mime.startsWith("text/") || mime.equals("image/svg+xml");
            data.set(mime, splits ? lines(value) : JSON.stringNode(value));
        });
        node.putObject("metadata");
        node.put("output_type", type);
    }

    private static ArrayNode lines(String text) {
        ArrayNode lines = JSON.arrayNode();
        for (String line : text.split("(?<=\n)", -1)) {
            if (!line.isEmpty()) {
                lines.add(line);
            }
        }
        return lines;
    }

    private static String text(JsonNode lines) {
        if (lines.isString()) {
            return lines.asString();
        }
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.asString()));
        return text.toString();
    }

    /**
     * In which cells this notebook differs from another of the same cells, a line each. Encoded pictures and sounds count by
     * their presence where {@code exactly} is false: fonts differ between machines.
     */
    public List<String> differences(SavedNotebook other, boolean exactly) {
        List<String> found = new ArrayList<>();
        List<ObjectNode> ours = codeCells();
        List<ObjectNode> theirs = other.codeCells();
        if (ours.size() != theirs.size()) {
            return List.of(ours.size() + " cells of code, not " + theirs.size());
        }
        for (int i = 0; i < ours.size(); i++) {
            String here = comparable(ours.get(i), exactly);
            String there = comparable(theirs.get(i), exactly);
            if (!here.equals(there)) {
                found.add("cell " + (i + 1) + ": " + clip(here) + " is not " + clip(there));
            }
        }
        return found;
    }

    private static String comparable(ObjectNode cell, boolean exactly) {
        for (JsonNode tag : cell.path("metadata").path("tags")) {
            if (tag.asString("").equals(VARIES)) {
                return cell.path("execution_count").toString();
            }
        }
        String outputs = NotebookText.of(cell.path("outputs"));
        String all = cell.path("execution_count") + " " + outputs;
        return exactly
                ? all
                : all.replaceAll("(\"(?:image|audio)/[a-z+]+\": )\"[^\"]*\"", "$1...")
                        .replaceAll("base64,[A-Za-z0-9+/=]+", "base64,...");
    }

    private static String clip(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= 200 ? line : line.substring(0, 200) + "...";
    }

    /** The file's text. */
    public String text() {
        return NotebookText.of(root) + "\n";
    }
}
