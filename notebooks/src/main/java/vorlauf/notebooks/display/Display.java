package vorlauf.notebooks.display;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Shows values in a notebook: once, or live.
 *
 * {@snippet :
 * Live meter = Display.live("starting");
 * engine.meters().subscribe(meter::update);   // goes on after the cell has ended
 * }
 *
 * <p>Threads: any. Errors: {@link IllegalStateException} outside a notebook.
 */
public final class Display {
    private static final String PLAIN = "text/plain";
    private static final AtomicReference<@Nullable Screen> SCREEN = new AtomicReference<>();
    private static final List<Renderer> RENDERERS =
            ServiceLoader.load(Renderer.class, Display.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();

    private Display() {}

    /** Shows a value below the cell, before the cell has ended. */
    public static void show(Object value) {
        screen().show(render(value));
    }

    /** Shows a value that changes in place. */
    public static Live live(Object value) {
        Screen.Updates updates = screen().open(render(value));
        return newer -> updates.replace(render(newer));
    }

    /** A value in every form that its renderer makes; as text where none knows it. Always with {@code text/plain}. */
    public static Map<String, String> render(Object value) {
        Map<String, String> bundle = new LinkedHashMap<>();
        for (Renderer renderer : RENDERERS) {
            if (renderer.renders(value)) {
                try {
                    bundle.putAll(renderer.render(value));
                } catch (RuntimeException failed) {
                    bundle.clear();
                    bundle.put(PLAIN, value + "\n(cannot be shown otherwise: " + failed + ")");
                }
                break;
            }
        }
        bundle.computeIfAbsent(PLAIN, _ -> Plain.text(value));
        return bundle;
    }

    /** Whether a renderer knows a value. */
    public static boolean hasRendererFor(Object value) {
        return RENDERERS.stream().anyMatch(renderer -> renderer.renders(value));
    }

    /** Where displays go from now on, null for nowhere. A kernel calls it. */
    public static void attach(@Nullable Screen screen) {
        SCREEN.set(screen);
    }

    private static Screen screen() {
        Screen screen = SCREEN.get();
        if (screen == null) {
            throw new IllegalStateException(
                    "nothing can be shown here: displays need a notebook whose kernel has Vorlauf");
        }
        return screen;
    }
}
