package vorlauf.files;

/** How the samples of a file that is read are stored, and how they become floats of -1 to just below +1. */
enum SampleCoding {
    UNSIGNED_8("8-bit unsigned", 1, false),
    SIGNED_8("8-bit signed", 1, false),
    SIGNED_16("16-bit signed", 2, false),
    SIGNED_16_BIG("16-bit signed", 2, true),
    SIGNED_24("24-bit signed", 3, false),
    SIGNED_24_BIG("24-bit signed", 3, true),
    SIGNED_32("32-bit signed", 4, false),
    SIGNED_32_BIG("32-bit signed", 4, true),
    FLOAT_32("32-bit float", 4, false),
    FLOAT_32_BIG("32-bit float", 4, true),
    FLOAT_64("64-bit float", 8, false),
    FLOAT_64_BIG("64-bit float", 8, true),
    A_LAW("A-law", 1, false),
    MU_LAW("mu-law", 1, false);

    /** 32-bit integers close to full scale would round to 1. */
    private static final float LARGEST_BELOW_ONE = 0x1.fffffep-1f;

    private final String label;
    private final int bytesPerSample;
    private final boolean bigEndian;

    SampleCoding(String label, int bytesPerSample, boolean bigEndian) {
        this.label = label;
        this.bytesPerSample = bytesPerSample;
        this.bigEndian = bigEndian;
    }

    String label() {
        return label;
    }

    int bytesPerSample() {
        return bytesPerSample;
    }

    /** Signed integers of one to four bytes. */
    static SampleCoding integer(int bytes, boolean bigEndian) {
        return switch (bytes) {
            case 1 -> SIGNED_8;
            case 2 -> bigEndian ? SIGNED_16_BIG : SIGNED_16;
            case 3 -> bigEndian ? SIGNED_24_BIG : SIGNED_24;
            case 4 -> bigEndian ? SIGNED_32_BIG : SIGNED_32;
            default -> throw new IllegalArgumentException("bytes is " + bytes + ", must be 1 to 4");
        };
    }

    /** IEEE floats of four or eight bytes. */
    static SampleCoding floating(int bytes, boolean bigEndian) {
        return switch (bytes) {
            case 4 -> bigEndian ? FLOAT_32_BIG : FLOAT_32;
            case 8 -> bigEndian ? FLOAT_64_BIG : FLOAT_64;
            default -> throw new IllegalArgumentException("bytes is " + bytes + ", must be 4 or 8");
        };
    }

    /** Decodes {@code sampleCount} samples from {@code source[sourceOffset]} on into {@code target[offset]} and on. */
    void decode(byte[] source, int sourceOffset, float[] target, int offset, int sampleCount) {
        for (int sample = 0; sample < sampleCount; sample++) {
            target[offset + sample] = decode(source, sourceOffset + sample * bytesPerSample);
        }
    }

    private float decode(byte[] source, int index) {
        return switch (this) {
            case UNSIGNED_8 -> ((source[index] & 0xFF) - 128) * 0x1p-7f;
            case SIGNED_8 -> source[index] * 0x1p-7f;
            case SIGNED_16 -> (short) bits(source, index) * 0x1p-15f;
            case SIGNED_16_BIG -> (short) bits(source, index) * 0x1p-15f;
            case SIGNED_24, SIGNED_24_BIG -> ((int) bits(source, index) << 8 >> 8) * 0x1p-23f;
            case SIGNED_32, SIGNED_32_BIG -> Math.min(LARGEST_BELOW_ONE, (int) bits(source, index) * 0x1p-31f);
            case FLOAT_32, FLOAT_32_BIG -> Float.intBitsToFloat((int) bits(source, index));
            case FLOAT_64, FLOAT_64_BIG -> (float) Double.longBitsToDouble(bits(source, index));
            case A_LAW -> aLaw(source[index]) * 0x1p-15f;
            case MU_LAW -> muLaw(source[index]) * 0x1p-15f;
        };
    }

    private long bits(byte[] source, int index) {
        long bits = 0;
        for (int position = 0; position < bytesPerSample; position++) {
            int from = bigEndian ? index + position : index + bytesPerSample - 1 - position;
            bits = bits << 8 | (source[from] & 0xFF);
        }
        return bits;
    }

    /** Source: ITU-T G.711, A-law; every other bit is inverted. */
    private static int aLaw(byte code) {
        int plain = code ^ 0x55;
        int segment = (plain & 0x70) >> 4;
        int step = (plain & 0x0F) << 4;
        int magnitude = segment == 0 ? step + 8 : (step + 0x108) << (segment - 1);
        return (plain & 0x80) != 0 ? magnitude : -magnitude;
    }

    /** Source: ITU-T G.711, mu-law; all bits are inverted, and 0x84 is the bias. */
    private static int muLaw(byte code) {
        int plain = ~code;
        int magnitude = (((plain & 0x0F) << 3) + 0x84) << ((plain & 0x70) >> 4);
        return (plain & 0x80) != 0 ? 0x84 - magnitude : magnitude - 0x84;
    }
}
