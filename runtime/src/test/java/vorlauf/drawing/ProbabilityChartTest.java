package vorlauf.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProbabilityChartTest {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 500;

    @BeforeAll
    static void drawWithoutADisplay() {
        Charts.runHeadless();
    }

    private static List<Interval> falling(double doubt) {
        return List.of(
                new Interval(1, 0.1, 0.1 / doubt, Math.min(1, 0.1 * doubt)),
                new Interval(2, 1e-2, 1e-2 / doubt, 1e-2 * doubt),
                new Interval(4, 1e-4, 1e-4 / doubt, 1e-4 * doubt),
                new Interval(8, 0, 0, 1e-7));
    }

    private static BufferedImage drawn(List<Interval> estimates) throws IOException {
        byte[] png = Charts.probabilities("Rings", estimates, 1e-6, WIDTH, HEIGHT);
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    /** Pixels that are bluer than red, and light: the band. */
    private static int bandPixels(BufferedImage image) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                Color colour = new Color(image.getRGB(x, y));
                count += colour.getBlue() - colour.getRed() > 15 && colour.getRed() > 150 ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void doubtIsABandAroundTheLine() throws IOException {
        BufferedImage narrow = drawn(falling(1));
        BufferedImage wide = drawn(falling(10));
        assertThat(narrow.getWidth()).isEqualTo(WIDTH);
        assertThat(narrow.getHeight()).isEqualTo(HEIGHT);
        // Two decades of seven or eight, over the width of the plot; without doubt only at the last, upper end.
        assertThat(bandPixels(wide)).isGreaterThan(bandPixels(narrow) + WIDTH * HEIGHT / 20);
    }

    @Test
    void equalInputGivesEqualBytesInEveryLocale() {
        byte[] first = Charts.probabilities("Rings", falling(3), 1e-6, WIDTH, HEIGHT);
        Locale usual = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(Charts.probabilities("Rings", falling(3), 1e-6, WIDTH, HEIGHT))
                    .isEqualTo(first);
        } finally {
            Locale.setDefault(usual);
        }
    }

    @Test
    void whatCannotBeDrawnIsRefusedInOneLine() {
        assertThatThrownBy(() -> Charts.probabilities("Rings", List.of(), 1e-6, WIDTH, HEIGHT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one is needed");
        assertThatThrownBy(() -> Charts.probabilities("Rings", falling(2), 0, WIDTH, HEIGHT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Interval(1, 0.5, 0.6, 0.7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 <= lower <= value <= upper");
    }
}
