package vorlauf.stress;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The folder {@code stress/target} of the checkout that these classes were built in: where results of runs may lie. */
final class BuildFolder {
    private BuildFolder() {}

    /** {@code stress/target}, or null when the classes lie outside a checkout. */
    static @Nullable Path find() {
        try {
            Path classes = Path.of(BuildFolder.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return find(classes);
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** The same, seen from any file or folder beneath the checkout. */
    static @Nullable Path find(Path beneath) {
        for (Path folder = beneath.toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("stress").resolve("pom.xml"))) {
                return folder.resolve("stress").resolve("target");
            }
        }
        return null;
    }
}
