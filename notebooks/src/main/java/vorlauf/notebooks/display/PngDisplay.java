package vorlauf.notebooks.display;

import java.nio.ByteBuffer;

/** Bytes that are a PNG file. */
final class PngDisplay {
    private static final long SIGNATURE = 0x89504e470d0a1a0aL;
    private static final int SIZE_AT = 16;
    private static final int LEAST_BYTES = SIZE_AT + 2 * Integer.BYTES;

    private PngDisplay() {}

    static boolean isPng(byte[] bytes) {
        return bytes.length >= LEAST_BYTES && ByteBuffer.wrap(bytes).getLong() == SIGNATURE;
    }

    static Rendering of(byte[] png) {
        ByteBuffer header = ByteBuffer.wrap(png, SIZE_AT, 2 * Integer.BYTES);
        String text = "picture of " + header.getInt() + " by " + header.getInt() + " dots";
        return new Rendering(text, new Html().png(png, text).toString());
    }
}
