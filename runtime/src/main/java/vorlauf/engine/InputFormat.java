package vorlauf.engine;

/**
 * What a backend and its input device agreed on.
 *
 * @param device name of the device
 * @param sampleFormat for people: "16-bit signed", "32-bit float"
 * @param channels channels of its frames
 * @param periodFrames frames that it gives at once
 * @param clock whose time it keeps
 */
public record InputFormat(String device, String sampleFormat, int channels, int periodFrames, Clocking clock) {
    /** Whose time an input device keeps. */
    public enum Clocking {
        /** The output's own: each period is recorded before, or as, the one beside it is played. Frames stay as they are. */
        SHARED,
        /** A clock of its own, which drifts against the output's: frames are resampled as soon as that shows. */
        OWN
    }
}
