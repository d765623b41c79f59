package vorlauf.simulate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The platforms whose consumers are simulated, each with the numbers of its contract.
 *
 * <p>A platform is a device that drains a buffer, and a client that fills it with frames of the engine in calls of some size.
 * What it was taken from stands beside each constant in {@code docs/profiles.md}.
 */
public enum Platform {
    /** Web Audio: quanta of 128 frames, rendered in groups that fill the hardware's buffer. */
    AUDIO_WORKLET("audio-worklet", 48_000, 512, 1, 128, 128, Calls.QUANTA, Dry.COUNTED),
    /** Core Audio on iOS: one callback a slice, whose count of frames may differ from call to call. */
    AU_RENDER_CALLBACK("au-render-callback", 48_000, 1_024, 1, 0, 4_096, Calls.SLICES, Dry.COUNTED),
    /** Oboe on AAudio: bursts, a buffer of some bursts that a tuner lets grow. */
    AAUDIO("aaudio", 48_000, 192, 2, 192, 192, Calls.BURSTS, Dry.COUNTED),
    /** WASAPI shared mode: an event each 10 ms, as many frames as the padding leaves room for. */
    WASAPI_SHARED("wasapi-shared", 48_000, 480, 2, 0, 960, Calls.ROOM, Dry.SILENT),
    /** WASAPI shared mode with IAudioClient3: 2.67 ms. */
    WASAPI_LOW_LATENCY("wasapi-low-latency", 48_000, 128, 2, 0, 256, Calls.ROOM, Dry.SILENT),
    /** ALSA: periods in a buffer; an empty one stops the stream until it is prepared again. */
    ALSA("alsa", 48_000, 256, 3, 256, 256, Calls.PERIODS, Dry.STOPS),
    /** JACK: the server calls with exactly the announced count of frames. */
    JACK("jack", 48_000, 128, 1, 128, 8_192, Calls.QUANTA, Dry.COUNTED),
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
        /** Always the announced count. */
        QUANTA,
        /** What the device is about to play, which may differ from call to call. */
        SLICES,
        /** Bursts, into a buffer that may grow. */
        BURSTS,
        /** What the buffer has room for. */
        ROOM,
        /** Whole periods, as long as there is room for one. */
        PERIODS
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

    /** The platform of a name as it stands in scenarios, {@code aaudio}; capitals and hyphens do not matter. */
    public static Optional<Platform> named(String name) {
        String plain = plain(name);
        return Arrays.stream(values())
                .filter(platform -> plain(platform.key).equals(plain))
                .findFirst();
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

    /** The scenario of a patch on this platform: ten seconds, blocks of 128 frames, two of the largest calls ahead. */
    public Scenario scenario() {
        int largest = Math.max(bufferPeriods * periodFrames, this == AU_RENDER_CALLBACK ? mostCallFrames : 0);
        int block = 128;
        return new Scenario(
                sampleRateHertz,
                periodFrames,
                (long) Math.ceilDiv(2 * largest, block) * block,
                block,
                Scenario.Policy.SLIP,
                new Length.Constant(500_000),
                new Length.Constant(0),
                new Length.Constant(0),
                0,
                List.of(),
                10L * sampleRateHertz / periodFrames,
                0);
    }

    /** Frames that the client is asked for at once, 0 where that differs. */
    int callFrames() {
        return callFrames;
    }

    /** Most frames that the client may be asked for at once. */
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
