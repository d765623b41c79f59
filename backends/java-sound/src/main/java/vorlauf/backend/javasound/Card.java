package vorlauf.backend.javasound;

import javax.sound.sampled.LineUnavailableException;
import vorlauf.files.SampleFormat;

/** A device that may or may not accept a format; only trying tells. */
interface Card extends Named {
    /**
     * Opens a line.
     *
     * @param bufferFrames wish for the size of its buffer
     * @throws LineUnavailableException where the device refuses the format, or is in use
     */
    OutputLine open(SampleFormat format, float sampleRateHertz, int channels, int bufferFrames)
            throws LineUnavailableException;
}
