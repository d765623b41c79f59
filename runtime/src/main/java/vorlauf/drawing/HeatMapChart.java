package vorlauf.drawing;

import java.awt.Color;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYBlockRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.DefaultXYZDataset;

/** A map of colours: a block for each pair of settings, with its number where there is room. */
final class HeatMapChart {
    private static final int MOST_NUMBERS = 240;
    private static final double LOWER_AXIS_HEIGHT = 36;
    private static final Color EMPTY = new Color(0xe9ecef);
    private static final double BRIGHT = 0.5;

    private HeatMapChart() {}

    static JFreeChart of(ChartStyle style, String title, HeatMap map) {
        ColourScale colours = colours(map);
        XYPlot plot = new XYPlot(
                blocks(map, colours),
                axis(style, map.across(), map.columns()),
                axis(style, map.up(), map.rows()),
                renderer(colours));
        plot.setBackgroundPaint(EMPTY);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinesVisible(false);
        plot.setOutlinePaint(ChartStyle.QUIET_INK);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        if (style.words() && map.rows().size() * map.columns().size() <= MOST_NUMBERS) {
            addNumbers(plot, map, colours);
        }
        JFreeChart chart = style.chart(title, plot);
        chart.addSubtitle(style.strip(colours, scaleAxis(style, map, colours), LOWER_AXIS_HEIGHT));
        return chart;
    }

    private static SymbolAxis axis(ChartStyle style, String label, List<String> settings) {
        SymbolAxis axis = new SymbolAxis(style.words() ? label : null, settings.toArray(new String[0]));
        axis.setRange(-0.5, settings.size() - 0.5);
        axis.setGridBandsVisible(false);
        return style.styled(axis);
    }

    /** Where a value lies on the scale; none at all lies at its lower end where the scale has powers of ten. */
    private static double place(HeatMap map, double value, double lowest) {
        if (!map.logarithmic()) {
            return value;
        }
        return value == 0 ? lowest : StrictMath.log10(value);
    }

    private static ColourScale colours(HeatMap map) {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (double[] row : map.values()) {
            for (double value : row) {
                if (!Double.isNaN(value) && !(map.logarithmic() && value == 0)) {
                    lowest = Math.min(lowest, place(map, value, 0));
                    highest = Math.max(highest, place(map, value, 0));
                }
            }
        }
        if (lowest > highest) {
            return map.logarithmic() ? new ColourScale(-1, 0) : new ColourScale(0, 1);
        }
        if (map.logarithmic()) {
            lowest = Math.floor(lowest);
            highest = Math.ceil(highest);
        } else {
            lowest = Math.min(lowest, 0);
        }
        return new ColourScale(lowest, highest > lowest ? highest : lowest + 1);
    }

    private static DefaultXYZDataset blocks(HeatMap map, ColourScale colours) {
        int most = map.rows().size() * map.columns().size();
        double[][] blocks = new double[3][most];
        int count = 0;
        for (int row = 0; row < map.rows().size(); row++) {
            for (int column = 0; column < map.columns().size(); column++) {
                double value = map.values()[row][column];
                if (!Double.isNaN(value)) {
                    blocks[0][count] = column;
                    blocks[1][count] = row;
                    blocks[2][count] = place(map, value, colours.lowest());
                    count++;
                }
            }
        }
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = Arrays.copyOf(blocks[i], count);
        }
        DefaultXYZDataset data = new DefaultXYZDataset();
        data.addSeries("values", blocks);
        return data;
    }

    private static XYBlockRenderer renderer(ColourScale colours) {
        XYBlockRenderer renderer = new XYBlockRenderer();
        renderer.setPaintScale(colours);
        renderer.setBlockWidth(1);
        renderer.setBlockHeight(1);
        return renderer;
    }

    private static NumberAxis scaleAxis(ChartStyle style, HeatMap map, ColourScale colours) {
        NumberAxis axis = style.axis(map.label(), colours.lowest(), colours.highest(), 10);
        if (map.logarithmic()) {
            axis.setTickUnit(new NumberTickUnit(
                    1, new DecimalFormat("'1E'0;'1E-'0", DecimalFormatSymbols.getInstance(Locale.ROOT))));
        }
        return axis;
    }

    private static void addNumbers(XYPlot plot, HeatMap map, ColourScale colours) {
        for (int row = 0; row < map.rows().size(); row++) {
            for (int column = 0; column < map.columns().size(); column++) {
                double value = map.values()[row][column];
                XYTextAnnotation number = new XYTextAnnotation(Double.isNaN(value) ? "-" : word(value), column, row);
                number.setFont(ChartStyle.plain(11));
                number.setPaint(
                        Double.isNaN(value) || bright(colours.rgb(place(map, value, colours.lowest())))
                                ? ChartStyle.INK
                                : Color.WHITE);
                plot.addAnnotation(number);
            }
        }
    }

    private static String word(double value) {
        if (value == 0) {
            return "0";
        }
        double size = Math.abs(value);
        if (size < 0.001 || size >= 1e6) {
            return String.format(Locale.ROOT, "%.0e", value);
        }
        return String.format(
                        Locale.ROOT, size < 0.01 ? "%.4f" : size < 1 ? "%.3f" : size < 100 ? "%.2f" : "%.0f", value)
                .replaceFirst("\\.0+$", "");
    }

    /** Source: ITU-R BT.601, luma. */
    private static boolean bright(int rgb) {
        return (0.299 * (rgb >> 16 & 0xff) + 0.587 * (rgb >> 8 & 0xff) + 0.114 * (rgb & 0xff)) / 255 > BRIGHT;
    }
}
