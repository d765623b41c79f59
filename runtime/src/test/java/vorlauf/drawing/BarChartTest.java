package vorlauf.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class BarChartTest {
    private static Bars bars(double value) {
        return new Bars(List.of("W1", "W2"), List.of("one", "other"), new double[][] {{1, 1}, {value, Double.NaN}});
    }

    private static int darkPixels(Bars bars) throws Exception {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(Charts.bars("title", "times", bars, 600, 300)));
        assertThat(image.getWidth()).isEqualTo(600);
        int blue = 0;
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                blue += (image.getRGB(x, y) & 0xffffff) == 0x1c66a6 ? 1 : 0;
            }
        }
        return blue;
    }

    @Test
    void aLargerValueIsALongerBar() throws Exception {
        assertThat(darkPixels(bars(100))).isGreaterThan(darkPixels(bars(2))).isPositive();
    }

    @Test
    void whatHasNoPlaceOnALogarithmicAxisIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> bars(0)).withMessageContaining("a bar is 0.0 long");
        assertThatIllegalArgumentException().isThrownBy(() -> bars(Double.POSITIVE_INFINITY));
    }

    @Test
    void theShapeMustFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Bars(List.of("W1"), List.of("one"), new double[0][]))
                .withMessageContaining("a row for each series");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Bars(List.of("W1"), List.of("one"), new double[1][3]))
                .withMessageContaining("3 values for 1 groups");
    }
}
