package vorlauf.backend.javasound;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import vorlauf.engine.Backend;
import vorlauf.engine.BackendException;
import vorlauf.engine.BackendOptions;
import vorlauf.engine.FrameSource;
import vorlauf.engine.StreamListener;
import vorlauf.engine.StreamRequest;
import vorlauf.files.SampleFormat;
import vorlauf.render.SystemClock;

/**
 * The sound card by way of the JDK's own {@code javax.sound.sampled}.
 *
 * <p>Options: {@code format} is 16, 24 or 32 (else the best that the device takes), {@code dither} true or false,
 * {@code buffer-frames} the wish for the device's buffer (four periods), {@code fallback} the names of other devices, with
 * semicolons between, that play where the first one cannot be opened or stays away, {@code input-format} as {@code format},
 * for graphs with an input.
 */
public final class JavaSoundBackend implements Backend {
    static final String NAME = "java-sound";
    private static final int PERIODS_IN_BUFFER = 4;
    private static final int LARGEST_PERIOD_FRAMES = 1 << 16;
    private static final int LARGEST_BUFFER_FRAMES = 1 << 20;

    /** For {@link java.util.ServiceLoader}. */
    public JavaSoundBackend() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "sound card by way of Java Sound; options format, input-format (16, 24, 32), dither, buffer-frames, fallback";
    }

    @Override
    public List<Device> devices() {
        return MixerCard.all().stream()
                .map(card -> new Device(
                        card.name(),
                        (card.info().getDescription() + ", " + card.info().getVendor()).replace('\n', ' ')))
                .toList();
    }

    @Override
    public String unavailableReason() {
        return MixerCard.all().isEmpty() ? whyNothingPlays() : "";
    }

    private static String whyNothingPlays() {
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
            return NAME + ": the system has no device that can play; plug one in or enable it in the sound settings";
        }
        if (!isAlsaThere()) {
            return NAME + ": the library libasound.so.2 is missing, install the package libasound2 (or alsa-lib)";
        }
        return NAME
                + ": ALSA knows no device that can play; a card needs its driver and the right to open /dev/snd, a sound "
                + "server needs its ALSA plugin (package libasound2-plugins) and a default in ~/.asoundrc";
    }

    @SuppressWarnings("restricted") // looks a library up and calls nothing in it
    static boolean isAlsaThere() {
        try (Arena arena = Arena.ofConfined()) {
            SymbolLookup.libraryLookup("libasound.so.2", arena);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public Stream open(StreamRequest request, FrameSource source, StreamListener listener) throws BackendException {
        if (request.channels() != source.channels() || request.channels() < 1) {
            throw new BackendException(NAME + ": the request has " + request.channels() + " channels, the frames have "
                    + source.channels() + "; both must be the same and at least 1");
        }
        if (request.periodFrames() < 1 || request.periodFrames() > LARGEST_PERIOD_FRAMES) {
            throw new BackendException(NAME + ": a period is " + request.periodFrames() + " frames, must be 1 to "
                    + LARGEST_PERIOD_FRAMES);
        }
        if (!(request.sampleRateHertz() >= 1) || request.sampleRateHertz() > 10_000_000) {
            throw new BackendException(
                    NAME + ": the sample rate is " + request.sampleRateHertz() + " Hz, must be 1 to 10000000");
        }
        BackendOptions options = new BackendOptions(NAME, request.options());
        LineOpener opener = opener(request, options);
        List<String> fallbacks = fallbacks(options);
        options.refuseUnknown();
        LineSupply supply = supply(request, opener, fallbacks);
        OpenLine first = supply.open();
        if (supply instanceof LineSearch search && !search.whyElsewhere().isEmpty()) {
            listener.notice(search.whyElsewhere() + "; '" + first.device() + "' plays instead");
        }
        return new JavaSoundStream(request, supply, first, source, listener, SystemClock.INSTANCE);
    }

    private static LineSupply supply(StreamRequest request, LineOpener opener, List<String> fallbacks)
            throws BackendException {
        LineSupply own = () -> opener.open(card(request));
        if (fallbacks.isEmpty()) {
            return own;
        }
        List<MixerCard> cards = MixerCard.all();
        List<LineSupply> devices = new ArrayList<>(List.of(own));
        for (String name : fallbacks) {
            // A name that fits nothing is said now and not when it is needed.
            MixerCard.named(name, cards);
            devices.add(() -> opener.open(MixerCard.named(name, MixerCard.all())));
        }
        return new LineSearch(devices, LineSearch.PATIENCE_MILLISECONDS);
    }

    private static List<String> fallbacks(BackendOptions options) {
        return options.text("fallback")
                .map(names -> Arrays.stream(names.split(";", -1))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList())
                .orElse(List.of());
    }

    private static LineOpener opener(StreamRequest request, BackendOptions options) throws BackendException {
        String format = options.choice("format", "best", "best", "16", "24", "32");
        boolean dithered = options.flag("dither", false);
        long bufferFrames = options.whole(
                "buffer-frames",
                (long) PERIODS_IN_BUFFER * request.periodFrames(),
                Math.min(2L * request.periodFrames(), LARGEST_BUFFER_FRAMES),
                LARGEST_BUFFER_FRAMES);
        inputFormats(options);
        return new LineOpener(request, formats(format), dithered, (int) bufferFrames);
    }

    /** Formats to try for an input, best first, by the option {@code input-format}. */
    static List<SampleFormat> inputFormats(StreamRequest request) throws BackendException {
        return inputFormats(new BackendOptions(NAME, request.options()));
    }

    private static List<SampleFormat> inputFormats(BackendOptions options) throws BackendException {
        return formats(options.choice("input-format", "best", "best", "16", "24", "32"));
    }

    private static List<SampleFormat> formats(String format) {
        return format.equals("best") ? LineOpener.BEST_FIRST : List.of(SampleFormat.named(format));
    }

    private static Card card(StreamRequest request) throws BackendException {
        List<MixerCard> cards = MixerCard.all();
        if (cards.isEmpty()) {
            throw new BackendException(whyNothingPlays());
        }
        return request.device().isEmpty()
                ? cards.getFirst()
                : MixerCard.named(request.device().get(), cards);
    }
}
