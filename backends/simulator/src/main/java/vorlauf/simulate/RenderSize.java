package vorlauf.simulate;

import java.util.Locale;
import java.util.Optional;

/**
 * The render size that a page asks the browser for: {@code renderSizeHint} of an {@code AudioContext}.
 *
 * <p>Source: Web Audio API 1.1, {@code AudioContextOptions.renderSizeHint}, {@code AudioContextRenderSizeCategory}.
 */
public sealed interface RenderSize {
    /** Seconds of sound that the largest render size lasts. Source: Web Audio API 1.1, supported render quantum sizes. */
    int MOST_SECONDS = 6;

    /** 128 frames. */
    record Default() implements RenderSize {}

    /** As many frames as the hardware plays from one of its deadlines to the next. */
    record Hardware() implements RenderSize {}

    /** So many frames. */
    record Frames(int frames) implements RenderSize {}

    /** The hints that there are, in words. */
    static String choices(int sampleRateHertz) {
        return String.format(
                Locale.ROOT, "default, hardware or a whole number from 1 to %,d", MOST_SECONDS * sampleRateHertz);
    }

    /** The size of a hint: {@code default}, {@code hardware} or a count of frames; empty where it is none of them. */
    static Optional<RenderSize> of(String hint, int sampleRateHertz) {
        return switch (hint) {
            case "default" -> Optional.of(new Default());
            case "hardware" -> Optional.of(new Hardware());
            default -> {
                try {
                    int frames = Integer.parseInt(hint);
                    yield frames < 1 || frames > MOST_SECONDS * sampleRateHertz
                            ? Optional.empty()
                            : Optional.of(new Frames(frames));
                } catch (NumberFormatException e) {
                    yield Optional.empty();
                }
            }
        };
    }
}
