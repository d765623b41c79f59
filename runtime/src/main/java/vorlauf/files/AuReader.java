package vorlauf.files;

import java.io.IOException;

/**
 * Reads the header of an AU (Sun, NeXT) file.
 *
 * <p>Source: the file format of SunOS {@code audio_filehdr}.
 */
final class AuReader {
    private static final long TO_THE_END = 0xFFFF_FFFFL;
    private static final int LEAST_OFFSET = 24;

    private final HeaderBytes bytes;

    /** A reader after the file's first four bytes. */
    AuReader(HeaderBytes bytes) {
        this.bytes = bytes;
    }

    SampleData read() throws IOException {
        long offset = bytes.unsigned32();
        long size = bytes.unsigned32();
        long encoding = bytes.unsigned32();
        double rate = bytes.unsigned32();
        int channels = bytes.channels((int) Math.min(Integer.MAX_VALUE, bytes.unsigned32()));
        if (offset < LEAST_OFFSET) {
            throw bytes.problem("says that its samples begin at byte " + offset + "; 24 or more would be right");
        }
        if (offset > bytes.length()) {
            throw bytes.problem("is truncated: its samples begin at byte " + offset + ", the file ends at byte "
                    + bytes.length() + "; copy the file again");
        }
        long length = size == TO_THE_END ? bytes.length() - offset : size;
        return bytes.data("AU", coding(encoding), channels, rate, offset, length);
    }

    private SampleCoding coding(long encoding) throws AudioFileException {
        return switch ((int) Math.min(Integer.MAX_VALUE, encoding)) {
            case 1 -> SampleCoding.MU_LAW;
            case 2 -> SampleCoding.SIGNED_8;
            case 3 -> SampleCoding.SIGNED_16_BIG;
            case 4 -> SampleCoding.SIGNED_24_BIG;
            case 5 -> SampleCoding.SIGNED_32_BIG;
            case 6 -> SampleCoding.FLOAT_32_BIG;
            case 7 -> SampleCoding.FLOAT_64_BIG;
            case 27 -> SampleCoding.A_LAW;
            default ->
                throw bytes.problem("is encoded with AU encoding " + encoding + ", which is not supported;"
                        + " 1 to 7 (mu-law, PCM, float) or 27 (A-law) would be right");
        };
    }
}
