package vorlauf.notebooks.display;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What the buttons of displays do. A button knows a name; the kernel that hears of a click knows what it means.
 *
 * <p>A click opens a comm: in the classic Notebook by the page's own connection, in JupyterLab and Notebook 7, whose pages hand
 * out none, by a connection of its own to Jupyter's server. Elsewhere the button says what to write instead.
 *
 * <p>The newest {@value #MOST} are kept, so that a cell that is run again and again keeps nothing alive for good. Names are never
 * used twice, so a button that was saved with a notebook does nothing to what plays today.
 *
 * <p>Threads: any.
 */
public final class Clicks {
    /** The target of the comm that a click opens; {@code name} in its data is the button's. */
    public static final String COMM_TARGET = "vorlauf.click";

    private static final int MOST = 64;
    private static final String SCRIPT = script();
    private static final String SESSION = UUID.randomUUID().toString();
    private static final Map<String, Supplier<String>> ACTIONS = new LinkedHashMap<>();
    private static long offered;
    private static volatile String kernelId = "";

    private Clicks() {}

    /** Tells how Jupyter's server calls this kernel. */
    public static void kernelIs(String id) {
        kernelId = id;
    }

    /** What a page runs where a button is clicked; the action returns one line for the person who has clicked. */
    static String script(Supplier<String> action) {
        return SCRIPT.replace("TARGET", COMM_TARGET)
                .replace("NAME", offer(action))
                .replace("KERNEL", kernelId);
    }

    private static String script() {
        try (InputStream script = Clicks.class.getResourceAsStream("click.js")) {
            if (script == null) {
                throw new IllegalStateException("click.js is not on the class path");
            }
            // in one line, as notebooks are saved with it
            return new String(script.readAllBytes(), StandardCharsets.UTF_8)
                    .strip()
                    .replaceAll("\\s*\n\\s*", " ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A name for an action, which returns one line for the person who has clicked. */
    static String offer(Supplier<String> action) {
        synchronized (ACTIONS) {
            String name = SESSION + "-" + ++offered;
            ACTIONS.put(name, action);
            if (ACTIONS.size() > MOST) {
                ACTIONS.remove(ACTIONS.keySet().iterator().next());
            }
            return name;
        }
    }

    /** Does what a button stands for, and returns a line to show beside it. A kernel calls it. */
    public static String click(String name) {
        Supplier<String> action;
        synchronized (ACTIONS) {
            action = ACTIONS.get(name);
        }
        return action == null ? "this button is of an earlier run: run the cell again" : action.get();
    }
}
