package vorlauf.compile;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Has HotSpot compile each method of the vector kernels by itself (0024). Where its second compiler inlines one into its
 * caller, there need be no code of the method's own that keeps vectors in registers; once the caller is deoptimized, by a
 * value that moves for the first time, say, the method runs as the first compiler left it, where each vector is an object.
 *
 * <p>A JVM that takes no directives goes without: what its producer allocates is measured all the same.
 *
 * <p>Threads: any; the work is done once in a JVM.
 */
final class KernelDirective {
    private static final String DIRECTIVE = "[{match: [\"vorlauf/*.*\"], c2: {inline: [\"-vorlauf/plan/Vector*.*\"]}}]";

    private static boolean given;

    private KernelDirective() {}

    /** Gives the directive; it holds for what is compiled from then on. */
    static synchronized void give() {
        if (given) {
            return;
        }
        given = true;
        try {
            Path file = Files.createTempFile("vorlauf", ".json");
            try {
                Files.writeString(file, DIRECTIVE);
                ManagementFactory.getPlatformMBeanServer()
                        .invoke(
                                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                                "compilerDirectivesAdd",
                                new Object[] {new String[] {file.toString()}},
                                new String[] {String[].class.getName()});
            } finally {
                Files.delete(file);
            }
        } catch (IOException | JMException | RuntimeException withoutDirectives) {
            return;
        }
    }
}
