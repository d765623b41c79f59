package vorlauf.notebooks.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vorlauf.notebooks.display.Display;

/** Vorlauf's renderers in a kernel that is not Vorlauf's, by its own way of loading extensions. */
final class VorlaufExtensionTest {
    @Test
    void aStockKernelShowsWhatRenderersKnow() {
        StockKernel kernel = new StockKernel();
        assertThat(kernel.getRenderer().render(new Chord(3)).hasDataForType(MIMEType.TEXT_HTML))
                .isFalse();
        kernel.onStartup();
        try {
            DisplayData shown = kernel.getRenderer().render(new Chord(3));
            assertThat(shown.getData(MIMEType.TEXT_HTML)).isEqualTo("<b>3 notes</b>");
            assertThat(kernel.getRenderer().render(7).hasDataForType(MIMEType.TEXT_HTML))
                    .isFalse();
            Display.show(new Chord(4));
            Display.live(new Chord(5));
            assertThat(kernel.displayed)
                    .extracting(data -> data.getData(MIMEType.TEXT_HTML))
                    .containsExactly("<b>4 notes</b>", "<b>5 notes</b>");
        } finally {
            kernel.onShutdown(false);
        }
    }

    /** No more than the protocol library asks of a kernel. */
    private static final class StockKernel extends BaseKernel {
        private final List<DisplayData> displayed = new ArrayList<>();

        StockKernel() {
            super(
                    "stock",
                    "1",
                    new LanguageInfo.Builder("java").build(),
                    List.of(),
                    null,
                    new JupyterIO(java.nio.charset.StandardCharsets.UTF_8),
                    new CommManager(),
                    new Renderer(),
                    null,
                    new MagicsRegistry(),
                    true,
                    new StringStyler.Builder().build());
        }

        @Override
        public void display(DisplayData data) {
            displayed.add(data);
        }

        @Override
        public @Nullable Object evalRaw(String source) {
            return null;
        }

        @Override
        public @Nullable DisplayData inspect(String code, int at, boolean extraDetail) {
            return null;
        }

        @Override
        public @Nullable ReplacementOptions complete(String code, int at) {
            return null;
        }

        @Override
        public String isComplete(String code) {
            return IS_COMPLETE_MAYBE;
        }
    }
}
