package vorlauf.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vorlauf.engine.Backend;

/** {@code vorlauf backends}: what can play here and now. */
@Command(
        name = "backends",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Lists the backends, their devices, and why there are none.")
final class BackendsCommand implements Subcommand {
    private final Shell shell;

    @Option(names = "--json", description = "Print one JSON array and nothing else.")
    private boolean json;

    BackendsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        List<Map<String, Object>> list = new ArrayList<>();
        Table table = new Table();
        for (Backend backend : Backends.of(shell)) {
            List<Backend.Device> devices = backend.devices();
            table.add(backend.name(), "%s", backend.description());
            for (Backend.Device device : devices) {
                table.add("", "  %s: %s", device.name(), device.description());
            }
            if (devices.isEmpty()) {
                table.add("", "  no device: %s", backend.unavailableReason());
            }
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("name", backend.name());
            entry.put("description", backend.description());
            entry.put("devices", devices);
            entry.put("unavailableReason", devices.isEmpty() ? backend.unavailableReason() : "");
            list.add(entry);
        }
        if (json) {
            shell.json(list);
        } else {
            shell.out().print(table);
        }
        return ExitCode.DONE;
    }
}
