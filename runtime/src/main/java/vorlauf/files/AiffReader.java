package vorlauf.files;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header of an AIFF or AIFC file.
 *
 * <p>Source: Apple, "Audio Interchange File Format: AIFF" 1.3 and "AIFF-C" (draft of 1991).
 */
final class AiffReader {
    private static final int MAXIMUM_CHUNKS = 10_000;

    private final HeaderBytes bytes;
    private @Nullable Common common;
    private long dataOffset = -1;
    private long dataBytes;

    private record Common(SampleCoding coding, int channels, double sampleRateHertz, long frames) {}

    /** A reader after the file's first four bytes. */
    AiffReader(HeaderBytes bytes) {
        this.bytes = bytes;
    }

    SampleData read() throws IOException {
        bytes.unsigned32(); // length of the form, which follows from its chunks
        String kind = bytes.name();
        boolean compressed = kind.equals("AIFC");
        if (!compressed && !kind.equals("AIFF")) {
            throw bytes.problem("is an IFF file of kind '" + kind + "'; a WAV, AIFF or AU file is needed");
        }
        for (int chunk = 0; chunk < MAXIMUM_CHUNKS && bytes.remaining() > 0; chunk++) {
            String name = bytes.name();
            long size = bytes.unsigned32();
            long start = bytes.position();
            switch (name) {
                case "COMM" -> common = common(size, compressed);
                case "SSND" -> readSoundData(size, start);
                default -> {}
            }
            if (common != null && dataOffset >= 0) {
                return data(kind, common);
            }
            bytes.seek(start);
            bytes.skipChunk(name, size);
        }
        throw bytes.problem("has no '" + (common == null ? "COMM" : "SSND") + "' chunk: it ends at byte "
                + bytes.length() + " before it; copy the file again");
    }

    private SampleData data(String container, Common found) throws IOException {
        long stated = found.frames() * found.channels() * found.coding().bytesPerSample();
        if (stated > dataBytes) {
            throw bytes.problem("states " + found.frames() + " frames, which need " + stated
                    + " bytes, but its 'SSND' chunk holds " + dataBytes + "; copy the file again");
        }
        return bytes.data(container, found.coding(), found.channels(), found.sampleRateHertz(), dataOffset, stated);
    }

    private void readSoundData(long size, long start) throws IOException {
        long gap = bytes.unsigned32();
        bytes.unsigned32(); // alignment of blocks
        if (gap + 8 > size) {
            throw bytes.problem("has an 'SSND' chunk of " + size + " bytes whose samples begin at byte " + (gap + 8)
                    + " of it; within it would be right");
        }
        dataOffset = start + 8 + gap;
        dataBytes = size - 8 - gap;
    }

    private Common common(long size, boolean compressed) throws IOException {
        long least = compressed ? 22 : 18;
        if (size < least) {
            throw bytes.problem("has a 'COMM' chunk of " + size + " bytes; at least " + least + " would be right");
        }
        int channels = bytes.channels(bytes.unsigned16());
        long frames = bytes.unsigned32();
        int bits = bytes.unsigned16();
        double rate = extended();
        String compression = compressed ? bytes.name() : "NONE";
        return new Common(coding(compression, bits), channels, rate, frames);
    }

    private SampleCoding coding(String compression, int bits) throws AudioFileException {
        int sampleBytes = (bits + 7) / 8;
        boolean integer = sampleBytes >= 1 && sampleBytes <= 4;
        SampleCoding coding = switch (compression) {
            case "NONE", "twos" -> integer ? SampleCoding.integer(sampleBytes, true) : null;
            case "sowt" -> integer ? SampleCoding.integer(sampleBytes, false) : null;
            case "in24" -> SampleCoding.SIGNED_24_BIG;
            case "in32" -> SampleCoding.SIGNED_32_BIG;
            case "raw " -> sampleBytes == 1 ? SampleCoding.UNSIGNED_8 : null;
            case "fl32", "FL32" -> SampleCoding.FLOAT_32_BIG;
            case "fl64", "FL64" -> SampleCoding.FLOAT_64_BIG;
            case "alaw", "ALAW" -> SampleCoding.A_LAW;
            case "ulaw", "ULAW" -> SampleCoding.MU_LAW;
            default -> null;
        };
        if (coding == null) {
            throw bytes.problem("is encoded as '" + compression + "' with " + bits + " bits, which is not supported;"
                    + " PCM of 8 to 32 bits, float, A-law or mu-law would be right");
        }
        return coding;
    }

    /** An 80-bit float: sign and exponent in 16 bits, then 64 bits with no hidden one. */
    private double extended() throws IOException {
        int signAndExponent = bytes.unsigned16();
        long mantissa = bytes.signed64();
        double unsigned = (mantissa >>> 1) * 2.0 + (mantissa & 1);
        double value = Math.scalb(unsigned, (signAndExponent & 0x7FFF) - 16_383 - 63);
        return (signAndExponent & 0x8000) != 0 ? -value : value;
    }
}
