package vorlauf.backend.javasound;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sound.sampled.LineUnavailableException;
import vorlauf.engine.BackendException;
import vorlauf.engine.StreamRequest;
import vorlauf.files.PcmEncoder;
import vorlauf.files.SampleFormat;

/**
 * The way to an open line: which format, which buffer, and what to say where a device refuses.
 *
 * <p>Formats in order: 24 bits hold what a float holds at full scale; 32 bits come second because drivers rarely have more
 * than 24 behind them; 16 bits are what every device takes. Java Sound never offers float.
 *
 * @param request what was asked for
 * @param formats formats to try, best first
 * @param dithered whether formats of 16 and 24 bits are dithered
 * @param bufferFrames wish for the size of the device's buffer
 */
record LineOpener(StreamRequest request, List<SampleFormat> formats, boolean dithered, int bufferFrames) {
    static final List<SampleFormat> BEST_FIRST = List.of(SampleFormat.PCM24, SampleFormat.PCM32, SampleFormat.PCM16);

    private static final int[] RATES_HERTZ = {
        8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 88_200, 96_000, 176_400, 192_000
    };
    private static final int MOST_CHANNELS = 8;
    private static final long DITHER_SEED = 0x766F726C617566L;

    /** A line of this card, not started. */
    OpenLine open(Card card) throws BackendException {
        LineUnavailableException refusal = new LineUnavailableException("there is no format to try");
        for (SampleFormat format : formats) {
            try {
                OutputLine line =
                        card.open(format, (float) request.sampleRateHertz(), request.channels(), bufferFrames);
                int frameBytes = format.bytesPerSample() * request.channels();
                return new OpenLine(line, card.name(), encoder(format), frameBytes, line.bufferBytes() / frameBytes);
            } catch (LineUnavailableException e) {
                refusal = e;
            }
        }
        throw refused(card, refusal);
    }

    private PcmEncoder encoder(SampleFormat format) {
        return dithered && format != SampleFormat.PCM32
                ? PcmEncoder.dithered(format, DITHER_SEED)
                : PcmEncoder.of(format);
    }

    private BackendException refused(Card card, LineUnavailableException refusal) {
        List<String> rates = new ArrayList<>();
        for (int rate : RATES_HERTZ) {
            if (accepts(card, LineOpener.BEST_FIRST, rate, request.channels())) {
                rates.add(Integer.toString(rate));
            }
        }
        List<String> counts = new ArrayList<>();
        for (int channels = 1; channels <= MOST_CHANNELS; channels++) {
            if (accepts(card, LineOpener.BEST_FIRST, (float) request.sampleRateHertz(), channels)) {
                counts.add(Integer.toString(channels));
            }
        }
        List<String> labels = new ArrayList<>();
        for (SampleFormat format : BEST_FIRST) {
            if (accepts(card, List.of(format), (float) request.sampleRateHertz(), request.channels())) {
                labels.add(format.label());
            }
        }
        String asked = String.format(
                Locale.ROOT,
                "%s: '%s' refuses %d channels at %s Hz with %s bits",
                JavaSoundBackend.NAME,
                card.name(),
                request.channels(),
                plain(request.sampleRateHertz()),
                String.join(", ", formats.stream().map(SampleFormat::label).toList()));
        if (rates.isEmpty() && counts.isEmpty()) {
            return new BackendException(
                    asked + " and anything else; another program may hold it, or it is gone (" + oneLine(refusal) + ")",
                    refusal);
        }
        return new BackendException(
                asked + "; it takes "
                        + list("rates with " + request.channels() + " channels", rates)
                        + "; " + list("channel counts at " + plain(request.sampleRateHertz()) + " Hz", counts)
                        + (labels.isEmpty() ? "" : "; " + list("bits for both", labels)),
                refusal);
    }

    private boolean accepts(Card card, List<SampleFormat> tried, float rate, int channels) {
        for (SampleFormat format : tried) {
            try {
                card.open(format, rate, channels, bufferFrames).close();
                return true;
            } catch (LineUnavailableException _) {
                // that is the answer
            }
        }
        return false;
    }

    private static String list(String what, List<String> values) {
        return what + ": " + (values.isEmpty() ? "none" : String.join(", ", values));
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.format(Locale.ROOT, "%.0f", number) : Double.toString(number);
    }

    private static String oneLine(Exception exception) {
        return Optional.ofNullable(exception.getMessage())
                .orElse(exception.toString())
                .replace('\n', ' ');
    }
}
