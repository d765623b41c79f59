package vorlauf.sweep;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 of texts and files in the making.
 *
 * <p>Threads: one.
 */
final class Digest {
    private final MessageDigest digest;

    Digest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The hash of one text, in hexadecimal. */
    static String of(String text) {
        Digest digest = new Digest();
        digest.digest.update(text.getBytes(StandardCharsets.UTF_8));
        return digest.finish();
    }

    /** Adds bytes and their number, so that two of them are not the same as both in one. */
    void add(byte[] bytes) {
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
    }

    String finish() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
