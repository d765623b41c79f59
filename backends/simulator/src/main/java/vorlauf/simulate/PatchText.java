package vorlauf.simulate;

import java.nio.file.Path;
import vorlauf.cli.Patch;
import vorlauf.cli.PatchLoader;

/**
 * A patch as text, so that a scenario can be kept with all that it needs.
 *
 * @param fileName the name that the compiler's messages give it, {@code Tone.java}
 * @param source Java source
 */
public record PatchText(String fileName, String source) {
    /** The patch, compiled. Errors: {@link vorlauf.cli.PatchException} with a line for each finding. */
    Patch load() {
        return PatchLoader.load(Path.of(fileName), source);
    }
}
