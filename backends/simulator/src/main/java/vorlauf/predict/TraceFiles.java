package vorlauf.predict;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A measurement as files that scenarios read: a trace for each kind of lateness, and a scenario that names them.
 *
 * @param scenario the scenario's file
 * @param prefix what the names of the trace files begin with; they stand beside the scenario
 */
record TraceFiles(Path scenario, String prefix) {
    private static final String SUFFIX = ".json";

    /** The files of what the user asked for: a file that ends in {@code .json} is the scenario, else it is a folder. */
    static TraceFiles at(Path out) {
        String name = String.valueOf(out.getFileName());
        return name.endsWith(SUFFIX)
                ? new TraceFiles(out, name.substring(0, name.length() - SUFFIX.length()) + "-")
                : new TraceFiles(out.resolve("scenario.json"), "");
    }

    /** Writes all of them; returns what was written, the scenario first. */
    List<Path> write(Measurement measurement) throws IOException {
        Path folder = scenario.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        List<Path> written = new ArrayList<>();
        written.add(scenario);
        written.add(numbers("cost.txt", "nanoseconds that a block took", measurement.costNanos()));
        written.add(numbers(
                "wake-up.txt",
                "nanoseconds from room in the ring to the start of a block that waited for it",
                measurement.wakeUpNanos()));
        written.add(numbers("consumer.txt", "nanoseconds that the device came late", measurement.consumerNanos()));
        if (measurement.pauses().size() > 0) {
            written.add(pauses(measurement.pauses()));
        }
        Files.writeString(
                scenario,
                JsonMapper.builder()
                                .enable(SerializationFeature.INDENT_OUTPUT)
                                .build()
                                .writeValueAsString(fields(measurement))
                        + "\n");
        return written;
    }

    private Path numbers(String name, String what, long[] values) throws IOException {
        Path file = scenario.resolveSibling(prefix + name);
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write("# " + what + "\n");
            for (long value : values) {
                writer.write(value + "\n");
            }
            if (values.length == 0) {
                writer.write("0\n");
            }
        }
        return file;
    }

    private Path pauses(Pauses pauses) throws IOException {
        Path file = scenario.resolveSibling(prefix + "stalls.txt");
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write("# pauses of the JVM: beginning and length in nanoseconds\n");
            for (int i = 0; i < pauses.size(); i++) {
                writer.write(pauses.fromNanos()[i] + " " + pauses.lengthNanos(i) + "\n");
            }
        }
        return file;
    }

    private Map<String, Object> fields(Measurement measurement) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("sampleRate", measurement.sampleRateHertz());
        fields.put("periodFrames", measurement.periodFrames());
        fields.put("ringFrames", measurement.leadFrames());
        fields.put("policy", "slip");
        fields.put("renderCost", trace("cost.txt"));
        fields.put("wakeUp", trace("wake-up.txt"));
        fields.put("consumerJitter", trace("consumer.txt"));
        // The null device makes up for a pause, so that only the producer is behind afterwards; a device whose callback
        // is
        // Java and whose card goes on would be "jvm".
        Map<String, Object> stalls = trace("stalls.txt");
        stalls.put("stops", "producer");
        fields.put("stalls", measurement.pauses().size() > 0 ? List.of(stalls) : List.of());
        fields.put("deadlines", measurement.consumerNanos().length);
        fields.put("seed", 0);
        return fields;
    }

    private Map<String, Object> trace(String name) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", "trace");
        fields.put("file", prefix + name);
        return fields;
    }
}
