package vorlauf.files;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header of a WAV, RF64 or BW64 file.
 *
 * <p>A stream writer cannot go back and leaves a size that means "to the end of the file": 0 where the RIFF size
 * covers no samples either, or one of the last 4,096 values before 2^31 or 2^32.
 *
 * <p>Source: Microsoft, "Multiple Channel Audio Data and WAVE Files"; EBU Tech 3306, "RF64".
 */
final class WavReader {
    private static final int MAXIMUM_CHUNKS = 10_000;
    private static final int TAG_PCM = 1;
    private static final int TAG_FLOAT = 3;
    private static final int TAG_A_LAW = 6;
    private static final int TAG_MU_LAW = 7;
    private static final int TAG_EXTENSIBLE = 0xFFFE;
    private static final long IN_DS64 = 0xFFFF_FFFFL;
    private static final long GUID_MIDDLE = 0x0010_0000L;
    private static final long GUID_END = 0x719B_3800_AA00_0080L;

    private final HeaderBytes bytes;
    private final boolean large;
    private long riffBytes;
    private long dataBytesOfDs64;
    private @Nullable Format format;

    private record Format(SampleCoding coding, int channels, double sampleRateHertz) {}

    /** A reader after the file's first four bytes. */
    WavReader(HeaderBytes bytes, boolean large) {
        this.bytes = bytes;
        this.large = large;
    }

    SampleData read() throws IOException {
        riffBytes = bytes.unsigned32();
        String kind = bytes.name();
        if (!kind.equals("WAVE")) {
            throw bytes.problem("is a RIFF file of kind '" + kind + "'; a WAV, AIFF or AU file is needed");
        }
        for (int chunk = 0; chunk < MAXIMUM_CHUNKS && bytes.remaining() > 0; chunk++) {
            String name = bytes.name();
            long size = bytes.unsigned32();
            long start = bytes.position();
            switch (name) {
                case "data" -> {
                    return data(size);
                }
                case "fmt " -> format = format(size);
                case "ds64" -> readDs64(size);
                default -> {}
            }
            bytes.seek(start);
            bytes.skipChunk(name, size);
        }
        throw bytes.problem(
                "has no 'data' chunk: it ends at byte " + bytes.length() + " before its samples; copy the file again");
    }

    private void readDs64(long size) throws IOException {
        if (size < 24) {
            throw bytes.problem("has a 'ds64' chunk of " + size + " bytes; at least 24 would be right");
        }
        riffBytes = bytes.signed64();
        dataBytesOfDs64 = bytes.signed64();
    }

    private Format format(long size) throws IOException {
        if (size < 16) {
            throw bytes.problem("has a 'fmt ' chunk of " + size + " bytes; at least 16 would be right");
        }
        int tag = bytes.unsigned16();
        int channels = bytes.channels(bytes.unsigned16());
        double rate = bytes.unsigned32();
        bytes.unsigned32(); // bytes a second, which follows from the rest
        int frameBytes = bytes.unsigned16();
        int bits = bytes.unsigned16();
        if (tag == TAG_EXTENSIBLE && size >= 40) {
            bytes.unsigned32(); // length of the extension and valid bits: samples are left-justified
            bytes.unsigned32(); // places of the speakers
            tag = bytes.unsigned16();
            if ((bytes.unsigned16() | bytes.unsigned32() << 16) != GUID_MIDDLE << 16 || bytes.signed64() != GUID_END) {
                throw bytes.problem(
                        "has an encoding of its own (sub-format is no known GUID); PCM or float would be right");
            }
        }
        int sampleBytes = frameBytes / channels;
        if (frameBytes % channels != 0 || bits < 1 || bits > 8 * sampleBytes) {
            throw bytes.problem(String.format(
                    Locale.ROOT,
                    "states %d channels of %d bits in frames of %d bytes, which does not fit; %d bytes would be right",
                    channels,
                    bits,
                    frameBytes,
                    channels * ((bits + 7) / 8)));
        }
        return new Format(coding(tag, sampleBytes), channels, rate);
    }

    private SampleCoding coding(int tag, int sampleBytes) throws AudioFileException {
        if (tag == TAG_PCM && sampleBytes == 1) {
            return SampleCoding.UNSIGNED_8;
        }
        if (tag == TAG_PCM && sampleBytes <= 4) {
            return SampleCoding.integer(sampleBytes, false);
        }
        if (tag == TAG_FLOAT && (sampleBytes == 4 || sampleBytes == 8)) {
            return SampleCoding.floating(sampleBytes, false);
        }
        if ((tag == TAG_A_LAW || tag == TAG_MU_LAW) && sampleBytes == 1) {
            return tag == TAG_A_LAW ? SampleCoding.A_LAW : SampleCoding.MU_LAW;
        }
        throw bytes.problem(String.format(
                Locale.ROOT,
                "is encoded with WAV format 0x%04X in %d bytes a sample, which is not supported;"
                        + " PCM of 8 to 32 bits, float of 32 or 64 bits, A-law or mu-law would be right",
                tag,
                sampleBytes));
    }

    private SampleData data(long size) throws IOException {
        if (format == null) {
            throw bytes.problem("has its samples before their format ('data' at byte " + (bytes.position() - 8)
                    + " before 'fmt '); 'fmt ' first would be right");
        }
        long offset = bytes.position();
        long available = bytes.remaining();
        long stated = large && size == IN_DS64 ? dataBytesOfDs64 : size;
        if (stated < 0) {
            throw bytes.problem(
                    "states a length of " + stated + " bytes in its 'ds64' chunk; 0 or more would be right");
        }
        long length = large || !isToTheEnd(size, offset, available) ? stated : available;
        return bytes.data(
                large ? "RF64" : "WAV", format.coding(), format.channels(), format.sampleRateHertz(), offset, length);
    }

    private boolean isToTheEnd(long size, long offset, long available) {
        boolean nothingKnown = size == 0 && (riffBytes + 8 <= offset || isPlaceholder(riffBytes));
        return nothingKnown || (isPlaceholder(size) && available < size);
    }

    private static boolean isPlaceholder(long size) {
        return (size >= 0x7FFF_F000L && size <= 0x7FFF_FFFFL) || size >= 0xFFFF_F000L;
    }
}
