package vorlauf.notebooks.display;

/**
 * Something shown whose content changes in place, after its cell has ended as well.
 *
 * <p>Threads: any; no update waits for the front end.
 */
public interface Live {
    /** Shows a value, of any type, where the one before stood. */
    void update(Object value);
}
