package vorlauf.simulate;

import java.util.List;
import java.util.Optional;

/**
 * A platform as somebody has set it up.
 *
 * @param platform which
 * @param renderSize what a page asks for on {@link Platform#AUDIO_WORKLET}; {@link RenderSize.Default} elsewhere
 */
public record Profile(Platform platform, RenderSize renderSize) {
    private static final int BLOCK_FRAMES = 128;
    private static final int SECONDS = 10;
    private static final long COST_NANOS = 500_000;

    /** Errors: {@link IllegalArgumentException} for a size on a platform that has no such setting. */
    public Profile {
        if (platform != Platform.AUDIO_WORKLET && !(renderSize instanceof RenderSize.Default)) {
            throw new IllegalArgumentException(
                    "renderSize is " + renderSize + " on " + platform.key() + "; audio-worklet alone has one");
        }
    }

    /** A platform as it is. */
    public static Profile of(Platform platform) {
        return new Profile(platform, new RenderSize.Default());
    }

    /** The platform of a name as it is; empty where there is none. */
    public static Optional<Profile> named(String name) {
        return Platform.named(name).map(Profile::of);
    }

    /** The scenario of a patch on this platform: ten seconds, blocks of 128 frames, two of the largest calls ahead. */
    public Scenario scenario() {
        int largest = platform.calls() == Platform.Calls.SLICES
                ? platform.mostCallFrames()
                : bufferFrames(platform.periodFrames());
        return new Scenario(
                platform.sampleRateHertz(),
                platform.periodFrames(),
                (long) Math.ceilDiv(2 * largest, BLOCK_FRAMES) * BLOCK_FRAMES,
                BLOCK_FRAMES,
                Scenario.Policy.SLIP,
                new Length.Constant(COST_NANOS),
                new Length.Constant(0),
                new Length.Constant(0),
                0,
                List.of(),
                (long) SECONDS * platform.sampleRateHertz() / platform.periodFrames(),
                0);
    }

    /** Frames that the client is asked for at once, as announced before the first call; 0 where that differs. */
    public int callFrames() {
        return switch (renderSize) {
            case RenderSize.Default _ -> platform.callFrames();
            case RenderSize.Hardware _ -> platform.periodFrames();
            case RenderSize.Frames(int frames) -> frames;
        };
    }

    /** Most frames that the client may be asked for at once. */
    int mostCallFrames() {
        return Math.max(platform.mostCallFrames(), callFrames());
    }

    /**
     * Most frames that the client is asked for in one go at a deadline of the device, once the stream plays: as many quanta as
     * hold a period, a period elsewhere.
     */
    public int burstFrames() {
        return platform.calls() == Platform.Calls.QUANTA
                ? Math.ceilDiv(platform.periodFrames(), callFrames()) * callFrames()
                : platform.periodFrames();
    }

    /** Whether it is asked for as many each time: no quantum leaves anything over for the next period. */
    public boolean burstsAlike() {
        return platform.calls() != Platform.Calls.QUANTA
                || platform.periodFrames() % callFrames() == 0
                || callFrames() % platform.periodFrames() == 0;
    }

    /**
     * Frames that the device's buffer holds where a period has so many.
     *
     * <p>Quanta that do not divide the period leave frames over for the next one: the buffer holds all of a period but the
     * least that can be missing of it, and one quantum more.
     */
    int bufferFrames(int periodFrames) {
        int least = platform.bufferPeriods() * periodFrames;
        return platform.calls() == Platform.Calls.QUANTA
                ? least + callFrames() - commonDivisor(periodFrames, callFrames())
                : least;
    }

    private static int commonDivisor(int one, int other) {
        return other == 0 ? one : commonDivisor(other, one % other);
    }
}
