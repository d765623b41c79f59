package vorlauf.stress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MarkedTextTest {
    private static final String TEXT =
            "# Title\n<!-- bench a -->\nold\n<!-- end -->\nkept\n<!-- bench b -->\n<!-- end -->\n";

    @Test
    void onlyWhatIsBetweenTheMarksOfANameChanges() {
        assertThat(MarkedText.replace(TEXT, "a", "| $1 |\n"))
                .isEqualTo(
                        "# Title\n<!-- bench a -->\n\n| $1 |\n\n<!-- end -->\nkept\n<!-- bench b -->\n<!-- end -->\n");
        assertThat(MarkedText.replace(TEXT, "b", "new")).contains("old").contains("new");
    }

    @Test
    void toReplaceTwiceIsToReplaceOnce() {
        String once = MarkedText.replace(TEXT, "a", "new");
        assertThat(MarkedText.replace(once, "a", "new")).isEqualTo(once);
    }

    @Test
    void marksThatAreNotThereAreNoticed() {
        assertThat(MarkedText.has(TEXT, "a")).isTrue();
        assertThat(MarkedText.has(TEXT, "c")).isFalse();
    }
}
