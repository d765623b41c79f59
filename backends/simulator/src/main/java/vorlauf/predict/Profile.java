package vorlauf.predict;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import vorlauf.cli.CommandException;

/**
 * What a platform asks for: its period, and whether a pause of the JVM stops its callback.
 *
 * <p>Where the callback is Java, as with JACK, no ring helps against a pause that a deadline falls into: the frames are there
 * and nobody hands them over.
 */
enum Profile {
    NULL_DEVICE(48_000, 128, false),
    AUDIO_WORKLET(48_000, 128, false),
    AU_RENDER_CALLBACK(48_000, 256, false),
    AU_SCREEN_ASLEEP(48_000, 4_096, false),
    OBOE(48_000, 192, false),
    WASAPI(48_000, 480, false),
    WASAPI_LOW_LATENCY(48_000, 128, false),
    ALSA(48_000, 256, false),
    JACK(48_000, 128, true),
    JAVA_SOUND(48_000, 512, false);

    private final int sampleRateHertz;
    private final int periodFrames;
    private final boolean pauseStopsConsumer;

    Profile(int sampleRateHertz, int periodFrames, boolean pauseStopsConsumer) {
        this.sampleRateHertz = sampleRateHertz;
        this.periodFrames = periodFrames;
        this.pauseStopsConsumer = pauseStopsConsumer;
    }

    /** The profile of a name. Errors: wrong usage, with the names that there are. */
    static Profile named(String name) {
        return Arrays.stream(values())
                .filter(profile -> profile.label().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> CommandException.usage("there is no profile '" + name + "', there are "
                        + Arrays.stream(values()).map(Profile::label).collect(Collectors.joining(", "))));
    }

    /** Its name for users. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    int sampleRateHertz() {
        return sampleRateHertz;
    }

    int periodFrames() {
        return periodFrames;
    }

    boolean pauseStopsConsumer() {
        return pauseStopsConsumer;
    }
}
