package vorlauf.simulate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The platforms that there are profiles of, each with the numbers of its contract: what {@code simulate} plays on and what
 * {@code advise} advises for.
 *
 * <p>A platform is a device that drains a buffer, and a client that fills it with frames of the engine in calls of some size.
 * What it was taken from stands beside each constant in {@code docs/profiles.md}.
 */
public enum Platform {
    /** The null device: takes a period at each deadline, and what a stall has held up at once afterwards. */
    NULL_DEVICE("null-device", 48_000, 128, 1, 128, 128, Calls.MADE_UP, Dry.COUNTED),
    /** Web Audio: quanta of 128 frames unless a hint says otherwise, as many as fill the hardware's buffer. */
    AUDIO_WORKLET("audio-worklet", 48_000, 512, 1, 128, 128, Calls.QUANTA, Dry.COUNTED),
    /** Core Audio on iOS: one callback a slice, whose count of frames may differ from call to call. */
    AU_RENDER_CALLBACK("au-render-callback", 48_000, 1_024, 1, 0, 4_096, Calls.SLICES, Dry.COUNTED),
    /** The same in a session that asked for short slices. */
    AU_LOW_LATENCY("au-low-latency", 48_000, 256, 1, 0, 4_096, Calls.SLICES, Dry.COUNTED),
    /** The same in a session that begins with the screen asleep. */
    AU_SCREEN_ASLEEP("au-screen-asleep", 48_000, 4_096, 1, 0, 4_096, Calls.SLICES, Dry.COUNTED),
    /** Oboe on AAudio: bursts, a buffer of some bursts that a tuner lets grow. */
    AAUDIO("aaudio", 48_000, 192, 2, 192, 192, Calls.BURSTS, Dry.COUNTED),
    /** WASAPI shared mode: an event each 10 ms, as many frames as the padding leaves room for. */
    WASAPI_SHARED("wasapi-shared", 48_000, 480, 2, 0, 960, Calls.ROOM, Dry.SILENT),
    /** WASAPI shared mode with IAudioClient3: 2.67 ms. */
    WASAPI_LOW_LATENCY("wasapi-low-latency", 48_000, 128, 2, 0, 256, Calls.ROOM, Dry.SILENT),
    /** ALSA: periods in a buffer; an empty one stops the stream until it is prepared again. */
    ALSA("alsa", 48_000, 256, 3, 256, 256, Calls.PERIODS, Dry.STOPS),
    /** JACK: the server calls with exactly the announced count of frames. */
    JACK("jack", 48_000, 128, 1, 128, 8_192, Calls.PERIODS, Dry.COUNTED),
    /** Java Sound: a write that waits until all is taken, or returns 0 for ever when the device is dead. */
    JAVA_SOUND("java-sound", 48_000, 512, 2, 512, 512, Calls.PERIODS, Dry.SILENT);

    private final String key;
    private final int sampleRateHertz;
    private final int periodFrames;
    private final int bufferPeriods;
    private final int callFrames;
    private final int mostCallFrames;
    private final Calls calls;
    private final Dry dry;

    /** How many frames the client is asked for at once. */
    enum Calls {
        /** Always the announced count, as often as the device's next period needs it. */
        QUANTA,
        /** What the device is about to play, which may differ from call to call. */
        SLICES,
        /** Bursts, into a buffer that may grow. */
        BURSTS,
        /** What the buffer has room for. */
        ROOM,
        /** Whole periods, as long as there is room for one. */
        PERIODS,
        /** A period for each deadline, into no buffer; late ones come one after the other. */
        MADE_UP
    }

    /** What happens when the device finds too few frames in its buffer. */
    enum Dry {
        /** Silence, and a counter says so. */
        COUNTED,
        /** Silence, and nobody is told. */
        SILENT,
        /** The device stops until the client prepares it. */
        STOPS
    }

    Platform(
            String key,
            int sampleRateHertz,
            int periodFrames,
            int bufferPeriods,
            int callFrames,
            int mostCallFrames,
            Calls calls,
            Dry dry) {
        this.key = key;
        this.sampleRateHertz = sampleRateHertz;
        this.periodFrames = periodFrames;
        this.bufferPeriods = bufferPeriods;
        this.callFrames = callFrames;
        this.mostCallFrames = mostCallFrames;
        this.calls = calls;
        this.dry = dry;
    }

    /**
     * The platform of a name as it stands in scenarios and behind {@code --profile}, {@code aaudio}; capitals and hyphens do
     * not matter. {@code oboe} is another word for {@code aaudio}, {@code wasapi} for {@code wasapi-shared}.
     */
    public static Optional<Platform> named(String name) {
        String plain = plain(name);
        return switch (plain) {
            case "oboe" -> Optional.of(AAUDIO);
            case "wasapi" -> Optional.of(WASAPI_SHARED);
            default ->
                Arrays.stream(values())
                        .filter(platform -> plain(platform.key).equals(plain))
                        .findFirst();
        };
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /** All names. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Platform::key).toList();
    }

    /** Its name in scenarios. */
    public String key() {
        return key;
    }

    /** Frames a second. */
    public int sampleRateHertz() {
        return sampleRateHertz;
    }

    /** Frames that the device plays from one of its deadlines to the next. */
    public int periodFrames() {
        return periodFrames;
    }

    /** Periods that its buffer holds. */
    public int bufferPeriods() {
        return bufferPeriods;
    }

    /**
     * Whether a pause of the JVM that a deadline falls into makes it miss, whatever the ring holds: the callback is Java, and
     * the device's buffer is not longer than one period.
     */
    public boolean pauseStopsConsumer() {
        return this == JACK;
    }

    /** Frames that the client is asked for at once where nothing else is set up, 0 where that differs. */
    int callFrames() {
        return callFrames;
    }

    /** Most frames that the client may be asked for at once where nothing else is set up. */
    int mostCallFrames() {
        return mostCallFrames;
    }

    Calls calls() {
        return calls;
    }

    Dry dry() {
        return dry;
    }
}
