package vorlauf.drawing;

import java.awt.Color;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A drawing surface whose picture is SVG: each shape, stroke and word becomes a filled path, so that it looks the same in every
 * viewer, whatever typefaces it has.
 */
final class SvgGraphics extends PathGraphics {
    private final Svg out;

    private SvgGraphics(Graphics2D state, Svg out) {
        super(state);
        this.out = out;
    }

    /** An SVG document of a size in pixels. */
    static String document(int width, int height, Consumer<Graphics2D> painter) {
        Graphics2D state = Canvas.graphics(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));
        try {
            Svg out = new Svg();
            out.open("svg")
                    .with("xmlns", "http://www.w3.org/2000/svg")
                    .with("width", width)
                    .with("height", height)
                    .with("viewBox", "0 0 " + width + " " + height);
            SvgGraphics graphics = new SvgGraphics(state, out);
            graphics.setColor(Color.decode(Look.PAGE));
            graphics.fillRect(0, 0, width, height);
            painter.accept(graphics);
            out.close("svg");
            return out.toString();
        } finally {
            state.dispose();
        }
    }

    @Override
    public void fill(Shape shape) {
        Shape placed = getTransform().createTransformedShape(shape);
        Shape clip = deviceClip();
        if (clip != null && !clip.contains(placed.getBounds2D())) {
            Area inside = new Area(placed);
            inside.intersect(new Area(clip));
            placed = inside;
        }
        String path = path(placed);
        if (!path.isEmpty()) {
            Color colour = getPaint() instanceof Color plain ? plain : getColor();
            out.empty("path")
                    .with("d", path)
                    .with("fill", String.format(Locale.ROOT, "#%06x", colour.getRGB() & 0xffffff));
            if (placed instanceof Path2D even && even.getWindingRule() == Path2D.WIND_EVEN_ODD) {
                out.with("fill-rule", "evenodd");
            }
            if (colour.getAlpha() < 255) {
                out.with("fill-opacity", String.format(Locale.ROOT, "%.3f", colour.getAlpha() / 255.0));
            }
        }
    }

    private @Nullable Shape deviceClip() {
        Shape clip = getClip();
        return clip == null ? null : getTransform().createTransformedShape(clip);
    }

    /** The commands of a path; numbers with two digits. */
    private static String path(Shape shape) {
        StringBuilder commands = new StringBuilder();
        double[] c = new double[6];
        for (PathIterator all = shape.getPathIterator(null); !all.isDone(); all.next()) {
            switch (all.currentSegment(c)) {
                case PathIterator.SEG_MOVETO -> append(commands, 'M', c, 2);
                case PathIterator.SEG_LINETO -> append(commands, 'L', c, 2);
                case PathIterator.SEG_QUADTO -> append(commands, 'Q', c, 4);
                case PathIterator.SEG_CUBICTO -> append(commands, 'C', c, 6);
                default -> commands.append('Z');
            }
        }
        return commands.toString();
    }

    private static void append(StringBuilder commands, char command, double[] coordinates, int count) {
        commands.append(command);
        for (int i = 0; i < count; i++) {
            long hundredths = Math.round(coordinates[i] * 100);
            commands.append(i == 0 ? "" : " ").append(hundredths / 100.0);
        }
    }

    @Override
    public Graphics create() {
        return new SvgGraphics(copyOfState(), out);
    }
}
