package vorlauf.engine;

/**
 * What a backend and its device agreed on.
 *
 * @param device name of the device
 * @param sampleFormat for people: "16-bit signed", "32-bit float"
 * @param periodFrames frames that the device takes at once
 * @param deviceLatencyFrames frames that the device buffers behind the ring; 0 where there are none
 * @param pacing whether the device takes frames at the sample rate or as fast as it can
 */
public record StreamFormat(
        String device, String sampleFormat, int periodFrames, int deviceLatencyFrames, Pacing pacing) {
    /** Who keeps the time. */
    public enum Pacing {
        /** The device consumes at its sample rate; frames that are late are underruns. */
        REAL_TIME,
        /** The device takes frames as fast as they come (a file, a null sink): there are no underruns. */
        FREE_RUNNING
    }
}
