package vorlauf.files;

/**
 * What an audio file says about itself.
 *
 * @param container WAV, RF64, AIFF, AIFC or AU
 * @param encoding how samples are stored, for people: "16-bit signed"
 * @param channels samples in a frame
 * @param sampleRateHertz frames a second
 * @param frames frames that the file holds
 */
public record AudioFileHeader(String container, String encoding, int channels, double sampleRateHertz, long frames) {
    /** The file's length in seconds. */
    public double seconds() {
        return frames / sampleRateHertz;
    }
}
