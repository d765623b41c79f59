package vorlauf.drawing;

/**
 * An XML document in the making: elements in order, attributes after their element, text escaped, numbers with one
 * digit after the point at most and the same in every locale.
 */
final class Svg {
    private final StringBuilder text = new StringBuilder(1 << 14);

    /** How the element that was begun last ends once its attributes are complete; empty where none is open. */
    private String pending = "";

    /** Begins an element that will have content; {@link #close} ends it. */
    Svg open(String name) {
        return begin(name, ">");
    }

    /** Begins an element without content. */
    Svg empty(String name) {
        return begin(name, "/>");
    }

    /** Adds an attribute to the element that was begun last. */
    Svg with(String name, String value) {
        text.append(' ').append(name).append("=\"").append(escaped(value)).append('"');
        return this;
    }

    Svg with(String name, double value) {
        return with(name, number(value));
    }

    /** A whole element with text in it. */
    void element(String name, String content) {
        settle();
        text.append('<')
                .append(name)
                .append('>')
                .append(escaped(content))
                .append("</")
                .append(name)
                .append('>');
    }

    /** A line of words; attributes may follow. */
    Svg text(String words, double x, double baseline, double size, String colour) {
        settle();
        text.append("<text");
        pending = ">" + escaped(words) + "</text>";
        return with("x", x).with("y", baseline).with("font-size", size).with("fill", colour);
    }

    Svg close(String name) {
        settle();
        text.append("</").append(name).append(">\n");
        return this;
    }

    @Override
    public String toString() {
        settle();
        return text.toString();
    }

    private Svg begin(String name, String end) {
        settle();
        text.append('<').append(name);
        pending = end;
        return this;
    }

    private void settle() {
        text.append(pending);
        pending = "";
    }

    /** Rounded to tenths, without a needless zero. */
    static String number(double value) {
        long tenths = Math.round(value * 10);
        if (tenths % 10 == 0) {
            return Long.toString(tenths / 10);
        }
        long rest = Math.abs(tenths);
        return (tenths < 0 ? "-" : "") + rest / 10 + "." + rest % 10;
    }

    /** The words as XML text or attribute value; what XML 1.0 cannot hold becomes U+FFFD. */
    static String escaped(String words) {
        StringBuilder escaped = new StringBuilder(words.length() + 16);
        words.codePoints().forEach(character -> {
            switch (character) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                case '\n' -> escaped.append("&#10;");
                case '\t' -> escaped.append("&#9;");
                default -> escaped.appendCodePoint(allowed(character) ? character : 0xfffd);
            }
        });
        return escaped.toString();
    }

    private static boolean allowed(int character) {
        return (character >= 0x20 && character <= 0xd7ff)
                || (character >= 0xe000 && character <= 0xfffd)
                || character >= 0x10000;
    }
}
