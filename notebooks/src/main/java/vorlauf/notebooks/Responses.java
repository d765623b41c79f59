package vorlauf.notebooks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;
import vorlauf.compile.GraphException;
import vorlauf.drawing.Response;
import vorlauf.engine.OfflineSettings;
import vorlauf.engine.RenderException;
import vorlauf.graph.Operation;
import vorlauf.graph.Signal;
import vorlauf.graph.Signals;

/**
 * What filters answer to an impulse.
 *
 * @param responses of each
 * @param notLinear names of those that answer to half an impulse with something else than half their answer: for them the
 *     picture holds for an impulse of 1 only
 * @param sampleRateHertz frames a second
 */
public record Responses(List<Response> responses, List<String> notLinear, double sampleRateHertz) {
    private static final int BLOCK_FRAMES = 128;
    private static final int FRAMES = 1 << 16;
    private static final double TOLERANCE = 1e-4;

    public Responses {
        responses = List.copyOf(responses);
        notLinear = List.copyOf(notLinear);
    }

    static Responses of(List<UnaryOperator<Signal>> filters, double sampleRateHertz)
            throws GraphException, RenderException, IOException, InterruptedException {
        List<Response> responses = new ArrayList<>();
        List<String> notLinear = new ArrayList<>();
        for (UnaryOperator<Signal> filter : filters) {
            Signal whole = filter.apply(impulse(1));
            String name = name(whole);
            float[] answer = render(whole, sampleRateHertz);
            responses.add(new Response(name, answer));
            if (!isDouble(answer, render(filter.apply(impulse(0.5)), sampleRateHertz))) {
                notLinear.add(name);
            }
        }
        return new Responses(responses, notLinear, sampleRateHertz);
    }

    /** One frame of a height, then silence: a constant less itself a frame later. */
    private static Signal impulse(double height) {
        return Signals.constant(height).minus(Signals.constant(height).delaySamples(1));
    }

    private static float[] render(Signal signal, double sampleRateHertz)
            throws GraphException, RenderException, IOException, InterruptedException {
        OfflineSettings settings =
                OfflineSettings.of(sampleRateHertz, BLOCK_FRAMES, FRAMES).withWarmUpSeconds(0);
        return Clip.of(() -> Mono.just(signal), settings).samples()[0];
    }

    private static boolean isDouble(float[] whole, float[] half) {
        double peak = 0;
        double worst = 0;
        for (int i = 0; i < whole.length; i++) {
            peak = Math.max(peak, Math.abs(whole[i]));
            worst = Math.max(worst, Math.abs(whole[i] - 2.0 * half[i]));
        }
        return worst <= TOLERANCE * peak;
    }

    /** The outermost operation with its numbers, {@code lowpass(1000, 4)}. */
    private static String name(Signal signal) {
        String numbers = signal.inputs().stream()
                .filter(input -> input.operation() instanceof Operation.Constant)
                .map(input -> number(((Operation.Constant) input.operation()).value()))
                .collect(Collectors.joining(", "));
        String label = signal.operation().label();
        return numbers.isEmpty() ? label : label + "(" + numbers + ")";
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.valueOf(value);
    }
}
