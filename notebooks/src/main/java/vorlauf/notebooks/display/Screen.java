package vorlauf.notebooks.display;

import java.util.Map;

/**
 * Where displays go: a kernel's, or a test's. Bundles are MIME type to data.
 *
 * <p>Threads: any.
 */
public interface Screen {
    /** Shows a bundle below the cell that asks for it. */
    void show(Map<String, String> bundle);

    /** Shows a bundle that changes: each update replaces it, wherever it stands by then. */
    Updates open(Map<String, String> bundle);

    /** The way to one changing display. */
    interface Updates {
        /** Replaces what the display shows. */
        void replace(Map<String, String> bundle);
    }
}
