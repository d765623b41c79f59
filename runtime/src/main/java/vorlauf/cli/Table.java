package vorlauf.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lines of a name and a value, aligned, for people. */
public final class Table {
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    /** Adds a line; further lines of one value have an empty name. */
    @SuppressWarnings("AnnotateFormatMethod") // patterns are constants of this package
    public Table add(String name, String pattern, Object... arguments) {
        names.add(name);
        values.add(String.format(Locale.ROOT, pattern, arguments));
        return this;
    }

    @Override
    public String toString() {
        int width = names.stream().mapToInt(String::length).max().orElse(0) + 2;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            text.append(names.get(i))
                    .repeat(' ', width - names.get(i).length())
                    .append(values.get(i))
                    .append(System.lineSeparator());
        }
        return text.toString();
    }
}
