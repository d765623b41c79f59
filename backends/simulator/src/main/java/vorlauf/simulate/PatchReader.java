package vorlauf.simulate;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads the patches and edits of a scenario.
 *
 * @param folder where files lie whose names are relative
 */
record PatchReader(Path folder) {
    private static final int MOST_EDITS = 1_000_000;

    /** A patch: the name of a file, or an object with its name and its text. */
    PatchText patch(Fields fields, String name) throws Scenario.InvalidException {
        if (fields.required(name).node().isObject()) {
            Fields text = fields.required(name);
            text.allow(Set.of("fileName", "source"));
            return new PatchText(text.word("fileName", null, Set.of()), text.word("source", null, Set.of()));
        }
        Path file = folder.resolve(fields.word(name, null, Set.of()));
        try {
            return new PatchText(String.valueOf(file.getFileName()), Files.readString(file));
        } catch (CharacterCodingException e) {
            throw fields.wrong(name, file + " is not text in UTF-8");
        } catch (IOException e) {
            throw fields.wrong(name, "there is no readable file " + file);
        }
    }

    List<Edit> edits(Fields fields) throws Scenario.InvalidException {
        List<Edit> edits = new ArrayList<>();
        for (Fields edit : fields.list("edits")) {
            if (edits.size() == MOST_EDITS) {
                throw fields.wrong("edits", "holds more than " + MOST_EDITS + " edits");
            }
            edit.allow(Set.of("atNanos", "control", "value", "patch"));
            long atNanos = edit.whole("atNanos", 0, Long.MAX_VALUE / 8);
            if (edit.has("patch")) {
                if (edit.has("control") || edit.has("value")) {
                    throw edit.wrong("patch", "stands beside a control; only one of them can be meant");
                }
                edits.add(new Edit.GraphFrom(atNanos, patch(edit, "patch")));
            } else {
                edits.add(new Edit.ControlValue(
                        atNanos, edit.word("control", null, Set.of()), edit.number("value", Double.NaN, -1e15, 1e15)));
            }
        }
        return List.copyOf(edits);
    }
}
