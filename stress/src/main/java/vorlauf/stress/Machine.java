package vorlauf.stress;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;

/** What figures were measured on: without it they say nothing. */
final class Machine {
    private Machine() {}

    /** Date, processor, cores, load, system and JDK in a line of Markdown. */
    static String markdown() {
        return String.format(
                Locale.ROOT,
                "%s; %s, %d cores (load %.1f when it began), %s, JDK %s.",
                LocalDate.now(java.time.ZoneId.systemDefault()),
                processor(Path.of("/proc/cpuinfo")),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                System.getProperty("java.version"));
    }

    /** The processor's name and its widest vectors, as far as Linux tells. */
    static String processor(Path cpuinfo) {
        String name = System.getProperty("os.arch");
        String vectors = "";
        try {
            for (String line : Files.readAllLines(cpuinfo)) {
                String value = line.substring(line.indexOf(':') + 1).strip();
                if (line.startsWith("model name")) {
                    name = value;
                } else if (line.startsWith("flags")) {
                    vectors = value.contains("avx512f") ? " with AVX-512" : value.contains("avx2") ? " with AVX2" : "";
                    break;
                }
            }
        } catch (IOException elsewhere) {
            return name;
        }
        return name + vectors;
    }
}
