package vorlauf.drawing;

/**
 * Sizes of words in a typeface that is not known: the reader's program chooses it, so this estimates on the generous
 * side (DejaVu Sans, the widest of the common sans-serif faces), in pixels.
 */
final class Words {
    static final double TITLE_SIZE = 13.5;
    static final double LINE_SIZE = 11.5;
    static final double LABEL_SIZE = 10.5;
    private static final double BOLD_FACTOR = 1.12;

    private Words() {}

    static double width(String words, double size) {
        return words.codePoints().mapToDouble(Words::advance).sum() * size;
    }

    static double boldWidth(String words, double size) {
        return width(words, size) * BOLD_FACTOR;
    }

    /** The words, or their beginning and an ellipsis where they are longer than the limit. */
    static String shortened(String words, int characterLimit) {
        int length = words.codePointCount(0, words.length());
        if (length <= characterLimit) {
            return words;
        }
        return words.substring(0, words.offsetByCodePoints(0, characterLimit - 1))
                        .stripTrailing() + "\u2026";
    }

    /** In parts of the type size. */
    private static double advance(int character) {
        if (character >= 0x1100) {
            return character >= 0x2000 && character < 0x2e80 ? 0.84 : 1.02;
        }
        if ("ijl.,:;'|! ".indexOf(character) >= 0) {
            return 0.34;
        }
        if ("ftrIJ()[]/\\-".indexOf(character) >= 0) {
            return 0.42;
        }
        if ("mwMW@%+=<>~_".indexOf(character) >= 0) {
            return 0.92;
        }
        return character >= 'A' && character <= 'Z' ? 0.7 : 0.63;
    }
}
