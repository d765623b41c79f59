package vorlauf.notebooks.display;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/** What stands as data inside HTML. */
final class Pictures {
    private static final Pattern DATA = Pattern.compile("src=\"data:([a-z/+]+);base64,([A-Za-z0-9+/=]+)\"");

    private Pictures() {}

    static List<byte[]> of(String html, String type) {
        List<byte[]> found = new ArrayList<>();
        Matcher matcher = DATA.matcher(html);
        while (matcher.find()) {
            if (matcher.group(1).equals(type)) {
                found.add(Base64.getDecoder().decode(matcher.group(2)));
            }
        }
        return found;
    }

    static String svg(String html) {
        return new String(of(html, "image/svg+xml").getFirst(), StandardCharsets.UTF_8);
    }

    static BufferedImage decoded(byte[] png) {
        try {
            return ImageIO.read(new ByteArrayInputStream(png));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many colours a picture has: a blank one has one. */
    static long colours(byte[] png) {
        BufferedImage image = decoded(png);
        int width = image.getWidth();
        return java.util.Arrays.stream(image.getRGB(0, 0, width, image.getHeight(), null, 0, width))
                .distinct()
                .count();
    }
}
