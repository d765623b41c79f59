package vorlauf.drawing;

import java.awt.AWTError;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A picture of pixels in the making, and what this machine can draw: shapes always, words where it has a typeface. */
final class Canvas {
    /** Above this many pixels on a side a picture is a mistake and not a wish. */
    static final int LARGEST_SIDE = 16_384;

    static final int SMALLEST_SIDE = 100;

    private Canvas() {}

    /** The PNG file of a picture on a light ground. */
    static byte[] png(int width, int height, Consumer<Graphics2D> painter) {
        requireSide("width", width);
        requireSide("height", height);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = graphics(image);
        try {
            graphics.setColor(Color.decode(Look.PAGE));
            graphics.fillRect(0, 0, width, height);
            painter.accept(graphics);
        } finally {
            graphics.dispose();
        }
        return encoded(image);
    }

    static Graphics2D graphics(BufferedImage image) {
        Graphics2D graphics;
        try {
            graphics = image.createGraphics();
        } catch (AWTError | NoClassDefFoundError error) {
            throw new IllegalStateException(
                    "no picture can be drawn, as the display named by DISPLAY does not answer; start Java with"
                            + " -Djava.awt.headless=true or unset DISPLAY (" + error.getMessage() + ")",
                    error);
        }
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        return graphics;
    }

    /**
     * What keeps words out of pictures on this machine, and what to install; empty where nothing does. The JDK
     * remembers what it found, so asking again is cheap.
     */
    static Optional<String> wordsProblem() {
        Graphics2D graphics = graphics(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));
        try {
            graphics.getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, 12)).stringWidth("0");
            return Optional.empty();
        } catch (OutOfMemoryError | StackOverflowError error) {
            throw error;
        } catch (RuntimeException | Error failure) {
            // A missing typeface comes as a RuntimeException, a plain Error or a LinkageError.
            return Optional.of("pictures have no words, as this machine has no typeface: install fontconfig and a"
                    + " font (Debian: apt-get install --no-install-recommends fontconfig fonts-dejavu-core)");
        } finally {
            graphics.dispose();
        }
    }

    private static byte[] encoded(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // In memory: ImageIO's own choice for a plain stream is a temporary file.
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(image, "png", stream)) {
                throw new IllegalStateException(
                        "this Java has no PNG writer; the module java.desktop must be complete");
            }
        } catch (IOException exception) {
            throw new UncheckedIOException("the picture could not be encoded", exception);
        }
        return bytes.toByteArray();
    }

    private static void requireSide(String side, int pixels) {
        if (pixels < SMALLEST_SIDE || pixels > LARGEST_SIDE) {
            throw new IllegalArgumentException("the picture's " + side + " is " + pixels + " pixels; it must be "
                    + SMALLEST_SIDE + " to " + LARGEST_SIDE);
        }
    }
}
