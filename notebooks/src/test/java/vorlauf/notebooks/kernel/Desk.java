package vorlauf.notebooks.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A session with numbered cells, as a test uses it. */
final class Desk implements AutoCloseable {
    private final JavaSession session = new JavaSession();
    private RecordedOutput output = new RecordedOutput();
    private int cells;

    JavaSession session() {
        return session;
    }

    CellOutcome run(String source) {
        output = new RecordedOutput();
        return session.run(++cells, source, output);
    }

    /** The value of a cell as text; fails where it has none. */
    String value(String source) {
        CellOutcome outcome = run(source);
        assertThat(outcome).as(source).isInstanceOf(CellOutcome.Shown.class);
        return ((CellOutcome.Shown) outcome).bundle().getOrDefault("text/plain", "");
    }

    /** All lines that tell of a cell's failure, without colours. */
    String failure(String source) {
        CellOutcome outcome = run(source);
        assertThat(outcome).as(source).isInstanceOf(CellOutcome.Failed.class);
        return String.join("\n", ((CellOutcome.Failed) outcome).lines()).replaceAll("\u001b\\[[0-9;]*m", "");
    }

    /** The output of the newest cell. */
    RecordedOutput output() {
        return output;
    }

    /** What the newest cell has printed on a stream by now. */
    static String printed(RecordedOutput output, String stream) {
        StringBuilder text = new StringBuilder();
        for (RecordedOutput.Output one : output.outputs()) {
            if (one instanceof RecordedOutput.Output.Text printed
                    && printed.stream().equals(stream)) {
                text.append(printed.text());
            }
        }
        return text.toString();
    }

    /** Waits for something that another thread does; fails after a minute. */
    static void await(BooleanSupplier condition) {
        for (int i = 0; i < 6_000 && !condition.getAsBoolean(); i++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Override
    public void close() {
        session.close();
    }
}
