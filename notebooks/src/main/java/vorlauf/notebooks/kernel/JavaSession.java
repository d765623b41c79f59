package vorlauf.notebooks.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.jspecify.annotations.Nullable;
import vorlauf.control.RoutedSchedulers;
import vorlauf.engine.Engine;
import vorlauf.notebooks.Vorlauf;
import vorlauf.notebooks.display.Display;
import vorlauf.notebooks.display.Places;
import vorlauf.notebooks.kernel.CellOutcome.Failed;

/**
 * A Java session that runs cells one after the other in this JVM: what one declares the next one sees. It knows nothing of
 * Jupyter.
 *
 * <p>Threads: one runs cells, {@link #interrupt} any. One session at a time, as it takes over the JVM's standard output.
 */
public final class JavaSession implements AutoCloseable {
    private final CellControl control = new CellControl();
    private final Origins origins = new Origins();
    private final JShell shell;
    private final CellErrors errors;
    private final Variables variables;
    private final Assistance assistance;
    private final Magics magics;
    private final CellStreams streams;
    private volatile boolean interrupted;

    /** Starts a session with Vorlauf's imports. */
    public JavaSession() {
        // before a cell makes its first publisher: what exists by then would keep the time of day in a render
        RoutedSchedulers.install();
        shell = JShell.builder()
                .executionEngine(new InThisJvm(control), Map.of())
                .idGenerator((_, index) -> origins.nextId(index))
                .compilerOptions("--add-modules", "jdk.incubator.vector", "-parameters")
                .build();
        errors = new CellErrors(shell, origins);
        variables = new Variables(shell, control);
        assistance = new Assistance(shell);
        magics = new Magics(shell, variables);
        for (String line : imports().lines().toList()) {
            if (!line.isBlank()) {
                shell.eval(line);
            }
        }
        // before any cell assembles a publisher: what was assembled earlier would have real time in a render
        RoutedSchedulers.install();
        streams = new CellStreams();
        Display.attach(new CellScreen());
        Places.attach(origins::readable);
    }

