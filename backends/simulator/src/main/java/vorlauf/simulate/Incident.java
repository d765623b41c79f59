package vorlauf.simulate;

import java.util.List;

/**
 * Something that a platform does beside its deadlines, or that happens to its client.
 *
 * @param atNanos when
 * @param kind what
 * @param lengthNanos how long it lasts
 * @param value the new rate or count of frames, where there is one
 */
record Incident(long atNanos, Kind kind, long lengthNanos, int value) {
    /** How long a platform is away: the time that its recovery is measured against. */
    static final long DOWN_NANOS = 100_000_000;

    /** What there is. */
    enum Kind {
        /** The platform interrupts the stream and goes on with it. */
        SUSPEND,
        /** Another device, at another rate: the engine starts again. */
        ROUTE,
        /** Another count of frames a period. */
        SIZE,
        /** The device goes, and the client finds one again. */
        DISCONNECT,
        /** The client's callback says that it wants no more, and starts again later. */
        CLIENT_STOP,
        /** The device takes nothing any more and says nothing. */
        DEAD,
        /** The client's thread stands still. */
        STALL
    }

    /** What a platform is known for, spread over a run. */
    static List<Incident> of(Platform platform, long totalNanos) {
        long dryNanos =
                (long) ((platform.bufferPeriods() + 1.5) * platform.periodFrames() * 1e9 / platform.sampleRateHertz());
        Incident stall = new Incident(totalNanos / 12, Kind.STALL, dryNanos, 0);
        return switch (platform) {
            case NULL_DEVICE -> List.of(stall);
            case AUDIO_WORKLET ->
                List.of(stall, at(totalNanos, 4, Kind.SUSPEND, 0), at(totalNanos, 8, Kind.SUSPEND, 0));
            case AU_RENDER_CALLBACK -> slices(stall, totalNanos, 256, 4_096, 1_024);
            case AU_LOW_LATENCY -> slices(stall, totalNanos, 1_024, 4_096, 256);
            case AU_SCREEN_ASLEEP -> slices(stall, totalNanos, 1_024, 256, 4_096);
            case AAUDIO ->
                List.of(
                        stall,
                        at(totalNanos, 3, Kind.CLIENT_STOP, 0),
                        at(totalNanos, 6, Kind.DISCONNECT, 0),
                        new Incident(totalNanos * 9 / 12, Kind.STALL, dryNanos * 2, 0));
            case WASAPI_SHARED, WASAPI_LOW_LATENCY ->
                List.of(stall, at(totalNanos, 4, Kind.DISCONNECT, 0), at(totalNanos, 8, Kind.ROUTE, 44_100));
            case ALSA -> List.of(stall, at(totalNanos, 6, Kind.DISCONNECT, 0));
            case JACK -> List.of(stall, at(totalNanos, 4, Kind.SIZE, 256), at(totalNanos, 8, Kind.DISCONNECT, 0));
            case JAVA_SOUND -> List.of(stall, at(totalNanos, 6, Kind.DEAD, 0));
        };
    }

    /** Three counts of frames one after the other, another route, an interruption. */
    private static List<Incident> slices(Incident stall, long totalNanos, int first, int second, int third) {
        return List.of(
                stall,
                at(totalNanos, 2, Kind.SIZE, first),
                at(totalNanos, 4, Kind.SIZE, second),
                at(totalNanos, 6, Kind.SIZE, third),
                at(totalNanos, 8, Kind.ROUTE, 44_100),
                at(totalNanos, 10, Kind.SUSPEND, 0));
    }

    private static Incident at(long totalNanos, int twelfths, Kind kind, int value) {
        return new Incident(totalNanos * twelfths / 12, kind, kind == Kind.SIZE ? 0 : DOWN_NANOS, value);
    }
}
