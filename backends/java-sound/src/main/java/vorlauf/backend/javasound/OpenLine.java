package vorlauf.backend.javasound;

import vorlauf.files.PcmEncoder;

/**
 * A device that was opened, and what was agreed with it.
 *
 * @param line the device
 * @param device its name
 * @param encoder makes its bytes of float samples
 * @param frameBytes bytes of a frame
 * @param bufferFrames frames that its buffer was granted
 */
record OpenLine(OutputLine line, String device, PcmEncoder encoder, int frameBytes, int bufferFrames) {}
