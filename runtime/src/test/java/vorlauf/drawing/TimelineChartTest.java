package vorlauf.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.jfree.chart.JFreeChart;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The picture of an underrun: what happened is where it happened, and nothing else is. */
class TimelineChartTest {
    private static final ChartStyle WORDLESS = new ChartStyle(false);
    private static final int WIDTH = 1_000;
    private static final int HEIGHT = 300;
    private static final long END = 10_000_000;

    @BeforeAll
    static void drawWithoutADisplay() {
        Charts.runHeadless();
    }

    private static Timeline timeline(
            List<Timeline.Deadline> deadlines, List<Timeline.Block> blocks, List<Timeline.Stall> stalls) {
        return new Timeline(0, END, 0, 240, 48, 48_000, deadlines, blocks, stalls);
    }

    private static BufferedImage drawn(JFreeChart chart) throws IOException {
        byte[] png = Canvas.png(WIDTH, HEIGHT, graphics -> chart.draw(graphics, new Rectangle(0, 0, WIDTH, HEIGHT)));
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    /** Columns that have a pixel of a colour. */
    private static Set<Integer> columns(BufferedImage image, Color colour) {
        Set<Integer> columns = new TreeSet<>();
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                if ((image.getRGB(x, y) & 0xffffff) == (colour.getRGB() & 0xffffff)) {
                    columns.add(x);
                }
            }
        }
        return columns;
    }

    @Test
    void aMissedDeadlineIsAlarmedInBothChartsAndOneThatWasMetInNone() throws IOException {
        List<Timeline.Deadline> met = List.of(new Timeline.Deadline(5_000_000, 48, 48, 192));
        List<Timeline.Deadline> missed = List.of(new Timeline.Deadline(5_000_000, 48, 20, 20));
        for (boolean lanes : new boolean[] {false, true}) {
            Set<Integer> calm = columns(chart(lanes, timeline(met, List.of(), List.of())), ChartStyle.ALARM);
            Set<Integer> alarmed = columns(chart(lanes, timeline(missed, List.of(), List.of())), ChartStyle.ALARM);
            assertThat(calm).isEmpty();
            assertThat(alarmed).isNotEmpty().allMatch(x -> Math.abs(x - WIDTH / 2) < WIDTH / 12);
        }
    }

    private static BufferedImage chart(boolean lanes, Timeline timeline) throws IOException {
        return drawn(lanes ? TimelineChart.lanes(WORDLESS, "", timeline) : TimelineChart.lead(WORDLESS, "", timeline));
    }

    @Test
    void aBlockThatWasDroppedIsHollow() throws IOException {
        Timeline kept = timeline(List.of(), List.of(new Timeline.Block(2_000_000, 8_000_000, true)), List.of());
        Timeline dropped = timeline(List.of(), List.of(new Timeline.Block(2_000_000, 8_000_000, false)), List.of());
        assertThat(columns(chart(true, kept), ChartStyle.ALARM)).isEmpty();
        assertThat(columns(chart(true, dropped), ChartStyle.ALARM).size()).isGreaterThan(WIDTH / 3);
    }

    @Test
    void theStaircaseGoesDownAtDeadlinesAndUpWithBlocks() throws IOException {
        Timeline timeline = timeline(
                List.of(
                        new Timeline.Deadline(2_000_000, 48, 48, 192),
                        new Timeline.Deadline(4_000_000, 48, 48, 192),
                        new Timeline.Deadline(9_000_000, 48, 48, 48)),
                List.of(new Timeline.Block(2_000_000, 3_000_000, true)),
                List.of());
        BufferedImage image = chart(false, timeline);
        // The sound's line is at the limit before the first deadline and between the block and the second one.
        assertThat(highest(image, 0.10)).isEqualTo(highest(image, 0.35));
        assertThat(highest(image, 0.25)).isGreaterThan(highest(image, 0.10));
        assertThat(highest(image, 0.60)).isEqualTo(highest(image, 0.25));
    }

    private static int highest(BufferedImage image, double part) {
        return row(image, part, pixel -> pixel.getBlue() - pixel.getRed() > 100);
    }

    /** The highest pixel of a kind at a part of the width. */
    private static int row(BufferedImage image, double part, Predicate<Color> wanted) {
        int x = (int) (part * image.getWidth());
        for (int y = 0; y < image.getHeight(); y++) {
            if (wanted.test(new Color(image.getRGB(x, y)))) {
                return y;
            }
        }
        return image.getHeight();
    }

    @Test
    void picturesAreTheSameEachTimeAndOfTheSizeAskedFor() throws IOException {
        Timeline timeline = timeline(
                List.of(new Timeline.Deadline(5_000_000, 48, 0, 0)),
                List.of(new Timeline.Block(1_000_000, 9_000_000, true)),
                List.of(new Timeline.Stall(2_000_000, 8_000_000, true)));
        byte[] first = Charts.timeline("Underrun", timeline, 900, 500);
        assertThat(Charts.timeline("Underrun", timeline, 900, 500)).isEqualTo(first);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(first));
        assertThat(image.getWidth()).isEqualTo(900);
        Counts counts = new Counts("fill (frames)", 0, 48, 1, 0, 20, 300, 100_000);
        for (byte[] png : List.of(
                Charts.histogram("Fill", counts, 640, 300),
                Charts.exceedance("Fill", counts, 640, 300),
                Charts.fillDistribution("Fill", counts, 640, 300))) {
            assertThat(ImageIO.read(new ByteArrayInputStream(png)).getHeight()).isEqualTo(300);
        }
    }

    @Test
    void aDistributionFallsOrRises() throws IOException {
        // Each interval holds a tenth of its neighbour: steps of equal height on a logarithmic axis.
        BufferedImage above =
                drawn(DistributionChart.beyond(WORDLESS, "", new Counts("x", 0, 1, 900, 90, 9, 1), false));
        BufferedImage below = drawn(DistributionChart.beyond(WORDLESS, "", new Counts("x", 0, 1, 1, 9, 90, 900), true));
        assertThat(row(above, 0.625) - row(above, 0.375)).isGreaterThan(HEIGHT / 6);
        assertThat(row(above, 0.875) - row(above, 0.625)).isCloseTo(row(above, 0.625) - row(above, 0.375), within(2));
        assertThat(row(below, 0.125) - row(below, 0.375)).isGreaterThan(HEIGHT / 6);
        assertThat(row(below, 0.375) - row(below, 0.625)).isCloseTo(row(below, 0.125) - row(below, 0.375), within(2));
    }

    private static int row(BufferedImage image, double part) {
        return row(image, part, pixel -> pixel.getRed() - pixel.getBlue() > 60);
    }

    /** What a viewer of SVG makes of the paths, as far as these documents use them. */
    private static BufferedImage rasterised(String svg) {
        Matcher size = Pattern.compile("width=\"(\\d+)\" height=\"(\\d+)\"").matcher(svg);
        assertThat(size.find()).isTrue();
        BufferedImage image = new BufferedImage(
                Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = Canvas.graphics(image);
        Matcher paths = Pattern.compile(
                        "<path d=\"([^\"]*)\" fill=\"(#[0-9a-f]{6})\"( fill-rule=\"evenodd\")?( fill-opacity=\"([0-9.]+)\")?/>")
                .matcher(svg);
        while (paths.find()) {
            Path2D path = new Path2D.Double(paths.group(3) == null ? Path2D.WIND_NON_ZERO : Path2D.WIND_EVEN_ODD);
            Matcher commands = Pattern.compile("([MLQCZ])([^MLQCZ]*)").matcher(paths.group(1));
            while (commands.find()) {
                double[] at = commands.group(2).isBlank()
                        ? new double[0]
                        : Arrays.stream(commands.group(2).split(" ", -1))
                                .mapToDouble(Double::parseDouble)
                                .toArray();
                switch (commands.group(1)) {
                    case "M" -> path.moveTo(at[0], at[1]);
                    case "L" -> path.lineTo(at[0], at[1]);
                    case "Q" -> path.quadTo(at[0], at[1], at[2], at[3]);
                    case "C" -> path.curveTo(at[0], at[1], at[2], at[3], at[4], at[5]);
                    default -> path.closePath();
                }
            }
            Color colour = Color.decode(paths.group(2));
            float alpha = paths.group(5) == null ? 1 : Float.parseFloat(paths.group(5));
            graphics.setColor(
                    new Color(colour.getRed() / 255f, colour.getGreen() / 255f, colour.getBlue() / 255f, alpha));
            graphics.fill(path);
        }
        graphics.dispose();
        return image;
    }

    private static double difference(BufferedImage one, BufferedImage other) {
        double sum = 0;
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                Color a = new Color(one.getRGB(x, y));
                Color b = new Color(other.getRGB(x, y));
                sum += Math.abs(a.getRed() - b.getRed())
                        + Math.abs(a.getGreen() - b.getGreen())
                        + Math.abs(a.getBlue() - b.getBlue());
            }
        }
        return sum / (3.0 * one.getWidth() * one.getHeight());
    }

    @Test
    void theSvgIsThePngInPaths() throws IOException {
        List<Timeline.Block> blocks = List.of(new Timeline.Block(1_000_000, 9_000_000, true));
        Timeline missed = timeline(
                List.of(new Timeline.Deadline(3_000_000, 48, 48, 200), new Timeline.Deadline(5_000_000, 48, 0, 0)),
                blocks,
                List.of(new Timeline.Stall(2_000_000, 8_000_000, true)));
        Timeline calm = timeline(List.of(), blocks, List.of());
        String svg = Charts.timelineSvg("Underrun", missed, 900, 500);
        assertThat(Charts.timelineSvg("Underrun", missed, 900, 500)).isEqualTo(svg);
        BufferedImage paths = rasterised(svg);
        assertThat(difference(paths, read(Charts.timeline("Underrun", missed, 900, 500))))
                .isLessThan(2);
        assertThat(difference(paths, read(Charts.timeline("Underrun", calm, 900, 500))))
                .isGreaterThan(3);
    }

    @Test
    void theFillAsSvgIsThePngInPathsToo() throws IOException {
        Counts low = new Counts("fill (frames)", 0, 48, 9_000, 300, 20, 1, 1);
        Counts high = new Counts("fill (frames)", 0, 48, 1, 0, 20, 300, 9_000);
        String svg = Charts.fillDistributionSvg("Fill", low, 900, 500);
        assertThat(Charts.fillDistributionSvg("Fill", low, 900, 500)).isEqualTo(svg);
        BufferedImage paths = rasterised(svg);
        assertThat(difference(paths, read(Charts.fillDistribution("Fill", low, 900, 500))))
                .isLessThan(2);
        assertThat(difference(paths, read(Charts.fillDistribution("Fill", high, 900, 500))))
                .isGreaterThan(3);
    }

    private static BufferedImage read(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    @Test
    void whatMakesNoSenseIsNamed() {
        assertThatThrownBy(() -> new Timeline(5, 5, 0, 1, 1, 48_000, List.of(), List.of(), List.of()))
                .hasMessageContaining("from 5 to 5 ns");
        assertThatThrownBy(() -> new Timeline(0, 5, 0, 0, 1, 48_000, List.of(), List.of(), List.of()))
                .hasMessageContaining("leadLimitFrames is 0");
        assertThatThrownBy(() -> new Counts("x", 0, 0, 1)).hasMessageContaining("a width of 0.0");
        assertThatThrownBy(() -> new Counts("x", 0, 1, -1)).hasMessageContaining("none may be negative");
    }
}
