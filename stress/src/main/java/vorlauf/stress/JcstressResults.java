package vorlauf.stress;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.runners.TestList;

/** jcstress's tests and results, read through its own classes. */
final class JcstressResults {
    private static final String BLOBS = "jcstress-results-*.bin.gz";

    private JcstressResults() {}

    /** The tests of this build whose names contain the pattern. */
    static List<String> tests(Pattern pattern) {
        return TestList.tests().stream()
                .filter(name -> pattern.matcher(name).find())
                .sorted()
                .toList();
    }

    /** Removes the results of earlier runs, so that none of them can be taken for a new one. */
    static void clear(Path folder) throws IOException {
        try (DirectoryStream<Path> blobs = Files.newDirectoryStream(folder, BLOBS)) {
            for (Path blob : blobs) {
                Files.delete(blob);
            }
        }
    }

    /** What the run in this folder saw. */
    static List<Observation> read(Path folder) throws IOException {
        List<Observation> observations = new ArrayList<>();
        try (DirectoryStream<Path> blobs = Files.newDirectoryStream(folder, BLOBS)) {
            for (Path blob : blobs) {
                InProcessCollector results = new InProcessCollector();
                collect(blob, results);
                results.getTestResults().forEach(result -> observations.add(observation(result)));
            }
        }
        return observations;
    }

    /** Of a file that ends in the middle, because its run was cut off, what stands before that. */
    private static void collect(Path blob, InProcessCollector results) throws IOException {
        try {
            DiskReadCollector reader = new DiskReadCollector(blob.toString(), results);
            try {
                reader.dump();
            } finally {
                reader.close();
            }
        } catch (EOFException cutOff) {
            return;
        } catch (ClassNotFoundException e) {
            throw new IOException("results of another version in " + blob, e);
        }
    }

    private static Observation observation(TestResult result) {
        boolean ran = result.status() == Status.NORMAL;
        String mode = String.join(" ", result.getConfig().jvmArgs);
        List<String> forbidden = new ArrayList<>();
        if (ran && !result.grading().isPassed) {
            result.grading().failureMessages.forEach(message -> forbidden.add(message.strip() + " under " + mode));
            if (forbidden.isEmpty()) {
                forbidden.add("graded as failed under " + mode);
            }
        }
        String trouble = ran ? "" : result.status() + " under " + mode;
        return new Observation(result.getName(), ran, result.getTotalCount(), List.copyOf(forbidden), trouble);
    }
}
