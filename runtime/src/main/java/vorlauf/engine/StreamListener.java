package vorlauf.engine;

/**
 * What a backend tells its engine.
 *
 * <p>Threads: any but the platform's own real-time callback; a backend whose consumer thread is an ordinary thread that it
 * made (Java Sound, WAV) may call it from there when the device is already lost.
 */
public interface StreamListener {
    /** The device is gone or takes nothing any more; the engine goes on and counts what is not heard. */
    void deviceLost(String reason);

    /** The device is back, or another one took its place. */
    void deviceBack(String device);

    /** Something worth a line to the user, such as clipped samples or a format that was converted. */
    void notice(String message);
}
