package vorlauf.notebooks.display;

import java.util.Map;

/**
 * Turns values of some kind into what a notebook shows; found by {@link java.util.ServiceLoader}, the first that
 * {@link #renders} a value is asked.
 *
 * <p>Threads: any, several at once. Errors: what {@link #render} throws is told in place of the picture, and the value
 * is shown as text.
 */
public interface Renderer {
    /** Whether this is the one for a value; cheap, looks at its type only. */
    boolean renders(Object value);

    /**
     * A value in every form that suits it: MIME type to data, binary data (pictures) as base64 text. The front end takes the
     * richest that it knows; {@code text/plain} is added where it is missing.
     */
    Map<String, String> render(Object value);
}
