package vorlauf.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;

class SampleCodingTest {
    @Test
    void decodesEveryALawAndMuLawCodeAsTheJdkDoes() throws IOException {
        assertThat(decodeAll(SampleCoding.A_LAW)).isEqualTo(jdkDecodes(AudioFormat.Encoding.ALAW));
        assertThat(decodeAll(SampleCoding.MU_LAW)).isEqualTo(jdkDecodes(AudioFormat.Encoding.ULAW));
    }

    @Test
    void decodesEightBits() {
        assertThat(decode(SampleCoding.UNSIGNED_8, 0, 0x80, 0xFF)).containsExactly(-1, 0, 127 / 128f);
        assertThat(decode(SampleCoding.SIGNED_8, 0x80, 0, 0x7F)).containsExactly(-1, 0, 127 / 128f);
    }

    @Test
    void decodesEitherByteOrder() {
        assertThat(decode(SampleCoding.SIGNED_16, 0x02, 0x80)).containsExactly(-32_766 / 32_768f);
        assertThat(decode(SampleCoding.SIGNED_16_BIG, 0x80, 0x02)).containsExactly(-32_766 / 32_768f);
        assertThat(decode(SampleCoding.SIGNED_24, 0x03, 0x02, 0x81)).containsExactly((0x810203 - 0x1000000) * 0x1p-23f);
        assertThat(decode(SampleCoding.SIGNED_24_BIG, 0x81, 0x02, 0x03))
                .containsExactly((0x810203 - 0x1000000) * 0x1p-23f);
        assertThat(decode(SampleCoding.SIGNED_32, 0, 0, 0, 0xC0)).containsExactly(-0.5f);
        assertThat(decode(SampleCoding.SIGNED_32_BIG, 0xC0, 0, 0, 0)).containsExactly(-0.5f);
    }

    @Test
    void fullScaleOf32BitsStaysBelowOne() {
        assertThat(decode(SampleCoding.SIGNED_32, 0xFF, 0xFF, 0xFF, 0x7F)[0]).isEqualTo(Math.nextDown(1f));
        assertThat(decode(SampleCoding.SIGNED_32, 0, 0, 0, 0x80)[0]).isEqualTo(-1f);
    }

    @Test
    void floatsStayAsTheyAre() {
        byte[] single = ByteBuffer.allocate(4).putFloat(-3.25f).array();
        byte[] twice = ByteBuffer.allocate(8).putDouble(0.1).array();
        float[] target = new float[1];
        SampleCoding.FLOAT_32_BIG.decode(single, 0, target, 0, 1);
        assertThat(target).containsExactly(-3.25f);
        SampleCoding.FLOAT_64_BIG.decode(twice, 0, target, 0, 1);
        assertThat(target).containsExactly(0.1f);
    }

    private static float[] decode(SampleCoding coding, int... values) {
        byte[] bytes = new byte[values.length];
        for (int index = 0; index < values.length; index++) {
            bytes[index] = (byte) values[index];
        }
        float[] target = new float[values.length / coding.bytesPerSample()];
        coding.decode(bytes, 0, target, 0, target.length);
        return target;
    }

    private static float[] decodeAll(SampleCoding coding) {
        float[] target = new float[256];
        coding.decode(allCodes(), 0, target, 0, 256);
        return target;
    }

    private static byte[] allCodes() {
        byte[] codes = new byte[256];
        for (int code = 0; code < 256; code++) {
            codes[code] = (byte) code;
        }
        return codes;
    }

    private static float[] jdkDecodes(AudioFormat.Encoding encoding) throws IOException {
        AudioFormat compressed = new AudioFormat(encoding, 8_000, 8, 1, 1, 8_000, false);
        AudioFormat linear = new AudioFormat(8_000, 16, 1, true, false);
        try (AudioInputStream stream = AudioSystem.getAudioInputStream(
                linear, new AudioInputStream(new ByteArrayInputStream(allCodes()), compressed, 256))) {
            float[] target = new float[256];
            SampleCoding.SIGNED_16.decode(stream.readAllBytes(), 0, target, 0, 256);
            return target;
        }
    }
}
