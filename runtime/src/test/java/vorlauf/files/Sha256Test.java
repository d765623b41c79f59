package vorlauf.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Sha256Test {
    @Test
    void isTheHashOfTheLittleEndianSamplesHoweverTheyAreCut() throws NoSuchAlgorithmException {
        float[] samples = Samples.noise(20_001, 4);
        ByteBuffer bytes = ByteBuffer.allocate(samples.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (float sample : samples) {
            bytes.putFloat(sample);
        }
        String expected =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        Sha256 whole = new Sha256();
        whole.update(samples, 0, samples.length);
        assertThat(whole.finish()).isEqualTo(expected);
        Sha256 cut = new Sha256();
        for (int done = 0; done < samples.length; done += 127) {
            cut.update(samples, done, Math.min(127, samples.length - done));
        }
        assertThat(cut.finish()).isEqualTo(expected);
    }

    @Test
    void oneBitMakesAnotherHash() {
        Sha256 zero = new Sha256();
        zero.update(new float[] {0f}, 0, 1);
        Sha256 negativeZero = new Sha256();
        negativeZero.update(new float[] {-0f}, 0, 1);
        assertThat(zero.finish()).isNotEqualTo(negativeZero.finish());
    }

    @Test
    void nothingHasTheHashOfNothing() {
        assertThat(new Sha256().finish()).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
