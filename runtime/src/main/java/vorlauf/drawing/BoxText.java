package vorlauf.drawing;

import java.util.ArrayList;
import java.util.List;
import vorlauf.drawing.GraphPicture.Node;

/** The words inside a box as they are drawn, cut to a sensible length, and the size that the box needs for them. */
record BoxText(String title, List<String> lines) {
    static final double PADDING = 11;
    static final double ICON_SIZE = 16;
    static final double ICON_GAP = 8;
    static final double TITLE_PITCH = 18;
    static final double LINE_PITCH = 15.5;
    private static final double SMALLEST_WIDTH = 84;
    private static final double WIDTH_STEP = 14;
    private static final int TITLE_CHARACTERS = 30;
    private static final int LINE_CHARACTERS = 38;
    private static final int LINE_LIMIT = 8;

    static BoxText of(Node node) {
        List<String> lines = new ArrayList<>();
        for (String line : node.lines()) {
            if (lines.size() == LINE_LIMIT - 1 && node.lines().size() > LINE_LIMIT) {
                lines.add("\u2026");
                break;
            }
            lines.add(Words.shortened(line, LINE_CHARACTERS));
        }
        return new BoxText(Words.shortened(node.title(), TITLE_CHARACTERS), lines);
    }

    double width() {
        double words = Words.boldWidth(title, Words.TITLE_SIZE);
        for (String line : lines) {
            words = Math.max(words, Words.width(line, Words.LINE_SIZE));
        }
        double needed = Math.max(SMALLEST_WIDTH, words + ICON_SIZE + ICON_GAP + 2 * PADDING);
        // Steps, so that boxes one above the other with nearly equal words are equally wide.
        return Math.ceil(needed / WIDTH_STEP) * WIDTH_STEP;
    }

    double height() {
        return Math.ceil(2 * PADDING + TITLE_PITCH + lines.size() * LINE_PITCH);
    }
}
