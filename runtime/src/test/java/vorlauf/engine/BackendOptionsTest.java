package vorlauf.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BackendOptionsTest {
    @Test
    void readsWhatIsGivenAndFallsBackWhereNothingIs() throws BackendException {
        BackendOptions options = new BackendOptions("wav", Map.of("count", "7", "dither", "TRUE"));
        assertThat(options.whole("count", 1, 0, 10)).isEqualTo(7);
        assertThat(options.whole("other", 1, 0, 10)).isEqualTo(1);
        assertThat(options.flag("dither", false)).isTrue();
        assertThat(options.choice("pace", "free", "real-time", "free")).isEqualTo("free");
        options.refuseUnknown();
    }

    @Test
    void namesTheOptionTheValueAndTheRule() {
        BackendOptions options = new BackendOptions("wav", Map.of("count", "11", "size", "x", "pace", "fast"));
        assertThatThrownBy(() -> options.whole("count", 1, 0, 10))
                .isInstanceOf(BackendException.class)
                .hasMessage("wav: option count is '11', must be a whole number from 0 to 10");
        assertThatThrownBy(() -> options.whole("size", 1, 0, 10)).hasMessageContaining("size is 'x'");
        assertThatThrownBy(() -> options.choice("pace", "free", "real-time", "free"))
                .hasMessage("wav: option pace is 'fast', must be real-time or free");
    }

    @Test
    void refusesAnOptionThatNobodyReads() {
        BackendOptions options = new BackendOptions("wav", Map.of("fiel", "a.wav"));
        assertThat(options.text("file")).isEmpty();
        assertThatThrownBy(options::refuseUnknown).hasMessage("wav: no option is called 'fiel'; it takes file");
    }
}
