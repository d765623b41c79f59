package vorlauf.files;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A running SHA-256 of float samples, interleaved, as 32-bit little-endian: the fingerprint of a render.
 *
 * <p>It depends on the samples alone, not on how they are cut into calls; every NaN counts as the canonical one.
 *
 * <p>Threads: one thread at a time.
 */
public final class Sha256 {
    private static final int CHUNK_SAMPLES = 4_096;

    private final MessageDigest digest;
    private final byte[] bytes = new byte[CHUNK_SAMPLES * Float.BYTES];

    /** The hash of no samples yet. */
    public Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException exception) {
            throw new IllegalStateException("every Java platform has SHA-256", exception);
        }
    }

    /**
     * Adds frames.
     *
     * @param samples interleaved samples
     * @param offset index of the first sample
     * @param sampleCount samples to add: frames times channels
     */
    public void update(float[] samples, int offset, int sampleCount) {
        for (int done = 0; done < sampleCount; done += CHUNK_SAMPLES) {
            int count = Math.min(CHUNK_SAMPLES, sampleCount - done);
            PcmEncoder.encodeFloat(samples, offset + done, count, bytes, 0);
            digest.update(bytes, 0, count * Float.BYTES);
        }
    }

    /** The hash in 64 lower-case hexadecimal digits; the next update begins a new hash. */
    public String finish() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
