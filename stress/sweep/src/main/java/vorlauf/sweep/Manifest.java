package vorlauf.sweep;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vorlauf.cli.CommandException;

/**
 * What a folder of results says about the sweep that it belongs to.
 *
 * @param madeBy program and JVM that began it, for people
 * @param sha256 of the sweep's file and of all that it names
 * @param probe hash of the trace of the beginning of the first run: a simulator with other rules has another
 * @param sliceDeadlines how the runs are cut into slices
 * @param cells scenarios of the grid
 * @param runs at most
 * @param axes names of the columns that make the grid
 */
record Manifest(
        String madeBy, String sha256, String probe, long sliceDeadlines, int cells, long runs, List<String> axes) {
    static final String NAME = "sweep.json";
    private static final int FORMAT = 2;

    Manifest {
        axes = List.copyOf(axes);
    }

    /** That of a folder, or nothing where there is none. */
    static Optional<Manifest> read(Path folder) {
        Path file = folder.resolve(NAME);
        try {
            JsonNode json = JsonMapper.builder().build().readTree(Files.readString(file));
            if (json.path("format").asInt(0) != FORMAT) {
                throw CommandException.usage(file + " is none that this version of Vorlauf can read");
            }
            return Optional.of(new Manifest(
                    json.path("madeBy").asString(),
                    json.path("sha256").asString(),
                    json.path("probe").asString(),
                    json.path("sliceDeadlines").asLong(),
                    json.path("cells").asInt(),
                    json.path("runs").asLong(),
                    json.path("axes").valueStream().map(JsonNode::asString).toList()));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException | JacksonException unreadable) {
            throw CommandException.usage(file + ": there is no readable account of a sweep in it");
        }
    }

    byte[] bytes() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("format", FORMAT);
        fields.put("madeBy", madeBy);
        fields.put("sha256", sha256);
        fields.put("probe", probe);
        fields.put("sliceDeadlines", sliceDeadlines);
        fields.put("cells", cells);
        fields.put("runs", runs);
        fields.put("axes", axes);
        return (JsonMapper.builder().build().writeValueAsString(fields) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
