package vorlauf.notebooks.saved;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.dflib.jjava.jupyter.messages.request.KernelInfoRequest;
import vorlauf.notebooks.kernel.KernelClient;
import vorlauf.render.Clock;
import vorlauf.render.SystemClock;

/**
 * How long a person waits for the kernel, over Jupyter's protocol; seconds from the start of its process, or of a cell.
 *
 * @param answersSeconds until the kernel answers Jupyter's first question
 * @param firstCellSeconds until the first cell has its result
 * @param firstRenderSeconds a cell that renders a second of sound and shows player, waveform and spectrogram, the first one
 * @param rendersSeconds the same of each cell after it, which change the sound
 */
public record KernelTimes(
        double answersSeconds, double firstCellSeconds, double firstRenderSeconds, List<Double> rendersSeconds) {
    private static final int RENDERS = 11;

    /** Cannot be changed afterwards. */
    public KernelTimes {
        rendersSeconds = List.copyOf(rendersSeconds);
    }

    /**
     * Starts a kernel as {@code ./vorlauf notebook} has Jupyter do it, and runs cells.
     *
     * @param folder for the kernel's specification and its archive of classes, which are made where they are not there
     */
    public static KernelTimes measure(Path folder) throws IOException {
        Files.createDirectories(folder);
        KernelSpec.write(folder);
        Clock clock = SystemClock.INSTANCE;
        long began = clock.nanoTime();
        try (KernelClient kernel = new KernelClient(folder, KernelSpec.command(folder))) {
            kernel.ask(MessageType.KERNEL_INFO_REQUEST, new KernelInfoRequest());
            kernel.reply();
            double answers = seconds(clock, began);
            run(kernel, "1 + 1");
            double firstCell = seconds(clock, began);
            List<Double> renders = new ArrayList<>();
            for (int i = 0; i < RENDERS; i++) {
                long cell = clock.nanoTime();
                run(
                        kernel,
                        String.format(Locale.ROOT, "Vorlauf.render(saw(%d).lowpass(900, 2).gain(0.2), 1)", 110 + i));
                renders.add(seconds(clock, cell));
            }
            return new KernelTimes(answers, firstCell, renders.getFirst(), renders.subList(1, RENDERS));
        } catch (GeneralSecurityException e) {
            throw new IOException("this JVM cannot sign as Jupyter does: " + e.getMessage(), e);
        }
    }

    private static double seconds(Clock clock, long since) {
        return (clock.nanoTime() - since) / 1e9;
    }

    private static void run(KernelClient kernel, String code) throws IOException {
        kernel.ask(MessageType.EXECUTE_REQUEST, new ExecuteRequest(code, false, true, Map.of(), false, true));
        KernelClient.Received reply = kernel.reply();
        if (!reply.status().equals("ok")) {
            throw new IOException("the kernel's cell '" + code + "' failed: " + reply.errorName());
        }
    }
}
