package vorlauf.files;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The bytes before the samples of a WAV file: RIFF while the file is small enough, RF64 from then on.
 *
 * <p>Its length depends on the format alone, so that it can be written again in place with other counts: a JUNK chunk
 * keeps the room that the ds64 chunk of RF64 needs.
 *
 * <p>Source: Microsoft, "Multiple Channel Audio Data and WAVE Files"; EBU Tech 3306, "RF64".
 */
final class WavHeader {
    /** Largest size that a 32-bit field of RIFF holds; the one above it is RF64's sign for "see ds64". */
    static final long RIFF_LIMIT_BYTES = 0xFFFF_FFFEL;

    private static final int DS64_BYTES = 28;
    private static final int TAG_PCM = 1;
    private static final int TAG_FLOAT = 3;
    private static final int TAG_EXTENSIBLE = 0xFFFE;

    /** The part of a sub-format GUID after its tag: 0000-0010-8000-00AA00389B71, as stored. */
    private static final byte[] GUID_TAIL = {
        0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xAA, 0, 0x38, (byte) 0x9B, 0x71
    };

    private final SampleFormat format;
    private final int channels;
    private final int sampleRateHertz;
    private final boolean extensible;
    private final int formatBytes;

    WavHeader(SampleFormat format, int channels, int sampleRateHertz) {
        this.format = format;
        this.channels = channels;
        this.sampleRateHertz = sampleRateHertz;
        this.extensible = channels > 2 || (format.integer() && format != SampleFormat.PCM16);
        this.formatBytes = extensible ? 40 : format.integer() ? 16 : 18;
    }

    /** Bytes of the header; samples follow at this offset. */
    int length() {
        int beforeFormat = 12 + 8 + DS64_BYTES;
        int fact = format.integer() ? 0 : 12;
        return beforeFormat + 8 + formatBytes + fact + 8;
    }

    int frameBytes() {
        return channels * format.bytesPerSample();
    }

    /**
     * The header of a file with {@code frames} frames.
     *
     * @param riffLimitBytes largest RIFF size before it becomes RF64, {@link #RIFF_LIMIT_BYTES} but in tests
     */
    byte[] encode(long frames, long riffLimitBytes) {
        long dataBytes = frames * frameBytes();
        long riffBytes = length() - 8 + dataBytes + (dataBytes & 1);
        boolean large = riffBytes > riffLimitBytes;
        ByteBuffer buffer = ByteBuffer.allocate(length()).order(ByteOrder.LITTLE_ENDIAN);
        chunk(buffer, large ? "RF64" : "RIFF", large ? -1 : (int) riffBytes);
        name(buffer, "WAVE");
        chunk(buffer, large ? "ds64" : "JUNK", DS64_BYTES);
        buffer.putLong(large ? riffBytes : 0)
                .putLong(large ? dataBytes : 0)
                .putLong(large ? frames : 0)
                .putInt(0);
        format(buffer);
        if (!format.integer()) {
            chunk(buffer, "fact", 4);
            buffer.putInt(large ? -1 : (int) frames);
        }
        chunk(buffer, "data", large ? -1 : (int) dataBytes);
        return buffer.array();
    }

    private void format(ByteBuffer buffer) {
        int tag = format.integer() ? TAG_PCM : TAG_FLOAT;
        int bits = 8 * format.bytesPerSample();
        chunk(buffer, "fmt ", formatBytes);
        buffer.putShort((short) (extensible ? TAG_EXTENSIBLE : tag)).putShort((short) channels);
        buffer.putInt(sampleRateHertz).putInt(sampleRateHertz * frameBytes());
        buffer.putShort((short) frameBytes()).putShort((short) bits);
        if (extensible) {
            buffer.putShort((short) 22).putShort((short) bits).putInt(speakers(channels));
            buffer.putShort((short) tag).put(GUID_TAIL);
        } else if (!format.integer()) {
            buffer.putShort((short) 0);
        }
    }

    /** The layouts that Web Audio also names; other counts are channels without a place in the room. */
    private static int speakers(int channels) {
        return switch (channels) {
            case 1 -> 0x4;
            case 2 -> 0x3;
            case 4 -> 0x33;
            case 6 -> 0x3F;
            default -> 0;
        };
    }

    private static void chunk(ByteBuffer buffer, String name, int size) {
        name(buffer, name);
        buffer.putInt(size);
    }

    private static void name(ByteBuffer buffer, String name) {
        buffer.put(name.getBytes(StandardCharsets.US_ASCII));
    }
}
