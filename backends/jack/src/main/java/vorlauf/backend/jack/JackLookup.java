package vorlauf.backend.jack;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.List;
import java.util.Optional;

/** Where JACK's client library is, if this machine has one. */
final class JackLookup {
    private static final List<String> FILE_NAMES = List.of("libjack.so.0", "libjack.0.dylib", "libjack64.dll");

    /** The library stays loaded as long as the JVM lives: its threads may be inside it at any time. */
    static final Optional<SymbolLookup> LIBRARY = find();

    private JackLookup() {}

    @SuppressWarnings("restricted") // a library whose interface is declared in JackLibrary
    private static Optional<SymbolLookup> find() {
        for (String fileName : FILE_NAMES) {
            try {
                return Optional.of(SymbolLookup.libraryLookup(fileName, Arena.global()));
            } catch (IllegalArgumentException _) {
                // not under this name
            }
        }
        return Optional.empty();
    }
}
