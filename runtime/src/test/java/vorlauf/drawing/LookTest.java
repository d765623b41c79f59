package vorlauf.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vorlauf.drawing.GraphPicture.Kind;

class LookTest {
    @ParameterizedTest
    @EnumSource(Kind.class)
    void wordsAndLinesStandOutFromWhatIsBehindThem(Kind kind) {
        Look look = Look.of(kind);

        assertThat(contrast(look.text(), look.fill())).isGreaterThanOrEqualTo(7);
        assertThat(contrast(look.line(), Look.PAGE)).isGreaterThanOrEqualTo(4.5);
        if (kind != Kind.OUTPUT) {
            assertThat(contrast(look.line(), look.fill())).isGreaterThanOrEqualTo(4.5);
        }
    }

    @Test
    void noTwoKindsShareAnIconOrACaption() {
        assertThat(Arrays.stream(Kind.values()).map(kind -> Look.of(kind).icon()))
                .doesNotHaveDuplicates();
        assertThat(Arrays.stream(Kind.values()).map(kind -> Look.of(kind).caption()))
                .doesNotHaveDuplicates();
    }

    @Test
    void feedbackAndPlainLinesAreReadableOnThePage() {
        assertThat(contrast(Look.FEEDBACK, Look.PAGE)).isGreaterThanOrEqualTo(4.5);
        assertThat(contrast(Look.WIRE, Look.PAGE)).isGreaterThanOrEqualTo(4.5);
    }

    @Test
    void levelsGrowLighterWithEveryStep() {
        ColourScale colours = new ColourScale(-90, 0);
        double before = -1;
        for (int level = -90; level <= 0; level++) {
            double luminance = luminance(new Color(colours.rgb(level)));
            assertThat(luminance).isGreaterThan(before);
            before = luminance;
        }
        assertThat(colours.rgb(-500)).isEqualTo(colours.rgb(-90));
        assertThat(colours.rgb(20)).isEqualTo(colours.rgb(0));
    }

    /** The ratio of WCAG 2.2: 1 for equal colours, 21 for black on white. */
    private static double contrast(String one, String other) {
        double a = luminance(Color.decode(one));
        double b = luminance(Color.decode(other));
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(Color colour) {
        return 0.2126 * linear(colour.getRed())
                + 0.7152 * linear(colour.getGreen())
                + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(int channel) {
        double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
