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
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Compiles one Java source file in memory.
 *
 * <p>The file is a compact source file (JEP 512) or holds ordinary classes. JDK 25 refuses a compact one without a
 * {@code main}, so an empty one is added at the end where there is none; line numbers stay.
 *
 * <p>Threads: any. Errors: {@link PatchException} with a line for each finding.
 */
public final class SourceCompiler {
    private static final int MOST_FINDINGS = 50;
    private static final String ADDED_MAIN = "\nvoid main() {}\n";

    private final String fileName;
    private final String classPath;
    private final DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();

    private SourceCompiler(String fileName, String classPath) {
        this.fileName = fileName;
        this.classPath = classPath;
    }

    /**
     * What became of a source file.
     *
     * @param classes class files by binary name
     * @param topLevelClasses binary names, in the order of the text
     */
    public record Compiled(Map<String, byte[]> classes, List<String> topLevelClasses) {}

    /**
     * The text of a source file.
     *
     * @param kind what such a file is to the user, {@code a patch}
     */
    public static String read(Path file, String kind) {
        if (!Files.exists(file)) {
            throw PatchException.ofFile(file + ": there is no such file; " + kind + " is a Java source file");
        }
        if (!Files.isRegularFile(file) && Files.isDirectory(file)) {
            throw PatchException.ofFile(file + ": is a folder; " + kind + " is a Java source file");
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

    /** The name of a file without its folder. */
    public static String fileName(Path file) {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }

    /**
     * Compiles a text as if it stood in a file.
     *
     * @param wanted what such a text declares, for one that declares nothing
     * @param classPath folders and jars, joined as on the command line
     */
    public static Compiled compile(Path file, String text, String wanted, String classPath) {
        return new SourceCompiler(fileName(file), classPath).compile(file, text, wanted);
    }

    private Compiled compile(Path file, String text, String wanted) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw PatchException.ofFile(
                    fileName + ": this Java has no compiler; run Vorlauf on a JDK 25, not on a JRE");
        }
        try (JavaFileManager files = compiler.getStandardFileManager(diagnostics, Locale.ROOT, null);
                MemoryClasses classes = new MemoryClasses(files)) {
            PatchSource source = parse(compiler, files, file, text, wanted);
            boolean done = task(compiler, classes, file, source.needsMain() ? text + ADDED_MAIN : text)
                    .call();
            List<String> findings = findings();
            if (!done || !findings.isEmpty()) {
                throw PatchException.of(
                        findings.isEmpty() ? List.of(fileName + ": the Java compiler has failed") : findings);
            }
            return new Compiled(classes.classFiles(), source.topLevelClasses());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PatchSource parse(JavaCompiler compiler, JavaFileManager files, Path file, String text, String wanted)
            throws IOException {
        JavacTask task = task(compiler, files, file, text);
        PatchSource source = null;
        for (var unit : task.parse()) {
            source = PatchSource.of(unit, Trees.instance(task));
        }
        if (!findings().isEmpty()) {
            throw PatchException.of(findings());
        }
        if (source == null || source.topLevelClasses().isEmpty()) {
            throw PatchException.of(fileName + ": declares nothing; " + wanted);
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
                classPath);
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
