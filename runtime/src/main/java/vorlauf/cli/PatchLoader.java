package vorlauf.cli;

import java.nio.file.Path;

/**
 * Compiles a patch, a Java source file with a method {@code patch()}, in memory and loads it in a class loader of its
 * own.
 *
 * <p>The class path is the program's own; {@link SourceCompiler} has the rest.
 *
 * <p>Threads: any. Errors: {@link PatchException} with a line for each finding.
 */
public final class PatchLoader {
    private PatchLoader() {}

    /** Reads, compiles and loads a patch; {@code patch()} itself is called later. */
    public static Patch load(Path file) {
        return load(file, SourceCompiler.read(file, "a patch"));
    }

    /** Compiles and loads the text of a patch as if it stood in a file. */
    static Patch load(Path file, String text) {
        SourceCompiler.Compiled compiled = SourceCompiler.compile(
                file,
                text,
                "a patch has a method patch() that returns a Signal",
                System.getProperty("java.class.path", ""));
        MemoryClasses.Loader loader = new MemoryClasses.Loader(compiled.classes(), PatchLoader.class.getClassLoader());
        return Patch.of(SourceCompiler.fileName(file), loader, compiled.topLevelClasses());
    }
}
