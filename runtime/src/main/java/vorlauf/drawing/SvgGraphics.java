package vorlauf.drawing;

import java.awt.Color;
import java.awt.Composite;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.GraphicsConfiguration;
import java.awt.Image;
import java.awt.Paint;
import java.awt.Polygon;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.BufferedImageOp;
import java.awt.image.ImageObserver;
import java.awt.image.RenderedImage;
import java.awt.image.renderable.RenderableImage;
import java.text.AttributedCharacterIterator;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A drawing surface whose picture is SVG: each shape, stroke and word becomes a filled path, so that it looks the same in every
 * viewer, whatever typefaces it has.
 *
 * <p>State (paint, stroke, transform, clip, font) is kept by a surface of pixels that nothing is drawn on. Pictures of pixels
 * are not taken.
 */
final class SvgGraphics extends Graphics2D {

    private final Graphics2D state;
    private final Svg out;

    private SvgGraphics(Graphics2D state, Svg out) {
        this.state = state;
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

    // ---- what is drawn -----------------------------------------------------------------------------------------------

    @Override
    public void fill(Shape shape) {
        Shape placed = state.getTransform().createTransformedShape(shape);
        Shape clip = deviceClip();
        if (clip != null && !clip.contains(placed.getBounds2D())) {
            Area inside = new Area(placed);
            inside.intersect(new Area(clip));
            placed = inside;
        }
        String path = path(placed);
        if (!path.isEmpty()) {
            Color colour = state.getPaint() instanceof Color plain ? plain : state.getColor();
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
        Shape clip = state.getClip();
        return clip == null ? null : state.getTransform().createTransformedShape(clip);
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
    public void draw(Shape shape) {
        fill(state.getStroke().createStrokedShape(shape));
    }

    @Override
    public void drawString(String words, float x, float y) {
        drawGlyphVector(state.getFont().createGlyphVector(getFontRenderContext(), words), x, y);
    }

    @Override
    public void drawString(AttributedCharacterIterator words, float x, float y) {
        fill(new TextLayout(words, getFontRenderContext()).getOutline(AffineTransform.getTranslateInstance(x, y)));
    }

    @Override
    public void drawGlyphVector(GlyphVector glyphs, float x, float y) {
        fill(glyphs.getOutline(x, y));
    }

    @Override
    public void drawLine(int x1, int y1, int x2, int y2) {
        draw(new Line2D.Double(x1, y1, x2, y2));
    }

    @Override
    public void fillRect(int x, int y, int width, int height) {
        fill(new Rectangle(x, y, width, height));
    }

    @Override
    public void clearRect(int x, int y, int width, int height) {
        Paint paint = getPaint();
        setPaint(getBackground());
        fillRect(x, y, width, height);
        setPaint(paint);
    }

    @Override
    public Graphics create() {
        return new SvgGraphics((Graphics2D) state.create(), out);
    }

    @Override
    public void dispose() {
        // The state of the document is disposed of with the document, that of a copy by the collector.
    }

    // ---- other shapes ------------------------------------------------------------------------------------------------

    @Override
    public void drawString(String words, int x, int y) {
        drawString(words, (float) x, (float) y);
    }

    @Override
    public void drawString(AttributedCharacterIterator words, int x, int y) {
        drawString(words, (float) x, (float) y);
    }

    @Override
    public void drawRoundRect(int x, int y, int width, int height, int arcWidth, int arcHeight) {
        draw(new RoundRectangle2D.Double(x, y, width, height, arcWidth, arcHeight));
    }

    @Override
    public void fillRoundRect(int x, int y, int width, int height, int arcWidth, int arcHeight) {
        fill(new RoundRectangle2D.Double(x, y, width, height, arcWidth, arcHeight));
    }

    @Override
    public void drawOval(int x, int y, int width, int height) {
        draw(new Ellipse2D.Double(x, y, width, height));
    }

    @Override
    public void fillOval(int x, int y, int width, int height) {
        fill(new Ellipse2D.Double(x, y, width, height));
    }

    @Override
    public void drawArc(int x, int y, int width, int height, int start, int extent) {
        draw(new Arc2D.Double(x, y, width, height, start, extent, Arc2D.OPEN));
    }

    @Override
    public void fillArc(int x, int y, int width, int height, int start, int extent) {
        fill(new Arc2D.Double(x, y, width, height, start, extent, Arc2D.PIE));
    }

    @Override
    public void drawPolyline(int[] x, int[] y, int count) {
        for (int i = 1; i < count; i++) {
            drawLine(x[i - 1], y[i - 1], x[i], y[i]);
        }
    }

    @Override
    public void drawPolygon(int[] x, int[] y, int count) {
        draw(new Polygon(x, y, count));
    }

    @Override
    public void fillPolygon(int[] x, int[] y, int count) {
        fill(new Polygon(x, y, count));
    }

    // ---- state -------------------------------------------------------------------------------------------------------

    @Override
    public void translate(int x, int y) {
        state.translate(x, y);
    }

    @Override
    public void translate(double x, double y) {
        state.translate(x, y);
    }

    @Override
    public void rotate(double angle) {
        state.rotate(angle);
    }

    @Override
    public void rotate(double angle, double x, double y) {
        state.rotate(angle, x, y);
    }

    @Override
    public void scale(double x, double y) {
        state.scale(x, y);
    }

    @Override
    public void shear(double x, double y) {
        state.shear(x, y);
    }

    @Override
    public void transform(AffineTransform transform) {
        state.transform(transform);
    }

    @Override
    public void setTransform(AffineTransform transform) {
        state.setTransform(transform);
    }

    @Override
    public void setComposite(Composite composite) {
        state.setComposite(composite);
    }

    @Override
    public void setPaint(Paint paint) {
        state.setPaint(paint);
    }

    @Override
    public void setStroke(Stroke stroke) {
        state.setStroke(stroke);
    }

    @Override
    public void setBackground(Color colour) {
        state.setBackground(colour);
    }

    @Override
    public void setColor(Color colour) {
        state.setColor(colour);
    }

    @Override
    public void setFont(Font font) {
        state.setFont(font);
    }

    @Override
    public void clip(Shape shape) {
        state.clip(shape);
    }

    @Override
    public void clipRect(int x, int y, int width, int height) {
        state.clipRect(x, y, width, height);
    }

    @Override
    public void setClip(int x, int y, int width, int height) {
        state.setClip(x, y, width, height);
    }

    @Override
    public void setClip(@Nullable Shape shape) {
        state.setClip(shape);
    }

    @Override
    public void setRenderingHint(RenderingHints.Key key, Object value) {
        state.setRenderingHint(key, value);
    }

    @Override
    public void setRenderingHints(Map<?, ?> hints) {
        state.setRenderingHints(hints);
    }

    @Override
    public void addRenderingHints(Map<?, ?> hints) {
        state.addRenderingHints(hints);
    }

    @Override
    public void setPaintMode() {
        state.setPaintMode();
    }

    @Override
    public void setXORMode(Color colour) {
        state.setXORMode(colour);
    }

    @Override
    public AffineTransform getTransform() {
        return state.getTransform();
    }

    @Override
    public Paint getPaint() {
        return state.getPaint();
    }

    @Override
    public Composite getComposite() {
        return state.getComposite();
    }

    @Override
    public Color getBackground() {
        return state.getBackground();
    }

    @Override
    public Stroke getStroke() {
        return state.getStroke();
    }

    @Override
    public FontRenderContext getFontRenderContext() {
        return state.getFontRenderContext();
    }

    @Override
    public Color getColor() {
        return state.getColor();
    }

    @Override
    public Font getFont() {
        return state.getFont();
    }

    @Override
    public RenderingHints getRenderingHints() {
        return state.getRenderingHints();
    }

    @Override
    public GraphicsConfiguration getDeviceConfiguration() {
        return state.getDeviceConfiguration();
    }

    @Override
    public @Nullable Shape getClip() {
        return state.getClip();
    }

    @Override
    public @Nullable Rectangle getClipBounds() {
        return state.getClipBounds();
    }

    @Override
    public FontMetrics getFontMetrics(Font font) {
        return state.getFontMetrics(font);
    }

    @Override
    public @Nullable Object getRenderingHint(RenderingHints.Key key) {
        return state.getRenderingHint(key);
    }

    @Override
    public boolean hit(Rectangle area, Shape shape, boolean onStroke) {
        return state.hit(area, shape, onStroke);
    }

    // ---- pixels ------------------------------------------------------------------------------------------------------

    private static UnsupportedOperationException noPixels() {
        return new UnsupportedOperationException("a picture in SVG has no pixels; draw it as PNG");
    }

    @Override
    public boolean drawImage(Image image, AffineTransform transform, @Nullable ImageObserver observer) {
        throw noPixels();
    }

    @Override
    public boolean drawImage(Image image, int x, int y, @Nullable ImageObserver observer) {
        throw noPixels();
    }

    @Override
    public boolean drawImage(Image image, int x, int y, int width, int height, @Nullable ImageObserver observer) {
        throw noPixels();
    }

    @Override
    public boolean drawImage(Image image, int x, int y, Color background, @Nullable ImageObserver observer) {
        throw noPixels();
    }

    @Override
    public boolean drawImage(Image image, int x, int y, int width, int height, Color background, @Nullable ImageObserver observer) {
        throw noPixels();
    }

    @Override
    public boolean drawImage(
            Image image, int x1, int y1, int x2, int y2, int fromX1, int fromY1, int fromX2, int fromY2, @Nullable ImageObserver observer) {
        throw noPixels();
    }

    @Override
    public boolean drawImage(
            Image image, int x1, int y1, int x2, int y2, int fromX1, int fromY1, int fromX2, int fromY2, Color background, @Nullable ImageObserver observer) {
        throw noPixels();
    }

    @Override
    public void drawImage(BufferedImage image, BufferedImageOp operation, int x, int y) {
        throw noPixels();
    }

    @Override
    public void drawRenderedImage(RenderedImage image, AffineTransform transform) {
        throw noPixels();
    }

    @Override
    public void drawRenderableImage(RenderableImage image, AffineTransform transform) {
        throw noPixels();
    }

    @Override
    public void copyArea(int x, int y, int width, int height, int dx, int dy) {
        throw noPixels();
    }
}