    private static String imports() {
        try (InputStream stream = JavaSession.class.getResourceAsStream("imports.jsh")) {
            if (stream == null) {
                throw new IllegalStateException("imports.jsh is missing beside JavaSession");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a cell as {@link #run(Cell)} does, and keeps its outputs. */
    public CellOutcome run(int number, String source, RecordedOutput output) {
        return run(new Cell(number, source, output));
    }

    /** Runs a cell to its end, or to its first failure; what came before the failure stays done. */
    CellOutcome run(Cell cell) {
        cell.becomeNewest();
        interrupted = false;
        control.begin();
        CellOutcome[] outcome = {new CellOutcome.Done()};
        cell.run(() -> outcome[0] = evaluate(cell));
        cell.flush();
        return outcome[0];
    }

    private CellOutcome evaluate(Cell cell) {
        origins.enter(cell.number(), 0);
        Magics.Parsed parsed = Magics.Parsed.of(cell.source());
        Set<Snippet> unfinished = new LinkedHashSet<>();
        try {
            for (Magics.Call call : parsed.calls()) {
                magics.run(call);
            }
            @Nullable Object value = null;
            for (Piece piece : Piece.of(shell.sourceCodeAnalysis(), parsed.java())) {
                if (interrupted) {
                    throw new CellFailure(interruption());
                }
                origins.enter(cell.number(), piece.linesBefore(parsed.java()));
                value = evaluate(piece, unfinished);
            }
            unfinished.forEach(this::tellWhatIsMissing);
            boolean silent = parsed.java().stripTrailing().endsWith(";");
            if (!silent && value instanceof Engine engine && engine.isRunning()) {
                Vorlauf.watch(engine);
                return new CellOutcome.Done();
            }
            return value == null || silent
                    ? new CellOutcome.Done()
                    : new CellOutcome.Shown(readable(Display.render(value)));
        } catch (CellFailure failure) {
            return failure.failed();
        } catch (RuntimeException | StackOverflowError bug) {
            return new Failed(
                    bug.getClass().getSimpleName(),
                    "the cell could not be run: " + bug,
                    List.of("the cell could not be run: " + bug));
        }
    }

    /** Places in JShell's classes, which graphs tell for instance, as those of cells. */
    private Map<String, String> readable(Map<String, String> bundle) {
        Map<String, String> all = new LinkedHashMap<>();
        bundle.forEach((type, data) -> all.put(type, data.contains("$JShell$") ? origins.readable(data) : data));
        return all;
    }

    /** Evaluates a piece; returns its value where it is an expression. */
    private @Nullable Object evaluate(Piece piece, Set<Snippet> unfinished) throws CellFailure {
        @Nullable Object value = null;
        for (SnippetEvent event : shell.eval(piece.text())) {
            Snippet snippet = event.snippet();
            if (event.causeSnippet() != null) {
                tellOfLoss(event);
                continue;
            }
            if (event.status() == Snippet.Status.REJECTED) {
                throw new CellFailure(errors.compilation(snippet));
            }
            Throwable thrown = control.thrown();
            if (thrown instanceof StopCheck.Stopped) {
                throw new CellFailure(interruption());
            }
            if (thrown instanceof CellControl.Abandoned) {
                throw new CellFailure(abandonment());
            }
            if (event.exception() != null) {
                throw new CellFailure(interrupted ? interruption() : errors.thrown(event.exception()));
            }
            if (event.status() == Snippet.Status.RECOVERABLE_DEFINED
                    || event.status() == Snippet.Status.RECOVERABLE_NOT_DEFINED) {
                unfinished.add(snippet);
            }
            value = valueOf(snippet);
        }
        return value;
    }

    private @Nullable Object valueOf(Snippet snippet) {
        Object value = control.takeValue();
        if (snippet instanceof VarSnippet variable && shell.status(variable) == Snippet.Status.VALID) {
            if (variable.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
                variables.forget(variable);
                return value;
            }
            variables.declared(variable);
            return null;
        }
        return snippet instanceof ExpressionSnippet ? value : null;
    }

    private void tellWhatIsMissing(Snippet snippet) {
        List<String> missing = errors.missing(snippet);
        if (!missing.isEmpty() && snippet instanceof DeclarationSnippet declaration) {
            System.err.println(declaration.name() + " can be used once " + String.join(", ", missing) + " is declared");
        }
    }

    /** A variable whose type is declared anew loses its value. */
    private static void tellOfLoss(SnippetEvent event) {
        if (event.snippet() instanceof VarSnippet variable && event.previousStatus() == Snippet.Status.VALID) {
            System.err.println(variable.name() + " was reset, as its type is a new one: run its cell again");
        }
    }

    private static Failed interruption() {
        return new Failed("Interrupted", "the cell was interrupted", List.of("Interrupted: the cell was interrupted"));
    }

    private static Failed abandonment() {
        String message = "the cell does not stop; it goes on in the background until the kernel is restarted";
        return new Failed("Interrupted", message, List.of("Interrupted: " + message));
    }

    /** Ends the cell that runs. Threads that it has started, engines among them, go on. */
    public void interrupt() {
        interrupted = true;
        shell.stop();
    }

    /** Completion and documentation. */
    Assistance assistance() {
        return assistance;
    }

    /** Ends all engines that play, gives back standard output, and forgets everything. */
    @Override
    public void close() {
        List<Engine> playing = new ArrayList<>(Engine.running());
        playing.forEach(Engine::close);
        Display.attach(null);
        streams.close();
        shell.close();
    }

    /** A failure on its way to the cell's end. */
    static final class CellFailure extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Failed failed;

        CellFailure(Failed failed) {
            super(failed.message());
            this.failed = failed;
        }

        Failed failed() {
            return failed;
        }
    }

    /** Gives JShell the control that was made for it. */
    private record InThisJvm(CellControl control) implements ExecutionControlProvider {
        @Override
        public String name() {
            return "vorlauf";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
            return control;
        }
    }
}
