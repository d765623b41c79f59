package vorlauf.cli;

import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Compiles a patch, a Java source file with a method {@code patch()}, in memory and loads it in a class loader of its
 * own.
 *
 * <p>The file is a compact source file (JEP 512) or holds ordinary classes. JDK 25 refuses a compact one without a
 * {@code main}, so an empty one is added at the end where there is none; line numbers stay. The class path is the
 * program's own.
 *
 * <p>Threads: any. Errors: {@link PatchException} with a line for each finding.
 */
public final class PatchLoader {
    private static final int MOST_FINDINGS = 50;
    private static final String ADDED_MAIN = "\nvoid main() {}\n";

    private final String fileName;
    private final DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();

    private PatchLoader(String fileName) {
        this.fileName = fileName;
    }

    /** Reads, compiles and loads a patch; {@code patch()} itself is called later. */
    public static Patch load(Path file) {
        return load(file, read(file));
    }

    /** Compiles and loads the text of a patch as if it stood in a file. */
    public static Patch load(Path file, String text) {
        Path name = file.getFileName();
        return new PatchLoader(name == null ? file.toString() : name.toString()).compile(file, text);
    }

    private static String read(Path file) {
        if (!Files.exists(file)) {
            throw PatchException.ofFile(file + ": there is no such file; a patch is a Java source file");
        }
        if (!Files.isRegularFile(file) && Files.isDirectory(file)) {
            throw PatchException.ofFile(file + ": is a folder; a patch is a Java source file");
        }
        if (!file.toString().endsWith(".java")) {
            throw PatchException.ofFile(file + ": is no Java source file; its name must end in .java");
        }
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw PatchException.ofFile(file + ": is not text in UTF-8");
        } catch (AccessDeniedException e) {
            throw PatchException.ofFile(file + ": cannot be read: permission denied");
        } catch (IOException e) {
            throw PatchException.ofFile(file + ": cannot be read: " + e.getMessage());
        }
    }

    private Patch compile(Path file, String text) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw PatchException.ofFile(
                    fileName + ": this Java has no compiler; run Vorlauf on a JDK 25, not on a JRE");
        }
        try (JavaFileManager files = compiler.getStandardFileManager(diagnostics, Locale.ROOT, null);
                MemoryClasses classes = new MemoryClasses(files)) {
            PatchSource source = parse(compiler, files, file, text);
            boolean done = task(compiler, classes, file, source.needsMain() ? text + ADDED_MAIN : text)
                    .call();
            List<String> findings = findings();
            if (!done || !findings.isEmpty()) {
                throw PatchException.of(
                        findings.isEmpty() ? List.of(fileName + ": the Java compiler has failed") : findings);
            }
            return Patch.of(fileName, classes.loader(PatchLoader.class.getClassLoader()), source.topLevelClasses());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PatchSource parse(JavaCompiler compiler, JavaFileManager files, Path file, String text) throws IOException {
        JavacTask task = task(compiler, files, file, text);
        PatchSource source = null;
        for (var unit : task.parse()) {
            source = PatchSource.of(unit, Trees.instance(task));
        }
        if (!findings().isEmpty()) {
            throw PatchException.of(findings());
        }
        if (source == null || source.topLevelClasses().isEmpty()) {
            throw PatchException.of(
                    fileName + ": declares nothing; a patch has a method patch() that returns a Signal");
        }
        return source;
    }

    private JavacTask task(JavaCompiler compiler, JavaFileManager files, Path file, String text) {
        JavaFileObject source = new SimpleJavaFileObject(file.toAbsolutePath().toUri(), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
        List<String> options = List.of(
                "-proc:none",
                "-nowarn",
                "-parameters",
                "-implicit:none",
                "-sourcepath",
                "",
                "-Xmaxerrs",
                String.valueOf(MOST_FINDINGS),
                "-classpath",
                System.getProperty("java.class.path", ""));
        // What the compiler has to say besides its diagnostics is not for the user.
        return (JavacTask) compiler.getTask(new StringWriter(), files, diagnostics, options, null, List.of(source));
    }

    private List<String> findings() {
        List<String> findings = new ArrayList<>();
        for (Diagnostic<? extends JavaFileObject> diagnostic : diagnostics.getDiagnostics()) {
            if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
                String place = diagnostic.getLineNumber() == Diagnostic.NOPOS
                        ? fileName
                        : fileName + ":" + diagnostic.getLineNumber();
                findings.add(place + ": " + oneLine(diagnostic.getMessage(Locale.ROOT)));
            }
        }
        return findings;
    }

    /** The compiler explains below its first line what a name is and where it looked for it. */
    private static String oneLine(String message) {
        List<String> lines = message.lines()
                .map(line -> line.strip().replaceAll("\\s+", " "))
                .filter(line -> !line.isEmpty())
                .toList();
        return lines.size() <= 1
                ? String.join("", lines)
                : lines.getFirst() + lines.stream().skip(1).collect(Collectors.joining(", ", " (", ")"));
    }
}
