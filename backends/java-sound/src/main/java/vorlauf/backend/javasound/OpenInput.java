package vorlauf.backend.javasound;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sound.sampled.LineUnavailableException;
import vorlauf.engine.BackendException;
import vorlauf.engine.InputRequest;
import vorlauf.files.SampleFormat;

/**
 * An input device that was opened, and what was agreed with it.
 *
 * @param line the device
 * @param device its name
 * @param format of its samples
 * @param channels of its frames
 */
record OpenInput(InputLine line, String device, SampleFormat format, int channels) {
    private static final int[] USUAL_CHANNELS = {1, 2, 4, 6, 8};

    /**
     * Opens the device that was asked for: with the channels that were wished or else the next usual count, with the best of the
     * formats that it takes.
     *
     * <p>Errors: where there is no device, none of this name, or none that takes the rate.
     */
    static OpenInput of(InputRequest request, List<SampleFormat> formats, int bufferFrames) throws BackendException {
        List<RecordingCard> cards = RecordingCard.all();
        if (cards.isEmpty()) {
            throw new BackendException(JavaSoundBackend.NAME
                    + ": no device here can record; plug a microphone in, or allow it in the system");
        }
        RecordingCard card = request.device().isEmpty()
                ? cards.getFirst()
                : MixerCard.named(request.device().get(), cards);
        LineUnavailableException refusal = new LineUnavailableException("there is no format to try");
        for (int channels : counts(request.channels())) {
            for (SampleFormat format : formats) {
                try {
                    InputLine line = card.open(format, (float) request.sampleRateHertz(), channels, bufferFrames);
                    return new OpenInput(line, card.name(), format, channels);
                } catch (LineUnavailableException e) {
                    refusal = e;
                }
            }
        }
        throw new BackendException(
                String.format(
                        Locale.ROOT,
                        "%s: input device '%s' takes neither %d channels at %.0f Hz nor any other count; another program"
                                + " may hold it, or --rate must be another (%s)",
                        JavaSoundBackend.NAME,
                        card.name(),
                        request.channels(),
                        request.sampleRateHertz(),
                        String.valueOf(refusal.getMessage()).replace('\n', ' ')),
                refusal);
    }

    /** Counts to try: the wish, then more than that, since what is too much can be mixed, then fewer. */
    private static List<Integer> counts(int wish) {
        List<Integer> counts = new ArrayList<>(List.of(wish));
        for (int usual : USUAL_CHANNELS) {
            if (usual > wish) {
                counts.add(usual);
            }
        }
        for (int at = USUAL_CHANNELS.length - 1; at >= 0; at--) {
            if (USUAL_CHANNELS[at] < wish) {
                counts.add(USUAL_CHANNELS[at]);
            }
        }
        return counts;
    }
}
