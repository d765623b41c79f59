package vorlauf.notebooks.saved;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Where Jupyter keeps what belongs to a user.
 *
 * <p>Source: Jupyter's documentation, <em>Common directories and file locations</em>.
 */
final class UserJupyter {
    private UserJupyter() {}

    /** The user's data folder, whose {@code kernels} every Jupyter of the user looks into. */
    static Path data(Map<String, String> environment, String home) {
        String set = environment.get("JUPYTER_DATA_DIR");
        if (set != null) {
            return Path.of(set);
        }
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.contains("mac")) {
            return Path.of(home, "Library", "Jupyter");
        }
        String roaming = environment.get("APPDATA");
        if (system.contains("windows") && roaming != null) {
            return Path.of(roaming, "jupyter");
        }
        String data = environment.get("XDG_DATA_HOME");
        return data == null ? Path.of(home, ".local", "share", "jupyter") : Path.of(data, "jupyter");
    }
}
