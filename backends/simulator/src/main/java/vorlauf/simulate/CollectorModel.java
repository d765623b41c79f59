package vorlauf.simulate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * When a garbage collector stops the threads, as a function of how much is allocated: a pause each so many megabytes, about as
 * long whatever the rate, since it follows what lives and not what died. Times between pauses and their lengths are log-normal.
 *
 * @param megabytesPerPause megabytes (millions of bytes) that are allocated from one pause to the next, on average
 * @param gapSigma how irregular that is: standard deviation of the logarithm
 * @param medianNanos length of a pause, median
 * @param sigma how irregular it is: standard deviation of the logarithm
 */
public record CollectorModel(double megabytesPerPause, double gapSigma, double medianNanos, double sigma) {
    private static final String RESOURCE = "collectors.json";
    private static final double MOST_SIGMA = 10;

    /** The pauses at a rate of allocation. */
    public Stalls.Renewal stalls(double megabytesPerSecond) {
        double meanGapNanos = megabytesPerPause / megabytesPerSecond * 1e9;
        // The mean of a log-normal time is its median times exp(sigma^2 / 2).
        double medianGapNanos = meanGapNanos * StrictMath.exp(-gapSigma * gapSigma / 2);
        return new Stalls.Renewal(
                new Length.LogNormal(Math.min(Length.LONGEST_NANOS, medianGapNanos), gapSigma),
                new Length.LogNormal(medianNanos, sigma));
    }

    /** Reads a stall of the kind {@code collector}: a name, whose values were measured, or values, or both. */
    static Stalls.Kind read(Fields fields) throws Scenario.InvalidException {
        fields.allow(Set.of(
                "kind",
                "stops",
                "collector",
                "megabytesPerSecond",
                "megabytesPerPause",
                "gapSigma",
                "medianNanos",
                "sigma"));
        CollectorModel known = new CollectorModel(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        if (fields.has("collector")) {
            Map<String, CollectorModel> all = measured();
            known = all.getOrDefault(fields.word("collector", null, all.keySet()), known);
        }
        CollectorModel model = new CollectorModel(
                fields.number("megabytesPerPause", known.megabytesPerPause(), 1e-3, 1e9),
                fields.number("gapSigma", known.gapSigma(), 0, MOST_SIGMA),
                fields.number("medianNanos", known.medianNanos(), 0, Length.LONGEST_NANOS),
                fields.number("sigma", known.sigma(), 0, MOST_SIGMA));
        return model.stalls(fields.number("megabytesPerSecond", Double.NaN, 1e-3, 1e6));
    }

    /** What was measured, by the name of the collector; the file says where and how. */
    static Map<String, CollectorModel> measured() {
        try (InputStream stream = CollectorModel.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            Map<String, CollectorModel> models = new TreeMap<>();
            for (JsonNode node : JsonMapper.builder().build().readTree(stream).get("collectors")) {
                models.put(
                        node.get("name").asString(),
                        new CollectorModel(
                                node.get("megabytesPerPause").asDouble(),
                                node.get("gapSigma").asDouble(),
                                node.get("medianNanos").asDouble(),
                                node.get("sigma").asDouble()));
            }
            return models;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
