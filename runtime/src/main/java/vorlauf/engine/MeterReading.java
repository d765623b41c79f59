package vorlauf.engine;

/**
 * What a meter tap saw since its last reading, about 20 ms before.
 *
 * @param meter name of the tap
 * @param peak largest absolute sample over all channels
 * @param rootMeanSquare root of the mean square over all channels
 * @param positionFrames end of the span, frames since the start
 */
public record MeterReading(String meter, double peak, double rootMeanSquare, long positionFrames) {}
