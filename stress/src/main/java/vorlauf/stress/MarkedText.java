package vorlauf.stress;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text of a Markdown file between {@code <!-- bench NAME -->} and the next {@code <!-- end -->}. */
final class MarkedText {
    private MarkedText() {}

    private static Pattern pattern(String name) {
        return Pattern.compile("(<!-- bench " + Pattern.quote(name) + " -->\n).*?(<!-- end -->)", Pattern.DOTALL);
    }

    /** Whether a text has these marks. */
    static boolean has(String text, String name) {
        return pattern(name).matcher(text).find();
    }

    /** The text with other lines between the marks. */
    static String replace(String text, String name, String lines) {
        return pattern(name)
                .matcher(text)
                .replaceFirst("$1\n" + Matcher.quoteReplacement(lines.stripTrailing()) + "\n\n$2");
    }
}
