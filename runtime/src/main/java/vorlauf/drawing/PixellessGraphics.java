package vorlauf.drawing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.BufferedImageOp;
import java.awt.image.ImageObserver;
import java.awt.image.RenderedImage;
import java.awt.image.renderable.RenderableImage;
import org.jspecify.annotations.Nullable;

/** A drawing surface that takes no pictures of pixels: who draws one is told to write a PNG. */
abstract class PixellessGraphics extends Graphics2D {
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
    public boolean drawImage(
            Image image, int x, int y, int width, int height, Color background, @Nullable ImageObserver observer) {
        throw noPixels();
    }

    @Override
    public boolean drawImage(
            Image image,
            int x1,
            int y1,
            int x2,
            int y2,
            int fromX1,
            int fromY1,
            int fromX2,
            int fromY2,
            @Nullable ImageObserver observer) {
        throw noPixels();
    }

    @Override
    public boolean drawImage(
            Image image,
            int x1,
            int y1,
            int x2,
            int y2,
            int fromX1,
            int fromY1,
            int fromX2,
            int fromY2,
            Color background,
            @Nullable ImageObserver observer) {
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
