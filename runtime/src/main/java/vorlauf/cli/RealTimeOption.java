package vorlauf.cli;

import picocli.CommandLine.Option;
import vorlauf.realtime.RealTimeCheck;

/** Option of every command that renders nodes in user code. */
final class RealTimeOption {
    @Option(
            names = "--real-time",
            paramLabel = "CHECK",
            defaultValue = "warning",
            description =
                    "What becomes of nodes of your own that do what real-time code must not: off, warning or error"
                            + " (${DEFAULT-VALUE}).")
    private RealTimeCheck check = RealTimeCheck.WARNING;

    RealTimeCheck check() {
        return check;
    }
}
