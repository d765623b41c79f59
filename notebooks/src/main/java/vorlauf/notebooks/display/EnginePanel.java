package vorlauf.notebooks.display;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import vorlauf.engine.Engine;

/**
 * An engine as a thing to be handled: buttons that stop it and play the same again, its meters, and the page that it plays in
 * where its device is one.
 *
 * <p>Buttons stand apart from what changes, as an update in the middle of a click would take the button away. {@link
 * Clicks} has how they reach the kernel.
 *
 * <p>Threads: any.
 */
public final class EnginePanel {
    private static final int PAGE_HEIGHT = 620;
    private final @Nullable Callable<Engine> again;
    private final Live meters;
    private final @Nullable Live page;
    private Engine engine;

    private EnginePanel(Engine engine, @Nullable Callable<Engine> again) {
        this.engine = engine;
        this.again = again;
        Display.show(new Rendering("engine: %stop stops it", buttons()));
        page = isPage(engine) ? Display.live(page(engine)) : null;
        meters = Display.live(engine);
        EngineDisplay.follow(engine, meters);
    }

    /**
     * Shows an engine below the cell that asks.
     *
     * @param again plays the same once more; null where nobody knows how
     */
    public static void open(Engine engine, @Nullable Callable<Engine> again) {
        new EnginePanel(engine, again);
    }

    private String buttons() {
        Callable<Engine> start = again;
        Map<String, String> scripts = new LinkedHashMap<>();
        scripts.put("\u25a0 stop", Clicks.script(this::stop));
        if (start != null) {
            scripts.put("\u25b6 start", Clicks.script(() -> start(start)));
        }
        return new Html().buttons(scripts).toString();
    }

    private synchronized String stop() {
        if (!engine.isRunning()) {
            return "it is stopped";
        }
        engine.stop();
        return "stopped";
    }

    private synchronized String start(Callable<Engine> start) {
        if (engine.isRunning()) {
            return "it plays";
        }
        try {
            engine = start.call();
        } catch (Exception failed) {
            return "cannot be started: " + failed.getMessage();
        }
        if (page != null) {
            page.update(page(engine));
        }
        EngineDisplay.follow(engine, meters);
        return "";
    }

    private static boolean isPage(Engine engine) {
        return engine.format().device().startsWith("http");
    }

    private static Rendering page(Engine engine) {
        String address = engine.format().device();
        boolean framed = "allow".equals(engine.settings().options().get("frame"));
        Html html = framed ? new Html().live(address, PAGE_HEIGHT) : new Html();
        return new Rendering("it plays at " + address, html.link(address).toString());
    }
}
