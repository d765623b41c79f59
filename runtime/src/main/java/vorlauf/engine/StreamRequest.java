package vorlauf.engine;

import java.util.Map;
import java.util.Optional;

/**
 * What an engine asks a backend for.
 *
 * @param sampleRateHertz frames a second
 * @param channels channels of the graph
 * @param periodFrames frames that the device should take at once; a wish
 * @param device name of a device as listed, or empty for the default
 * @param options further options of the backend by name, from {@code --option name=value}; an unknown one is refused
 */
public record StreamRequest(
        double sampleRateHertz, int channels, int periodFrames, Optional<String> device, Map<String, String> options) {}
