package vorlauf.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vorlauf.engine.OfflineRenderer;
import vorlauf.engine.OfflineResult;
import vorlauf.engine.OfflineSettings;

/** Renders the demonstration's patch offline with the kernels that the engine chooses, and prints what its producer allocated. */
final class DemoAllocationRun {
    private static final long FRAMES = 30 * 48_000;

    private DemoAllocationRun() {}

    /** Arguments: the recording. */
    public static void main(String[] arguments) throws Exception {
        List<String> told = new ArrayList<>();
        OfflineResult result = OfflineRenderer.render(
                new DemoPatch(Path.of(arguments[0]), 2),
                OfflineSettings.of(48_000, 128, FRAMES).withEvents(event -> told.add(event.toString())),
                (frames, count, channels) -> {});
        System.out.println(result.allocatedBytes() + " bytes");
        told.stream().filter(line -> line.contains("allocated")).forEach(System.out::println);
    }
}
