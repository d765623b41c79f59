package vorlauf.chromium;

import java.io.IOException;
import tools.jackson.databind.JsonNode;

/**
 * How fast the audio thread of a page goes: calls of its consumer against two clocks, over spans of ten seconds.
 *
 * <p>Against the audio's own clock there is nothing to be tolerated: a call for each 128 frames, or one was left out. Against the
 * wall's clock a browser without a card has a timer in the card's place; where the machine is so busy that the timer comes late,
 * another span is looked at. A consumer at another rate would miss in all of them.
 *
 * @param perAudioSecond calls in a second of the audio's clock
 * @param perSecond calls in a second of the wall's clock
 * @param spans spans that were looked at: the last one counts
 */
public record QuantaRate(double perAudioSecond, double perSecond, int spans) {
    /** Frames of a quantum. */
    public static final int QUANTUM_FRAMES = 128;

    /** Of the rate that it should be. */
    public static final double TOLERANCE = 0.02;

    private static final int SPAN_SECONDS = 10;
    private static final int MOST_SPANS = 5;

    /** Looks until a span is within {@link #TOLERANCE} of a rate, or there were enough. */
    public static QuantaRate measure(Chromium browser, double sampleRateHertz)
            throws IOException, InterruptedException {
        double right = sampleRateHertz / QUANTUM_FRAMES;
        QuantaRate rate = span(browser, sampleRateHertz, 1);
        while (Math.abs(rate.perSecond - right) > TOLERANCE * right && rate.spans < MOST_SPANS) {
            rate = span(browser, sampleRateHertz, rate.spans + 1);
        }
        return rate;
    }

    private static QuantaRate span(Chromium browser, double sampleRateHertz, int spans)
            throws IOException, InterruptedException {
        JsonNode from = browser.value("vorlauf.stats");
        long wanted = Math.round(SPAN_SECONDS * sampleRateHertz / QUANTUM_FRAMES);
        browser.await("vorlauf.stats.quanta >= " + (from.get("quanta").asLong() + wanted));
        JsonNode to = browser.value("vorlauf.stats");
        long quanta = difference("quanta", from, to);
        return new QuantaRate(
                quanta * sampleRateHertz / difference("clockFrames", from, to),
                quanta * 1e3 / difference("wallMillis", from, to),
                spans);
    }

    private static long difference(String field, JsonNode from, JsonNode to) {
        return to.get(field).asLong() - from.get(field).asLong();
    }
}
