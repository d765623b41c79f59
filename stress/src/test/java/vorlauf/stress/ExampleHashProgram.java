package vorlauf.stress;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import vorlauf.cli.Patch;
import vorlauf.cli.PatchLoader;
import vorlauf.engine.KernelChoice;
import vorlauf.engine.OfflineRenderer;
import vorlauf.engine.OfflineSettings;
import vorlauf.files.Sha256;
import vorlauf.realtime.RealTimeCheck;

/**
 * Renders examples and prints the hash of their samples, in a JVM whose options are under test:
 * {@code KERNELS FRAMES BLOCKS EXAMPLE.java...}, where BLOCKS are block sizes with commas between them. A line for each
 * example and block size: name, frames of a block, frames, hash.
 */
final class ExampleHashProgram {
    static final int RATE_HERTZ = 48_000;

    private ExampleHashProgram() {}

    /** Renders all. */
    public static void main(String[] arguments) throws Exception {
        KernelChoice kernels = KernelChoice.valueOf(arguments[0].toUpperCase(Locale.ROOT));
        int frames = Integer.parseInt(arguments[1]);
        for (int i = 3; i < arguments.length; i++) {
            Path file = Path.of(arguments[i]);
            Patch patch = PatchLoader.load(file);
            for (String block : arguments[2].split(",", -1)) {
                String name = patch.fileName().replace(".java", "");
                System.out.println(name + " " + block + " " + frames + " "
                        + hash(patch, kernels, Integer.parseInt(block), frames));
            }
        }
    }

    private static String hash(Patch patch, KernelChoice kernels, int blockFrames, int frames) throws Exception {
        Sha256 hash = new Sha256();
        List<String> events = new ArrayList<>();
        OfflineRenderer.render(
                patch,
                OfflineSettings.of(RATE_HERTZ, blockFrames, frames)
                        .withWarmUpSeconds(0)
                        .withKernels(kernels)
                        .withRealTimeCheck(RealTimeCheck.OFF)
                        .withEvents(event -> events.add(event.message())),
                (interleaved, frameCount, channels) -> hash.update(interleaved, 0, frameCount * channels));
        return hash.finish();
    }
}
