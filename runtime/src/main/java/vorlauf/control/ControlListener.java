package vorlauf.control;

/**
 * What happens to controls, told on the control thread. A control holds its last value in every case, and the sound goes on.
 */
public interface ControlListener {
    /** The publisher ended with an error or could not be subscribed. */
    void failed(String control, Throwable error);

    /** The publisher ended. */
    void completed(String control);

    /** Values came faster than blocks start: {@code values} were replaced by newer ones so far. At most once a second. */
    void conflated(String control, long values);

    /** {@code values} values were not finite so far, {@code value} the first or newest of them. At most once a second. */
    void refused(String control, double value, long values);

    /** The publisher has held its worker for {@code seconds} without posting a value. Once. */
    void blocked(String control, double seconds);

    /** There are more controls than an engine takes; this one keeps its initial value. */
    void unconnected(String control, int maximumControls);
}
