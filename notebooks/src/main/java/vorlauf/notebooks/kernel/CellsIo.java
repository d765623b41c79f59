package vorlauf.notebooks.kernel;

import java.nio.charset.StandardCharsets;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.JupyterIO;

/** What extensions see of the cell that runs; and standard input, which the front end asks the user for. */
final class CellsIo extends JupyterIO {
    CellsIo() {
        super(StandardCharsets.UTF_8);
    }

    void attach(ShellReplyEnvironment environment, boolean mayAsk) {
        setEnv(environment);
        setJupyterInEnabled(mayAsk);
    }

    void detach(ShellReplyEnvironment environment) {
        retractEnv(environment);
    }
}
