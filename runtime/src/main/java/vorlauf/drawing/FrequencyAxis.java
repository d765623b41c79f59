package vorlauf.drawing;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** A logarithmic axis labelled as audio people do: 50, 100, 200, 500, 1k, 2k, 5k, 10k. */
final class FrequencyAxis extends LogAxis {
    private static final long serialVersionUID = 1L;

    FrequencyAxis(String label, double lowestHertz, double highestHertz) {
        super(label);
        setSmallestValue(lowestHertz);
        setRange(lowestHertz, highestHertz);
    }

    @Override
    public List<NumberTick> refreshTicks(
            Graphics2D graphics, AxisState state, Rectangle2D dataArea, RectangleEdge edge) {
        TextAnchor anchor = edge.equals(RectangleEdge.BOTTOM)
                ? TextAnchor.TOP_CENTER
                : edge.equals(RectangleEdge.LEFT) ? TextAnchor.CENTER_RIGHT : TextAnchor.CENTER_LEFT;
        List<NumberTick> ticks = new ArrayList<>();
        for (double decade = 1; decade <= getUpperBound(); decade *= 10) {
            for (int digit = 1; digit <= 9; digit++) {
                double hertz = decade * digit;
                if (hertz >= getLowerBound() && hertz <= getUpperBound()) {
                    boolean labelled = isTickLabelsVisible() && (digit == 1 || digit == 2 || digit == 5);
                    TickType type = labelled ? TickType.MAJOR : TickType.MINOR;
                    ticks.add(new NumberTick(type, hertz, labelled ? label(hertz) : "", anchor, TextAnchor.CENTER, 0));
                }
            }
        }
        return ticks;
    }

    private static String label(double hertz) {
        return hertz < 1_000
                ? String.format(Locale.ROOT, "%.0f", hertz)
                : String.format(Locale.ROOT, "%.0fk", hertz / 1_000);
    }
}
