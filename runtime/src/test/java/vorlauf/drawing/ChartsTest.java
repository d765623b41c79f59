package vorlauf.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vorlauf.drawing.Charts.FrequencyScale;
import vorlauf.drawing.Charts.Panel;

class ChartsTest {
    private static final double RATE_HERTZ = 48_000;
    private static final ChartStyle WORDLESS = new ChartStyle(false);

    @BeforeAll
    static void drawWithoutADisplay() {
        Charts.runHeadless();
    }

    @Test
    void everyPictureIsAPngOfTheSizeAskedFor() throws IOException {
        float[][] samples = {Tones.sine(1_000, 0.5, 9_600), Tones.sine(300, 0.5, 9_600)};

        assertSize(Charts.waveform("Wave", samples, RATE_HERTZ, 700, 300), 700, 300);
        assertSize(Charts.spectrogram("Linear", samples, RATE_HERTZ, FrequencyScale.LINEAR, 640, 480), 640, 480);
        assertSize(Charts.ringFill("Fill", fill(0.5), 500, 200), 500, 200);
        assertSize(Charts.demoPicture("Demo", samples, RATE_HERTZ, fill()), Charts.DEMO_WIDTH, Charts.DEMO_HEIGHT);
    }

    @Test
    void equalInputGivesEqualBytesInEveryLocale() {
        float[][] samples = {Tones.sine(1_000, 0.5, 9_600)};
        byte[] first = Charts.demoPicture("Demo", samples, RATE_HERTZ, fill(0.25));
        Locale usual = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(Charts.demoPicture("Demo", samples, RATE_HERTZ, fill(0.25)))
                    .isEqualTo(first);
        } finally {
            Locale.setDefault(usual);
        }
    }

    @Test
    void anUnderrunIsMarkedAtItsTimeAndOnlyThere() throws IOException {
        BufferedImage calm = decoded(Canvas.png(
                1_000,
                300,
                graphics -> RingFillChart.of(WORDLESS, "", fill(), 1_000).draw(graphics, whole(1_000, 300))));
        BufferedImage alarmed = decoded(Canvas.png(
                1_000,
                300,
                graphics -> RingFillChart.of(WORDLESS, "", fill(0.25), 1_000).draw(graphics, whole(1_000, 300))));

        assertThat(alarmColumns(calm)).isEmpty();
        Rectangle2D plot = plotArea(new Panel(RingFillChart.of(WORDLESS, "", fill(0.25), 1_000), whole(1_000, 300)));
        int expected = (int) (plot.getMinX() + plot.getWidth() * 0.25);
        assertThat(alarmColumns(alarmed)).contains(expected).allMatch(x -> Math.abs(x - expected) < 14);
    }

    @Test
    void theLeadLimitIsALineAcrossTheWholePlot() throws IOException {
        BufferedImage image = decoded(Canvas.png(
                1_000,
                300,
                graphics -> RingFillChart.of(WORDLESS, "", fill(), 1_000).draw(graphics, whole(1_000, 300))));

        long dashes = alikeColumns(image, ChartStyle.LIMIT.getRGB());
        assertThat(dashes).isGreaterThan(400);
    }

    @Test
    void thePlotsOfTheDemonstrationAreFlush() {
        float[][] samples = {Tones.sine(1_000, 0.5, 9_600)};
        ChartStyle style = new ChartStyle(Charts.wordsProblem().isEmpty());
        List<Panel> panels = List.of(
                new Panel(WaveformChart.of(style, "a", samples, RATE_HERTZ, 800), whole(800, 250)),
                new Panel(
                        SpectrogramChart.of(style, "b", samples, RATE_HERTZ, FrequencyScale.LOGARITHMIC, 800, 250),
                        whole(800, 250)),
                new Panel(RingFillChart.of(style, "c", fill(), 800), whole(800, 250)));
        assertThat(panels.stream().map(panel -> plotArea(panel).getMaxX()).distinct())
                .hasSizeGreaterThan(1);

        Charts.align(panels, 800, 250);

        Rectangle2D first = plotArea(panels.getFirst());
        assertThat(panels).allSatisfy(panel -> {
            assertThat(plotArea(panel).getMinX()).isCloseTo(first.getMinX(), within(0.5));
            assertThat(plotArea(panel).getMaxX()).isCloseTo(first.getMaxX(), within(0.5));
        });
    }

    @Test
    void withoutATypefaceThePictureIsStillThere() throws IOException {
        float[][] samples = {Tones.sine(1_000, 0.5, 9_600)};
        BufferedImage image = decoded(Charts.demoPicture(WORDLESS, "Demo", samples, RATE_HERTZ, fill(0.1), 600, 500));

        assertThat(image.getWidth()).isEqualTo(600);
        assertThat(alarmColumns(image)).isNotEmpty();
    }

    @Test
    void nothingToShowIsStillAPicture() throws IOException {
        RingFill none = RingFill.ofSeconds(new double[0], new int[0], 512, RATE_HERTZ, new double[0]);

        assertSize(Charts.demoPicture("Empty", new float[1][0], RATE_HERTZ, none), 1_200, 1_000);
        assertSize(
                Charts.demoPicture("Broken", new float[][] {{Float.NaN, Float.NaN}}, RATE_HERTZ, none), 1_200, 1_000);
    }

    @Test
    void refusesWhatCannotBeDrawnAndSaysWhy() {
        assertThatThrownBy(() -> Charts.waveform("x", new float[0][], RATE_HERTZ, 500, 500))
                .hasMessage("there are no channels to draw; at least one is needed");
        assertThatThrownBy(() -> Charts.waveform("x", new float[][] {{1}, {1, 2}}, RATE_HERTZ, 500, 500))
                .hasMessage("channel 1 has 2 frames and channel 0 has 1; all channels must be equally long");
        assertThatThrownBy(() -> Charts.waveform("x", new float[1][8], 0, 500, 500))
                .hasMessage("the rate is 0.0 Hz; it must be positive and finite");
        assertThatThrownBy(() -> Charts.ringFill("x", fill(), 500, 20))
                .hasMessage("the picture's height is 20 pixels; it must be 100 to 16384");
    }

    /** One second that swings between 384 and 512 frames. */
    private static RingFill fill(double... underrunSeconds) {
        double[] seconds = new double[101];
        int[] frames = new int[101];
        for (int i = 0; i <= 100; i++) {
            seconds[i] = i / 100.0;
            frames[i] = i % 2 == 0 ? 384 : 500;
        }
        return RingFill.ofSeconds(seconds, frames, 512, RATE_HERTZ, underrunSeconds);
    }

    private static Rectangle whole(int width, int height) {
        return new Rectangle(0, 0, width, height);
    }

    private static Rectangle2D plotArea(Panel panel) {
        BufferedImage scratch = new BufferedImage(panel.area().width, panel.area().height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = Canvas.graphics(scratch);
        try {
            return panel.plotArea(graphics);
        } finally {
            graphics.dispose();
        }
    }

    private static List<Integer> alarmColumns(BufferedImage image) {
        return IntStream.range(0, image.getWidth())
                .filter(x -> hasColour(image, x, ChartStyle.ALARM.getRGB()))
                .boxed()
                .toList();
    }

    private static long alikeColumns(BufferedImage image, int rgb) {
        return IntStream.range(0, image.getWidth())
                .filter(x -> hasColour(image, x, rgb))
                .count();
    }

    private static boolean hasColour(BufferedImage image, int x, int rgb) {
        for (int y = 0; y < image.getHeight(); y++) {
            if (near(image.getRGB(x, y) >> 16, rgb >> 16)
                    && near(image.getRGB(x, y) >> 8, rgb >> 8)
                    && near(image.getRGB(x, y), rgb)) {
                return true;
            }
        }
        return false;
    }

    private static boolean near(int one, int other) {
        return Math.abs((one & 0xff) - (other & 0xff)) < 28;
    }

    private static void assertSize(byte[] png, int width, int height) throws IOException {
        BufferedImage image = decoded(png);
        assertThat(image.getWidth()).isEqualTo(width);
        assertThat(image.getHeight()).isEqualTo(height);
    }

    private static BufferedImage decoded(byte[] png) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        if (image == null) {
            throw new AssertionError("the bytes are no picture");
        }
        return image;
    }
}
