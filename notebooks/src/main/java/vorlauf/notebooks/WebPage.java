package vorlauf.notebooks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import vorlauf.compile.GraphException;
import vorlauf.engine.OfflineSettings;
import vorlauf.engine.RenderException;
import vorlauf.export.Page;
import vorlauf.export.Recording;
import vorlauf.graph.Signal;

/**
 * A page that renders a graph in the browser: one HTML file, which needs no server.
 *
 * @param title of the page
 * @param html all of it
 * @param recording what it plays, and the hash of the samples that it must come to
 */
public record WebPage(String title, String html, Recording recording) {
    static WebPage of(String title, Supplier<? extends Publisher<? extends Signal>> graphs, OfflineSettings settings)
            throws GraphException, RenderException, IOException, InterruptedException {
        Recording recording = Recording.of(graphs, settings);
        return new WebPage(title, Page.of(title, recording), recording);
    }

    /** The hash of the samples, as {@link Clip#sha256} gives it for the same graph. */
    public String sha256() {
        return recording.sha256();
    }

    /** Writes the page. */
    public Path save(Path file) throws IOException {
        return Files.writeString(file, html);
    }
}
