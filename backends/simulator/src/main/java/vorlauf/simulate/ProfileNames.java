package vorlauf.simulate;

import java.util.Iterator;
import vorlauf.cli.CommandException;

/** The names behind {@code --profile}, the same for each command that has it. */
public final class ProfileNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return Platform.names().iterator();
    }

    /** The platform of a name on the command line. Errors: wrong usage, with the names that there are. */
    public static Platform platform(String name) {
        return Platform.named(name)
                .orElseThrow(() -> CommandException.usage(
                        "--profile is \"" + name + "\", must be one of " + String.join(", ", Platform.names())));
    }
}
