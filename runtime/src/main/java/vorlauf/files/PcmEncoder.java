package vorlauf.files;

import vorlauf.dsp.RealTime;

/**
 * The step from float samples to little-endian bytes, with clipped samples counted and dither where it is wanted.
 *
 * <p>Full scale is -1 to just below +1: an integer format of {@code b} bits stores the nearest whole number to {@code
 * sample * 2^(b-1)}, ties upwards, limited to what the format holds. A sample beyond that is clipped and counted; a NaN
 * becomes 0 and is counted too. Float samples are stored as they are, not clipped, each NaN as the one canonical NaN.
 *
 * <p>Dither is triangular (TPDF), up to one unit of the last place either way, from a seeded
 * generator: one draw for each sample, so the bytes do not depend on how samples are cut into calls.
 *
 * <p>Threads: one thread at a time; {@link #encode} allocates nothing.
 *
 * <p>Source: S. P. Lipshitz, R. A. Wannamaker, J. Vanderkooy, "Quantization and dither: a theoretical survey", 1992.
 */
public final class PcmEncoder {
    private static final long SEQUENCE_STEP = 0x9E3779B97F4A7C15L;
    private static final double UNIT_OF_32_BITS = 1.0 / (1L << 32);

    private final SampleFormat format;
    private final boolean dithered;
    private final double scale;
    private final long highest;
    private long sequence;
    private long clippedSamples;

    private PcmEncoder(SampleFormat format, boolean dithered, long seed) {
        this.format = format;
        this.dithered = dithered;
        this.scale = format.integer() ? (double) (1L << (8 * format.bytesPerSample() - 1)) : 1;
        this.highest = (long) scale - 1;
        this.sequence = seed;
    }

    /** An encoder that rounds. */
    public static PcmEncoder of(SampleFormat format) {
        return new PcmEncoder(format, false, 0);
    }

    /**
     * An encoder that adds dither before it rounds.
     *
     * <p>Errors: {@link IllegalArgumentException} for formats finer than a float: 32-bit integers and float.
     */
    public static PcmEncoder dithered(SampleFormat format, long seed) {
        if (format != SampleFormat.PCM16 && format != SampleFormat.PCM24) {
            throw new IllegalArgumentException("dither is for the formats 16 and 24, not for " + format.label());
        }
        return new PcmEncoder(format, true, seed);
    }

    /** What the bytes hold. */
    public SampleFormat format() {
        return format;
    }

    /** Samples that were out of range or not a number, so far. */
    public long clippedSamples() {
        return clippedSamples;
    }

    /**
     * Encodes samples; channels play no part.
     *
     * @param source samples
     * @param offset index of the first sample
     * @param sampleCount samples to encode
     * @param target room for {@code sampleCount * format().bytesPerSample()} bytes
     * @param targetOffset index of the first byte
     * @return bytes written
     */
    @RealTime
    public int encode(float[] source, int offset, int sampleCount, byte[] target, int targetOffset) {
        switch (format) {
            case PCM16 -> encode16(source, offset, sampleCount, target, targetOffset);
            case PCM24 -> encode24(source, offset, sampleCount, target, targetOffset);
            case PCM32 -> encode32(source, offset, sampleCount, target, targetOffset);
            case FLOAT32 -> encodeFloat(source, offset, sampleCount, target, targetOffset);
        }
        return sampleCount * format.bytesPerSample();
    }

    @RealTime
    private void encode16(float[] source, int offset, int sampleCount, byte[] target, int targetOffset) {
        int index = targetOffset;
        for (int sample = offset; sample < offset + sampleCount; sample++) {
            int value = quantize(source[sample]);
            target[index] = (byte) value;
            target[index + 1] = (byte) (value >> 8);
            index += 2;
        }
    }

    @RealTime
    private void encode24(float[] source, int offset, int sampleCount, byte[] target, int targetOffset) {
        int index = targetOffset;
        for (int sample = offset; sample < offset + sampleCount; sample++) {
            int value = quantize(source[sample]);
            target[index] = (byte) value;
            target[index + 1] = (byte) (value >> 8);
            target[index + 2] = (byte) (value >> 16);
            index += 3;
        }
    }

    @RealTime
    private void encode32(float[] source, int offset, int sampleCount, byte[] target, int targetOffset) {
        int index = targetOffset;
        for (int sample = offset; sample < offset + sampleCount; sample++) {
            writeInt(quantize(source[sample]), target, index);
            index += 4;
        }
    }

    @RealTime
    static void encodeFloat(float[] source, int offset, int sampleCount, byte[] target, int targetOffset) {
        int index = targetOffset;
        for (int sample = offset; sample < offset + sampleCount; sample++) {
            writeInt(Float.floatToIntBits(source[sample]), target, index);
            index += 4;
        }
    }

    @RealTime
    private static void writeInt(int value, byte[] target, int index) {
        target[index] = (byte) value;
        target[index + 1] = (byte) (value >> 8);
        target[index + 2] = (byte) (value >> 16);
        target[index + 3] = (byte) (value >> 24);
    }

    /** Only the sample itself counts as clipped, not what dither adds to one at full scale. */
    @RealTime
    private int quantize(float sample) {
        double scaled = sample * scale;
        long value = Math.round(scaled);
        if (value > highest || value < -highest - 1 || Float.isNaN(sample)) {
            clippedSamples++;
        }
        if (dithered) {
            value = Math.round(scaled + nextTriangular());
        }
        return (int) Math.max(-highest - 1, Math.min(highest, value));
    }

    /** A triangular number from -1 to +1: the sum of two uniform ones, the halves of one 64-bit draw (SplitMix64). */
    @RealTime
    private double nextTriangular() {
        sequence += SEQUENCE_STEP;
        long bits = sequence;
        bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        bits ^= bits >>> 31;
        return ((int) bits + 0.5) * UNIT_OF_32_BITS + ((int) (bits >>> 32) + 0.5) * UNIT_OF_32_BITS;
    }
}
