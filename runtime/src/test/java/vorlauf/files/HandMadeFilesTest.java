package vorlauf.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as other programs write them, and as none should. */
class HandMadeFilesTest {
    private static final byte[] GUID_TAIL = {
        0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xAA, 0, 0x38, (byte) 0x9B, 0x71
    };

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {0xFFFF_FFFFL, 0x7FFF_F000L, 0x7FFF_FFDBL, 0})
    void aStreamThatCouldNotGoBackIsReadToItsEnd(long size) throws IOException {
        ByteBuffer wav = little();
        name(wav, "RIFF").putInt((int) Math.max(size, 36));
        name(wav, "WAVE");
        format(wav, 1, 1, 2, 16);
        name(wav, "data")
                .putInt((int) size)
                .putShort((short) 0x4000)
                .putShort((short) -0x4000)
                .put((byte) 9);
        assertThat(read(wav)).containsExactly(0.5f, -0.5f);
    }

    @Test
    void anEmptyDataChunkBeforeOtherChunksHoldsNoFrames() throws IOException {
        ByteBuffer wav = little();
        name(wav, "RIFF").putInt(4 + 24 + 8 + 12);
        name(wav, "WAVE");
        format(wav, 1, 1, 2, 16);
        name(wav, "data").putInt(0);
        name(wav, "LIST").putInt(4).putInt(0);
        assertThat(read(wav)).isEmpty();
    }

    @Test
    void unknownChunksOfOddLengthAreSkippedWithTheirPadding() throws IOException {
        ByteBuffer wav = little();
        name(wav, "RIFF").putInt(100);
        name(wav, "WAVE");
        name(wav, "bext").putInt(3).putInt(0);
        format(wav, 1, 1, 2, 16);
        name(wav, "cue ").putInt(1).putShort((short) 0);
        name(wav, "data").putInt(2).putShort((short) 0x2000);
        assertThat(read(wav)).containsExactly(0.25f);
    }

    @Test
    void twentyBitsInThreeBytesAreReadLeftJustified() throws IOException {
        ByteBuffer wav = little();
        name(wav, "RIFF").putInt(100);
        name(wav, "WAVE");
        name(wav, "fmt ")
                .putInt(40)
                .putShort((short) 0xFFFE)
                .putShort((short) 1)
                .putInt(48_000)
                .putInt(144_000);
        wav.putShort((short) 3)
                .putShort((short) 24)
                .putShort((short) 22)
                .putShort((short) 20)
                .putInt(4);
        wav.putShort((short) 1).put(GUID_TAIL);
        name(wav, "data").putInt(3).put(new byte[] {0x00, 0x00, 0x60});
        assertThat(read(wav)).containsExactly(0.75f);
    }

    @Test
    void anEncodingOfSomebodysOwnIsRefused() {
        ByteBuffer wav = little();
        name(wav, "RIFF").putInt(100);
        name(wav, "WAVE");
        name(wav, "fmt ")
                .putInt(40)
                .putShort((short) 0xFFFE)
                .putShort((short) 1)
                .putInt(48_000)
                .putInt(96_000);
        wav.putShort((short) 2)
                .putShort((short) 16)
                .putShort((short) 22)
                .putShort((short) 16)
                .putInt(4);
        wav.putShort((short) 1).put(new byte[14]);
        assertProblem(wav, "has an encoding of its own (sub-format is no known GUID); PCM or float would be right");
    }

    @ParameterizedTest
    @CsvSource({
        "0x55, 1, 1, 8, WAV format 0x0055 in 1 bytes a sample",
        "1, 1, 5, 40, WAV format 0x0001 in 5 bytes a sample",
        "3, 1, 2, 16, WAV format 0x0003 in 2 bytes a sample",
        "6, 1, 2, 16, WAV format 0x0006 in 2 bytes a sample",
        "1, 0, 2, 16, states 0 channels",
        "1, 2000, 4000, 16, states 2000 channels",
        "1, 2, 3, 16, states 2 channels of 16 bits in frames of 3 bytes",
        "1, 2, 4, 24, 6 bytes would be right",
        "1, 1, 0, 16, states 1 channels of 16 bits in frames of 0 bytes"
    })
    void aFormatThatCannotBeReadIsNamed(String tag, int channels, int frameBytes, int bits, String problem) {
        ByteBuffer wav = little();
        name(wav, "RIFF").putInt(100);
        name(wav, "WAVE");
        format(wav, Integer.decode(tag), channels, frameBytes, bits);
        name(wav, "data").putInt(4).putInt(0);
        assertProblem(wav, problem);
    }

    @Test
    void aWavWithItsPartsMissingOrOutOfOrderIsRefused() {
        ByteBuffer video = little();
        name(video, "RIFF").putInt(100);
        name(video, "AVI ");
        assertProblem(video, "is a RIFF file of kind 'AVI '; a WAV, AIFF or AU file is needed");

        ByteBuffer unordered = little();
        name(unordered, "RIFF").putInt(100);
        name(unordered, "WAVE");
        name(unordered, "data").putInt(4).putInt(0);
        assertProblem(unordered, "has its samples before their format ('data' at byte 12 before 'fmt ')");

        ByteBuffer silent = little();
        name(silent, "RIFF").putInt(100);
        name(silent, "WAVE");
        format(silent, 1, 1, 2, 16);
        assertProblem(silent, "has no 'data' chunk: it ends at byte 36 before its samples");

        ByteBuffer small = little();
        name(small, "RIFF").putInt(100);
        name(small, "WAVE");
        name(small, "fmt ").putInt(8).putLong(0);
        assertProblem(small, "has a 'fmt ' chunk of 8 bytes; at least 16 would be right");

        ByteBuffer rateless = little();
        name(rateless, "RIFF").putInt(100);
        name(rateless, "WAVE");
        name(rateless, "fmt ")
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1)
                .putLong(0);
        rateless.putShort((short) 2).putShort((short) 16);
        name(rateless, "data").putInt(2).putShort((short) 0);
        assertProblem(rateless, "states a sample rate of 0.0 Hz; 1 to 10,000,000 Hz would be right");
    }

    @Test
    void rf64WithoutATruthfulDs64IsRefused() {
        ByteBuffer negative = little();
        name(negative, "RF64").putInt(-1);
        name(negative, "WAVE");
        name(negative, "ds64").putInt(28).putLong(100).putLong(-4).putLong(2).putInt(0);
        format(negative, 1, 1, 2, 16);
        name(negative, "data").putInt(-1).putInt(0);
        assertProblem(negative, "states a length of -4 bytes in its 'ds64' chunk; 0 or more would be right");

        ByteBuffer promising = little();
        name(promising, "BW64").putInt(-1);
        name(promising, "WAVE");
        name(promising, "ds64")
                .putInt(28)
                .putLong(100)
                .putLong(1L << 40)
                .putLong(2)
                .putInt(0);
        format(promising, 1, 1, 2, 16);
        name(promising, "data").putInt(-1).putInt(0);
        assertProblem(promising, "is truncated: its header promises 549755813888 frames");
    }

    @ParameterizedTest
    @CsvSource({
        "sowt, 16, 0040, 0.5",
        "twos, 16, 4000, 0.5",
        "NONE, 24, 400000, 0.5",
        "in24, 24, A00000, -0.75",
        "in32, 32, 20000000, 0.25",
        "fl32, 32, 3F400000, 0.75",
        "FL32, 32, C0000000, -2",
        "fl64, 64, 3FE0000000000000, 0.5",
        "'raw ', 8, C0, 0.5",
        "ulaw, 16, FF, 0",
        "NONE, 12, 4000, 0.5"
    })
    void everyAifcEncodingIsRead(String compression, int bits, String bytes, float expected) throws IOException {
        byte[] data = java.util.HexFormat.of().parseHex(bytes);
        assertThat(read(aifc(compression, bits, 1, data, data.length))).containsExactly(expected);
    }

    @Test
    void anAiffThatContradictsItselfIsRefused() {
        assertProblem(aifc("MAC3", 16, 1, new byte[2], 2), "is encoded as 'MAC3' with 16 bits, which is not supported");
        assertProblem(aifc("NONE", 48, 1, new byte[6], 6), "is encoded as 'NONE' with 48 bits");
        assertProblem(
                aifc("NONE", 16, 5, new byte[2], 2),
                "states 5 frames, which need 10 bytes, but its 'SSND' chunk holds 2");
        assertProblem(aifc("NONE", 16, 5, new byte[2], 10), "is truncated: its header promises 5 frames");
        ByteBuffer other = ByteBuffer.allocate(64);
        name(other, "FORM").putInt(4);
        name(other, "ILBM");
        assertProblem(other, "is an IFF file of kind 'ILBM'");
    }

    @Test
    void soundDataBeforeItsDescriptionIsRead() throws IOException {
        ByteBuffer aiff = ByteBuffer.allocate(200);
        name(aiff, "FORM").putInt(100);
        name(aiff, "AIFF");
        name(aiff, "SSND").putInt(8 + 4 + 2).putInt(4).putInt(0).putInt(0).putShort((short) 0x4000);
        name(aiff, "COMM").putInt(18).putShort((short) 1).putInt(1).putShort((short) 16);
        aiff.putShort((short) (16_383 + 15)).putLong(0xBB80_0000_0000_0000L);
        assertThat(read(aiff)).containsExactly(0.5f);
        assertThat(AudioFile.probe(folder.resolve("made")).sampleRateHertz()).isEqualTo(48_000);
    }

    @Test
    void anAuThatCannotBeReadIsRefusedAndAStreamIsReadToItsEnd() throws IOException {
        assertProblem(au(24, 2, 23, 1), "is encoded with AU encoding 23, which is not supported");
        assertProblem(au(24, 2, 3, 0), "states 0 channels");
        assertProblem(au(8, 2, 3, 1), "says that its samples begin at byte 8; 24 or more would be right");
        assertProblem(au(999, 2, 3, 1), "is truncated: its samples begin at byte 999");
        assertProblem(au(24, 6, 3, 1), "is truncated: its header promises 3 frames, the file ends at byte 28 after 2");
        assertThat(read(au(24, -1, 3, 1))).containsExactly(0.5f, 0.25f);
        assertThat(read(au(24, 2, 3, 1))).containsExactly(0.5f);
    }

    private static ByteBuffer au(int offset, int size, int encoding, int channels) {
        ByteBuffer buffer = ByteBuffer.allocate(64);
        name(buffer, ".snd")
                .putInt(offset)
                .putInt(size)
                .putInt(encoding)
                .putInt(8_000)
                .putInt(channels);
        return buffer.putShort((short) 0x4000).putShort((short) 0x2000);
    }

    private static ByteBuffer aifc(String compression, int bits, int frames, byte[] data, int statedDataBytes) {
        ByteBuffer buffer = ByteBuffer.allocate(200);
        name(buffer, "FORM").putInt(100);
        name(buffer, "AIFC");
        name(buffer, "COMM").putInt(24).putShort((short) 1).putInt(frames).putShort((short) bits);
        buffer.putShort((short) (16_383 + 15)).putLong(0xBB80_0000_0000_0000L);
        name(buffer, compression).putShort((short) 0);
        return name(buffer, "SSND").putInt(8 + statedDataBytes).putLong(0).put(data);
    }

    private static ByteBuffer little() {
        return ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer name(ByteBuffer buffer, String name) {
        return buffer.put(name.getBytes(ISO_8859_1));
    }

    private static void format(ByteBuffer buffer, int tag, int channels, int frameBytes, int bits) {
        name(buffer, "fmt ")
                .putInt(16)
                .putShort((short) tag)
                .putShort((short) channels)
                .putInt(48_000);
        buffer.putInt(48_000 * frameBytes).putShort((short) frameBytes).putShort((short) bits);
    }

    private Path made(ByteBuffer buffer) throws IOException {
        return Files.write(
                folder.resolve("made"), Arrays.copyOfRange(buffer.array(), buffer.arrayOffset(), buffer.position()));
    }

    private float[] read(ByteBuffer buffer) throws IOException {
        return Samples.readAll(made(buffer));
    }

    private void assertProblem(ByteBuffer buffer, String problem) {
        assertThatThrownBy(() -> read(buffer))
                .isInstanceOf(AudioFileException.class)
                .hasMessageContaining(problem)
                .hasMessageContaining("; ");
    }
}
