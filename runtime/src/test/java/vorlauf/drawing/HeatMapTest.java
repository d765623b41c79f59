package vorlauf.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class HeatMapTest {
    private static HeatMap map(double[][] values, boolean logarithmic) {
        return new HeatMap("x", List.of("1", "2"), "y", List.of("a", "b"), values, "share", logarithmic);
    }

    private static BufferedImage draw(HeatMap map) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(Charts.heatMap("", map, 900, 600)));
    }

    /** The colour beside the number of a block: columns from the left, rows from the bottom. */
    private static int colour(BufferedImage picture, int column, int row) {
        return picture.getRGB(200 + 380 * column, 420 - 270 * row) & 0xffffff;
    }

    @Test
    void theLargestIsTheLightestAndLiesInItsPlace() throws IOException {
        BufferedImage picture = draw(map(new double[][] {{0.001, 0.01}, {0, 1}}, true));
        ColourScale scale = new ColourScale(-3, 0);
        assertThat(colour(picture, 1, 1)).isEqualTo(scale.rgb(0));
        assertThat(colour(picture, 1, 0)).isEqualTo(scale.rgb(-2));
        assertThat(colour(picture, 0, 0)).isEqualTo(scale.rgb(-3));
        assertThat(colour(picture, 0, 1)).as("none at all").isEqualTo(scale.rgb(-3));
    }

    @Test
    void aPlaceWithoutAValueHasNoColourOfTheScale() throws IOException {
        BufferedImage picture = draw(map(new double[][] {{1, Double.NaN}, {2, 4}}, false));
        assertThat(colour(picture, 1, 0)).isEqualTo(0xe9ecef);
        assertThat(colour(picture, 0, 0)).isEqualTo(new ColourScale(0, 4).rgb(1));
    }

    @Test
    void equalMapsGiveEqualBytes() {
        HeatMap map = map(new double[][] {{1, 2}, {3, 4}}, false);
        assertThat(Charts.heatMap("t", map, 400, 300)).isEqualTo(Charts.heatMap("t", map, 400, 300));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> map(new double[][] {{1, 2}}, false)).hasMessageContaining("1 rows of values for 2");
        assertThatThrownBy(() -> map(new double[][] {{1, 2}, {1}}, false)).hasMessageContaining("a row has 1 values");
        assertThatThrownBy(() -> map(new double[][] {{1, 2}, {-1, 1}}, true)).hasMessageContaining("a value is -1.0");
        assertThatThrownBy(() -> new Curves("x", "y", true, List.of())).hasMessageContaining("no curves");
        assertThatThrownBy(() ->
                        new Curves.Curve("c", Curves.Look.STEPS, new double[] {1, 2}, new double[] {1, Double.NaN}))
                .hasMessageContaining("the curve c has a point at 2.0, NaN");
    }

    @Test
    void aCurveIsDrawnWhereItsPointsAre() throws IOException {
        Curves curves = new Curves(
                "x", "y", true, List.of(new Curves.Curve("c", Curves.Look.STEPS, new double[] {0, 10}, new double[] {
                    1e-2, 1e-2
                })));
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(Charts.curves("", curves, 900, 600)));
        int seen = 0;
        for (int y = 0; y < 600; y++) {
            seen += (picture.getRGB(500, y) >> 16 & 0xff) < 0x80 ? 1 : 0; // the page and its grid are light
        }
        assertThat(seen).isBetween(1, 4);
    }
}
