package vorlauf.engine;

import java.util.Optional;

/**
 * What an engine asks a backend's input for.
 *
 * @param sampleRateHertz frames a second
 * @param channels channels that the graph would like; a wish
 * @param periodFrames frames that the device should give at once; a wish
 * @param device name of an input device, or empty for the default
 */
public record InputRequest(double sampleRateHertz, int channels, int periodFrames, Optional<String> device) {}
