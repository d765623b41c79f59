package vorlauf.cli;

import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;

/**
 * The help of every command as a page of Markdown: {@code docs/commands.md}, which a test holds against the commands
 * themselves.
 *
 * <p>Threads: any.
 */
public final class HelpPage {
    private static final int WIDTH = 110;

    private HelpPage() {}

    /** The page, with the commands in alphabetical order. */
    public static String markdown() {
        CommandLine program = Main.commandLine(Shell.ofProcess());
        StringBuilder page = new StringBuilder("""
                # Commands

                What `./vorlauf COMMAND --help` prints. Exit codes: 0 done, 1 the check or the patch has findings, 2 wrong usage, 3 a device
                or file failed. `VORLAUF_JAVA_OPTS` is added to the JVM's options, and so is each argument of the form `-Dname=value`.
                """);
        Map<String, CommandLine> commands = new TreeMap<>(program.getSubcommands());
        commands.forEach((name, command) -> page.append("\n## ")
                .append(name)
                .append("\n\n```text\n")
                .append(help(command))
                .append("```\n"));
        return page.toString();
    }

    /** Without colours and with line feeds alone, so that it is the same everywhere. */
    private static String help(CommandLine command) {
        command.setUsageHelpWidth(WIDTH);
        return command.getUsageMessage(CommandLine.Help.Ansi.OFF).replace("\r\n", "\n");
    }
}
