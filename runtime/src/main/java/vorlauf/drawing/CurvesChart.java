package vorlauf.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.util.Arrays;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.renderer.xy.XYStepRenderer;
import org.jfree.data.xy.DefaultXYDataset;

/** Curves as steps or points, each in a colour of its own. */
final class CurvesChart {
    private static final BasicStroke LINE = new BasicStroke(1.8f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final int MARKS = 10;
    private static final double ROOM = 1.05;

    private CurvesChart() {}

    static JFreeChart of(ChartStyle style, String title, Curves curves) {
        double right = 0;
        double top = 0;
        double least = Double.POSITIVE_INFINITY;
        for (Curves.Curve curve : curves.curves()) {
            right = Math.max(right, Arrays.stream(curve.across()).max().orElse(0));
            top = Math.max(top, Arrays.stream(curve.up()).max().orElse(0));
            least = Math.min(
                    least,
                    Arrays.stream(curve.up()).filter(value -> value > 0).min().orElse(least));
        }
        double foot = curves.logarithmicUp() ? foot(least) : 0;
        ValueAxis across = style.axis(curves.across(), 0, right > 0 ? right * ROOM : 1, MARKS);
        ValueAxis up = curves.logarithmicUp()
                ? style.logarithmic(curves.up(), foot, Math.max(foot * 10, decade(top)), 10, "0E0")
                : style.axis(curves.up(), 0, top > 0 ? top * ROOM : 1, MARKS);
        XYPlot plot = ChartStyle.plot(across, up);
        for (int i = 0; i < curves.curves().size(); i++) {
            Curves.Curve curve = curves.curves().get(i);
            plot.setDataset(i, points(curve, foot));
            plot.setRenderer(i, renderer(curve.look(), BarChart.COLOURS[i % BarChart.COLOURS.length]));
        }
        JFreeChart chart = style.chart(title, plot);
        style.addLegend(chart);
        return chart;
    }

    /** A power of ten below all that is above 0. */
    private static double foot(double least) {
        return least == Double.POSITIVE_INFINITY ? 0.1 : StrictMath.pow(10, Math.floor(StrictMath.log10(least) - 0.5));
    }

    private static double decade(double top) {
        return top <= 0 ? 1 : StrictMath.pow(10, Math.ceil(StrictMath.log10(top)));
    }

    private static DefaultXYDataset points(Curves.Curve curve, double foot) {
        double[] up =
                Arrays.stream(curve.up()).map(value -> Math.max(foot, value)).toArray();
        DefaultXYDataset data = new DefaultXYDataset();
        data.addSeries(curve.name(), new double[][] {curve.across().clone(), up});
        return data;
    }

    private static XYItemRenderer renderer(Curves.Look look, Color colour) {
        XYLineAndShapeRenderer renderer = switch (look) {
            case STEPS -> new XYStepRenderer();
            case POINTS -> new XYLineAndShapeRenderer(false, true);
        };
        renderer.setSeriesPaint(0, colour);
        renderer.setSeriesStroke(0, LINE);
        renderer.setSeriesShape(0, new Ellipse2D.Double(-3, -3, 6, 6));
        return renderer;
    }
}
