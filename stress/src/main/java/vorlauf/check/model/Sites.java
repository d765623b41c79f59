package vorlauf.check.model;

import java.util.ArrayList;
import java.util.List;

/** Places in the source of rewritten classes, by number. Threads: any. */
public final class Sites {
    /** A place that nobody knows. */
    public static final int NOWHERE = 0;

    private static final List<Site> ALL = new ArrayList<>(List.of(new Site("?", "?", 0)));

    private Sites() {}

    /**
     * A place.
     *
     * @param file name of the source file
     * @param method name of the method
     * @param line 1 and up, or 0 where it is not known
     */
    public record Site(String file, String method, int line) {
        @Override
        public String toString() {
            return line > 0 ? file + ":" + line : file + " " + method;
        }
    }

    /** The number of a new place. */
    public static int add(Site site) {
        synchronized (ALL) {
            ALL.add(site);
            return ALL.size() - 1;
        }
    }

    /** The place with a number. */
    public static Site get(int number) {
        synchronized (ALL) {
            return ALL.get(number);
        }
    }
}
