package vorlauf.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import vorlauf.drawing.Charts;

/**
 * The program {@code vorlauf}: finds the subcommand, and turns whatever fails into lines for the user and an exit code.
 *
 * <p>Threads: the main thread.
 */
public final class Main {
    private static final Pattern CONSTANTS = Pattern.compile("(\\[[A-Z_, ]+\\]) \\(case-insensitive\\)");

    private Main() {}

    /** Runs a command line and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        Charts.runHeadless();
        System.exit(run(Shell.ofProcess(), arguments));
    }

    /** Runs a command line. */
    static int run(Shell shell, String... arguments) {
        PrintWriter out = new PrintWriter(shell.out(), true, shell.out().charset());
        PrintWriter err = new PrintWriter(shell.err(), true, shell.err().charset());
        try {
            CommandLine commandLine = commandLine(shell).setOut(out).setErr(err);
            commandLine.setExecutionExceptionHandler((thrown, _, _) -> tell(shell, thrown));
            commandLine.setParameterExceptionHandler((thrown, words) -> {
                shell.err().println(wrongUsage(mistyped(thrown, words)));
                return ExitCode.USAGE;
            });
            return commandLine.execute(arguments);
        } catch (RuntimeException | Error thrown) {
            return tell(shell, thrown);
        } finally {
            out.flush();
            err.flush();
        }
    }

    /** The program with every subcommand of every module. */
    static CommandLine commandLine(Shell shell) {
        CommandLine commandLine = new CommandLine(new Top())
                .addSubcommand(new DemoCommand(shell))
                .addSubcommand(new RenderCommand(shell))
                .addSubcommand(new RunCommand(shell))
                .addSubcommand(new ExplainCommand(shell))
                .addSubcommand(new CheckCommand(shell))
                .addSubcommand(new BackendsCommand(shell));
        for (Subcommand subcommand : ServiceLoader.load(Subcommand.class)) {
            commandLine.addSubcommand(subcommand);
        }
        return commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    }

    private static int tell(Shell shell, Throwable thrown) {
        Failures failures = Failures.of(thrown);
        failures.lines().forEach(shell.err()::println);
        return failures.exitCode();
    }

    /** Where something is missing, a mistyped option is why. */
    private static ParameterException mistyped(ParameterException thrown, String[] words) {
        CommandLine command = thrown.getCommandLine();
        if (thrown instanceof MissingParameterException) {
            for (String word : words) {
                String option = word.split("=", 2)[0];
                if (option.startsWith("--")
                        && !command.getCommandSpec().optionsMap().containsKey(option)) {
                    return new UnmatchedArgumentException(command, List.of(option));
                }
            }
        }
        return thrown;
    }

    /** One line: what is wrong, the nearest that would be right, and where to read more. */
    private static String wrongUsage(ParameterException thrown) {
        CommandLine command = thrown.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String wrong = String.valueOf(thrown.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
        if (thrown instanceof UnmatchedArgumentException unmatched) {
            String what = unmatched.isUnknownOption() ? "option" : command.getParent() == null ? "command" : "argument";
            List<String> near = unmatched.getSuggestions();
            wrong = "there is no " + what + " '" + unmatched.getUnmatched().getFirst() + "'"
                    + (near.isEmpty() ? "" : ", did you mean '" + near.getFirst() + "'?");
        }
        return name + ": " + inLowerCase(wrong) + " (" + name + " --help tells what there is)";
    }

    /** Picocli lists the constants of an enum as they stand in Java; users write them in lower case. */
    private static String inLowerCase(String message) {
        return CONSTANTS
                .matcher(message)
                .replaceAll(constants -> constants.group(1).toLowerCase(Locale.ROOT));
    }

    /** {@code vorlauf} alone shows what there is. */
    @Command(
            name = "vorlauf",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Real-time audio on the JVM, with proof.",
            footer = {
                "",
                "Exit codes: 0 done, 1 the check or the patch has findings, 2 wrong usage, 3 a device or file failed."
            })
    private static final class Top implements Runnable {
        @CommandLine.Spec
        private CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

        @Override
        public void run() {
            if (spec != null) {
                throw new ParameterException(spec.commandLine(), "a command is missing");
            }
        }
    }

    /** The program and the JVM that it runs on: {@code vorlauf 1.0 on Java 25+36}; the version is what the build wrote. */
    public static String version() {
        Properties properties = new Properties();
        try (InputStream stream = Main.class.getResourceAsStream("/META-INF/maven/vorlauf/runtime/pom.properties")) {
            if (stream != null) {
                properties.load(stream);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "vorlauf " + properties.getProperty("version", "(built without Maven)") + " on Java "
                + System.getProperty("java.vm.version");
    }

    /** The same for the command line. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {version()};
        }
    }
}
