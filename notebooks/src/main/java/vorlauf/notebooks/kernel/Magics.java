package vorlauf.notebooks.kernel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.TypeDeclSnippet;
import org.jspecify.annotations.Nullable;
import vorlauf.engine.Engine;
import vorlauf.notebooks.kernel.CellOutcome.Failed;
import vorlauf.notebooks.kernel.JavaSession.CellFailure;

/**
 * The lines that start a cell and begin with {@code %}: what no Java says.
 *
 * <p>Threads: one, that of the session.
 */
final class Magics {
    private static final String HELP = """
            %maven GROUP:ARTIFACT:VERSION ...   adds libraries with what they need, by Maven and your settings of it
            %jars FILE-OR-PATTERN ...           adds jars, libs/*.jar for instance
            %classpath JAR-OR-FOLDER ...        adds jars or folders of classes; alone, lists what there is
            %who                                lists variables, methods, types, and engines that play
            %stop                               stops all engines that play
            %help                               this

            These lines stand at the start of a cell. The last expression of a cell is shown, unless a semicolon ends
            it. Display.show(x) shows more, Display.live(x) changes in place. Tab completes, Shift-Tab documents.""";

    private final JShell shell;
    private final Variables variables;
    private final ClassPath classPath;

    Magics(JShell shell, Variables variables) {
        this.shell = shell;
        this.variables = variables;
        this.classPath = new ClassPath(shell);
    }

    /** One such line. */
    record Call(String name, List<String> words) {}

    /**
     * A cell taken apart.
     *
     * @param java the Java in it, with empty lines where the calls stood
     */
    record Parsed(List<Call> calls, String java) {
        private static final Pattern CALL = Pattern.compile("\\s*(%[A-Za-z]\\w*)(\\s.*)?");

        static Parsed of(String cell) {
            List<Call> calls = new ArrayList<>();
            List<String> lines = new ArrayList<>(Arrays.asList(cell.split("\n", -1)));
            for (int i = 0; i < lines.size(); i++) {
                Matcher call = CALL.matcher(lines.get(i));
                if (call.matches()) {
                    String rest = call.group(2) == null ? "" : call.group(2).strip();
                    calls.add(new Call(call.group(1), rest.isEmpty() ? List.of() : List.of(rest.split("\\s+"))));
                    lines.set(i, "");
                } else if (!lines.get(i).isBlank() && !lines.get(i).strip().startsWith("//")) {
                    break;
                }
            }
            return new Parsed(calls, String.join("\n", lines));
        }
    }

    static List<String> names() {
        return List.of("%classpath", "%help", "%jars", "%maven", "%stop", "%who");
    }

    void run(Call call) throws CellFailure {
        switch (call.name()) {
            case "%maven" -> classPath.add(Maven.resolve(required(call, "org.apache.commons:commons-math3:3.6.1")));
            case "%jars" -> classPath.addJars(required(call, "libs/*.jar"));
            case "%classpath" -> {
                if (call.words().isEmpty()) {
                    System.out.println(classPath.listing());
                } else {
                    classPath.add(call.words().stream().map(Path::of).toList());
                }
            }
            case "%who" -> System.out.println(who());
            case "%stop" -> stop();
            case "%help" -> System.out.println(HELP);
            default -> throw failure("there is no " + call.name() + "; there are " + String.join(", ", names()));
        }
    }

    private static List<String> required(Call call, String example) throws CellFailure {
        if (call.words().isEmpty()) {
            throw failure(call.name() + " needs an argument: " + call.name() + " " + example);
        }
        return call.words();
    }

    static CellFailure failure(String line) {
        return new CellFailure(new Failed("Magic", line, List.of(line)));
    }

    private static void stop() {
        List<Engine> playing = Engine.running();
        playing.forEach(Engine::close);
        System.out.println(playing.isEmpty() ? "no engine plays" : count(playing.size(), "engine") + " stopped");
    }

    private String who() {
        List<String> lines = new ArrayList<>();
        shell.variables()
                .filter(variable -> shell.status(variable) == Snippet.Status.VALID)
                .forEach(variable -> lines.add(
                        variable.typeName() + " " + variable.name() + " = " + brief(variables.value(variable))));
        shell.methods()
                .filter(method -> shell.status(method) == Snippet.Status.VALID)
                .map(Magics::signature)
                .forEach(lines::add);
        shell.types()
                .filter(type -> shell.status(type) == Snippet.Status.VALID)
                .map(Magics::declaration)
                .forEach(lines::add);
        for (Engine engine : Engine.running()) {
            lines.add(String.format(
                    java.util.Locale.ROOT,
                    "an engine plays to %s: %s, at frame %d",
                    engine.format().device(),
                    count(engine.channels(), "channel"),
                    engine.position()));
        }
        return lines.isEmpty() ? "nothing is declared, no engine plays" : String.join("\n", lines);
    }

    private static String signature(MethodSnippet method) {
        String type = method.signature();
        return type.substring(type.lastIndexOf(')') + 1) + " " + method.name() + "(" + method.parameterTypes() + ")";
    }

    private static String declaration(TypeDeclSnippet type) {
        String kind = switch (type.subKind()) {
            case INTERFACE_SUBKIND -> "interface";
            case ENUM_SUBKIND -> "enum";
            case RECORD_SUBKIND -> "record";
            case ANNOTATION_TYPE_SUBKIND -> "annotation";
            default -> "class";
        };
        return kind + " " + type.name();
    }

    private static String brief(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value.getClass().isArray()) {
            return value.getClass().getComponentType().getSimpleName() + "[" + java.lang.reflect.Array.getLength(value)
                    + "]";
        }
        String text = String.valueOf(value).replaceAll("\\s*\\R\\s*", " ");
        return text.length() <= 80 ? text : text.substring(0, 77) + "...";
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
