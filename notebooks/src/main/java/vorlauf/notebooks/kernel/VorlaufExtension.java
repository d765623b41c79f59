package vorlauf.notebooks.kernel;

import java.util.Map;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import vorlauf.control.RoutedSchedulers;
import vorlauf.notebooks.display.Display;
import vorlauf.notebooks.display.Screen;

/**
 * Vorlauf's renderers in any kernel of the IJava line: with this jar on the class path of JJava, signals and recordings are
 * shown as in Vorlauf's own kernel. Displays that change do so there while a cell runs.
 */
public final class VorlaufExtension implements Extension {
    @Override
    public void install(BaseKernel kernel) {
        RoutedSchedulers.install();
        kernel.getRenderer().createRegistration(Object.class).register((value, context) -> {
            if (Display.hasRendererFor(value)) {
                Display.render(value).forEach(context.getOutputContainer()::putData);
            }
        });
        if (!(kernel instanceof VorlaufKernel)) {
            Display.attach(new StockScreen(kernel));
        }
    }

    @Override
    public void uninstall(BaseKernel kernel) {
        Display.attach(null);
    }

    /** The displays of a kernel that tells no more than where the running cell is. */
    private static final class StockScreen implements Screen {
        private final BaseKernel kernel;
        private int displays;

        StockScreen(BaseKernel kernel) {
            this.kernel = kernel;
        }

        @Override
        public void show(Map<String, String> bundle) {
            kernel.display(JupyterOutput.data(bundle));
        }

        @Override
        public Updates open(Map<String, String> bundle) {
            String displayId = nextId();
            DisplayData first = JupyterOutput.data(bundle);
            first.setDisplayId(displayId);
            kernel.display(first);
            return newer -> kernel.getIO().display.updateDisplay(displayId, JupyterOutput.data(newer));
        }

        private synchronized String nextId() {
            return "vorlauf-" + ++displays;
        }
    }
}
