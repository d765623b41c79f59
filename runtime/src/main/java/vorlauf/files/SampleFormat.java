package vorlauf.files;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How a sample is stored, little-endian. */
public enum SampleFormat {
    /** Signed 16-bit integer. */
    PCM16("16", 2),
    /** Signed 24-bit integer in three bytes. */
    PCM24("24", 3),
    /** Signed 32-bit integer. */
    PCM32("32", 4),
    /** IEEE 754 single precision. */
    FLOAT32("float", 4);

    private final String label;
    private final int bytesPerSample;

    SampleFormat(String label, int bytesPerSample) {
        this.label = label;
        this.bytesPerSample = bytesPerSample;
    }

    /** The name that users write: 16, 24, 32 or float. */
    public String label() {
        return label;
    }

    /** Bytes of one sample. */
    public int bytesPerSample() {
        return bytesPerSample;
    }

    /**
     * Decodes {@code sampleCount} samples of {@code source}, its first at byte 0, into the beginning of {@code target}: integers
     * become -1 to just below +1, every bit of up to 24.
     */
    public void decode(byte[] source, float[] target, int sampleCount) {
        SampleCoding coding =
                integer() ? SampleCoding.integer(bytesPerSample, false) : SampleCoding.floating(bytesPerSample, false);
        coding.decode(source, 0, target, 0, sampleCount);
    }

    /** Whether samples are integers, which clip and may be dithered. */
    public boolean integer() {
        return this != FLOAT32;
    }

    /**
     * The format that a user named.
     *
     * <p>Errors: {@link IllegalArgumentException} with the names that exist.
     */
    public static SampleFormat named(String label) {
        for (SampleFormat format : values()) {
            if (format.label.equals(label)) {
                return format;
            }
        }
        String known = Arrays.stream(values()).map(SampleFormat::label).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("there is no sample format '" + label + "', there are " + known);
    }
}
