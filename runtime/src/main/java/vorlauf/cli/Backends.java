package vorlauf.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import vorlauf.engine.Backend;

/** The backends that a user may choose from. */
final class Backends {
    static final String SOUND_CARD = "java-sound";
    static final String NULL_DEVICE = "simulator";

    private Backends() {}

    /** All of them by name. */
    static List<Backend> of(Shell shell) {
        return shell.backends().get().stream()
                .sorted(Comparator.comparing(Backend::name))
                .toList();
    }

    /** The one that the user named. */
    static Backend named(Shell shell, String name) {
        return find(shell, name)
                .orElseThrow(() -> CommandException.usage("there is no backend '" + name + "', there are "
                        + of(shell).stream().map(Backend::name).collect(Collectors.joining(", "))));
    }

    /** The sound card where there is one, else the null device with a line that says so. */
    static Backend usual(Shell shell, StatusLine status) {
        Optional<Backend> card = find(shell, SOUND_CARD);
        if (card.isPresent() && !card.get().devices().isEmpty()) {
            return card.get();
        }
        String reason = card.map(Backend::unavailableReason).orElse("the backend " + SOUND_CARD + " is not installed");
        status.line("no sound card, so nothing is heard and the null device keeps the time: " + reason);
        return named(shell, NULL_DEVICE);
    }

    private static Optional<Backend> find(Shell shell, String name) {
        return of(shell).stream().filter(backend -> backend.name().equals(name)).findFirst();
    }
}
