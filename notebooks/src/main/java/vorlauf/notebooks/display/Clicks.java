package vorlauf.notebooks.display;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What the buttons of displays do. A button knows a name; the kernel that hears of a click knows what it means.
 *
 * <p>The newest {@value #MOST} are kept, so that a cell that is run again and again keeps nothing alive for good. Names are never
 * used twice, so a button that was saved with a notebook does nothing to what plays today.
 *
 * <p>Threads: any.
 */
public final class Clicks {
    private static final int MOST = 64;
    private static final String SESSION = UUID.randomUUID().toString();
    private static final Map<String, Supplier<String>> ACTIONS = new LinkedHashMap<>();
    private static long offered;

    private Clicks() {}

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
