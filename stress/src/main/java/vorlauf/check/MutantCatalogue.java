package vorlauf.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code mutants.txt}, which says itself how it is written. Errors: the line that is wrong is named. */
final class MutantCatalogue {
    private final List<Mutant> mutants = new ArrayList<>();
    private final Map<String, String> reasons = new HashMap<>();
    private final Map<String, List<String>> texts = new HashMap<>();
    private HandOff handOff = HandOff.FRAME_RING;
    private @Nullable List<String> text;
    private @Nullable Open open;

    private MutantCatalogue() {}

    /** The mutant that is being read. */
    private static final class Open {
        final String name;
        final String what;
        final Set<FindingKind> dies = EnumSet.noneOf(FindingKind.class);
        final Map<Tool, String> survives = new EnumMap<>(Tool.class);
        final List<Edit> edits = new ArrayList<>();
        String className;
        final List<String> before = new ArrayList<>();
        final List<String> after = new ArrayList<>();

        Open(String name, String what, HandOff handOff) {
            this.name = name;
            this.what = what;
            this.className = handOff.className();
        }

        void endEdit() {
            if (!before.isEmpty()) {
                edits.add(new Edit.Source(className, String.join("\n", before), String.join("\n", after)));
                before.clear();
                after.clear();
            }
        }
    }

    /** All mutants, in the order of the file. */
    static List<Mutant> read() {
        try (InputStream stream = MutantCatalogue.class.getResourceAsStream("mutants.txt")) {
            if (stream == null) {
                throw new IllegalStateException("mutants.txt is not on the class path");
            }
            return parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Mutant> parse(List<String> lines) {
        MutantCatalogue catalogue = new MutantCatalogue();
        for (int number = 0; number < lines.size(); number++) {
            String line = lines.get(number).strip();
            try {
                if (!line.isEmpty() && !line.startsWith("#")) {
                    catalogue.accept(line);
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalStateException("mutants.txt:" + (number + 1) + ": " + line + ": " + e.getMessage(), e);
            }
        }
        catalogue.endMutant();
        return List.copyOf(catalogue.mutants);
    }

    private void accept(String line) {
        int space = line.indexOf(' ');
        String word = space < 0 ? line : line.substring(0, space);
        String rest = space < 0 ? "" : line.substring(space + 1).strip();
        switch (word) {
            case "reason" -> reasons.put(head(rest), tail(rest));
            case "text" -> {
                text = new ArrayList<>();
                texts.put(rest, text);
            }
            case "|" -> known(text, "there is no text before it").add(rest);
            case "hand-off" -> {
                endMutant();
                handOff = HandOff.valueOf(rest);
            }
            case "mutant" -> {
                endMutant();
                open = new Open(head(rest), tail(rest), handOff);
            }
            default -> accept(known(open, "there is no mutant before it"), word, rest);
        }
    }

    private void accept(Open mutant, String word, String rest) {
        switch (word) {
            case "dies" -> {
                for (String kind : rest.split(", ", -1)) {
                    mutant.dies.add(FindingKind.valueOf(kind));
                }
            }
            case "survives" ->
                mutant.survives.put(
                        Tool.valueOf(head(rest)), known(reasons.get(tail(rest)), "there is no such reason"));
            case "in" -> {
                mutant.endEdit();
                mutant.className = rest;
            }
            case "-" -> {
                if (!mutant.after.isEmpty()) {
                    mutant.endEdit();
                }
                mutant.before.add(rest);
            }
            case "+" -> {
                if (rest.startsWith("@")) {
                    mutant.after.addAll(known(texts.get(rest.substring(1)), "there is no such text"));
                } else {
                    mutant.after.add(rest);
                }
            }
            case "call" -> {
                String[] names = rest.split(" ", -1);
                int dot = names[0].lastIndexOf('.');
                mutant.edits.add(
                        new Edit.Call(names[0].substring(0, dot), names[0].substring(dot + 1), names[1], names[2]));
            }
            default -> throw new IllegalArgumentException("no line begins with this word");
        }
    }

    private void endMutant() {
        Open mutant = open;
        if (mutant != null) {
            mutant.endEdit();
            mutants.add(new Mutant(mutant.name, handOff, mutant.what, mutant.dies, mutant.edits, mutant.survives));
        }
        open = null;
    }

    private static <T> T known(@Nullable T value, String otherwise) {
        if (value == null) {
            throw new IllegalArgumentException(otherwise);
        }
        return value;
    }

    private static String head(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("a colon is missing");
        }
        return text.substring(0, colon);
    }

    private static String tail(String text) {
        return text.substring(head(text).length() + 1).strip();
    }
}
