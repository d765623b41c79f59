package vorlauf.engine;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import vorlauf.compile.CompileSettings;
import vorlauf.realtime.RealTimeCheck;

/**
 * How an offline render is done.
 *
 * @param sampleRateHertz frames a second, 8,000 to 384,000
 * @param blockFrames frames that are rendered at once, 1 to 8,192
 * @param frames length of the render, at least 1
 * @param fadeSeconds how long what appears and what goes is faded
 * @param warmUpSeconds how long the first graph is rendered for the JIT before it is rendered and measured, 0 to 60
 * @param watchdogSeconds real time that one publisher may hold audio time for
 * @param events told what happens, on the render's thread
 * @param meters told meter readings, on the render's thread
 * @param progress told the frames that are done, now and then, on the render's thread
 * @param realTimeCheck what becomes of graphs with user code that may not run in real time
 * @param kernels what renders the plan
 * @param input audio file that the graph's {@code input(...)} hears from its start; silence where there is none
 */
public record OfflineSettings(
        double sampleRateHertz,
        int blockFrames,
        long frames,
        double fadeSeconds,
        double warmUpSeconds,
        double watchdogSeconds,
        Consumer<EngineEvent> events,
        Consumer<MeterReading> meters,
        LongConsumer progress,
        RealTimeCheck realTimeCheck,
        KernelChoice kernels,
        Optional<Path> input) {
    public OfflineSettings {
        require(
                sampleRateHertz >= 8_000 && sampleRateHertz <= 384_000,
                "a sample rate of " + sampleRateHertz + " Hz is not possible: 8,000 to 384,000");
        require(
                blockFrames >= 1 && blockFrames <= 8_192,
                "a block of " + blockFrames + " frames is not possible: 1 to 8,192");
        require(frames >= 1, "a render of " + frames + " frames is not possible: at least 1");
        require(fadeSeconds >= 0 && fadeSeconds <= 10, "a fade of " + fadeSeconds + " s is not possible: 0 to 10");
        require(
                warmUpSeconds >= 0 && warmUpSeconds <= 60,
                "a warm-up of " + warmUpSeconds + " s is not possible: 0 to 60");
        require(watchdogSeconds > 0, "a watchdog of " + watchdogSeconds + " s is not possible: more than 0");
    }

    /** Settings with fades of 10 ms, a warm-up of half a second and a watchdog of five, that tell nobody. */
    public static OfflineSettings of(double sampleRateHertz, int blockFrames, long frames) {
        return new OfflineSettings(
                sampleRateHertz,
                blockFrames,
                frames,
                0.010,
                0.5,
                5,
                event -> {},
                reading -> {},
                done -> {},
                RealTimeCheck.WARNING,
                KernelChoice.AUTO,
                Optional.empty());
    }

    /** The same with another fade. */
    public OfflineSettings withFadeSeconds(double seconds) {
        return copy(seconds, warmUpSeconds, watchdogSeconds, events, meters, progress, realTimeCheck, kernels);
    }

    /** The same with another warm-up. */
    public OfflineSettings withWarmUpSeconds(double seconds) {
        return copy(fadeSeconds, seconds, watchdogSeconds, events, meters, progress, realTimeCheck, kernels);
    }

    /** The same with another watchdog. */
    public OfflineSettings withWatchdogSeconds(double seconds) {
        return copy(fadeSeconds, warmUpSeconds, seconds, events, meters, progress, realTimeCheck, kernels);
    }

    /** The same, telling events. */
    public OfflineSettings withEvents(Consumer<EngineEvent> listener) {
        return copy(fadeSeconds, warmUpSeconds, watchdogSeconds, listener, meters, progress, realTimeCheck, kernels);
    }

    /** The same, telling meter readings. */
    public OfflineSettings withMeters(Consumer<MeterReading> listener) {
        return copy(fadeSeconds, warmUpSeconds, watchdogSeconds, events, listener, progress, realTimeCheck, kernels);
    }

    /** The same, telling how far it is. */
    public OfflineSettings withProgress(LongConsumer listener) {
        return copy(fadeSeconds, warmUpSeconds, watchdogSeconds, events, meters, listener, realTimeCheck, kernels);
    }

    /** The same with user code checked in another way. */
    public OfflineSettings withRealTimeCheck(RealTimeCheck check) {
        return copy(fadeSeconds, warmUpSeconds, watchdogSeconds, events, meters, progress, check, kernels);
    }

    /** The same with another choice of kernels. */
    public OfflineSettings withKernels(KernelChoice choice) {
        return copy(fadeSeconds, warmUpSeconds, watchdogSeconds, events, meters, progress, realTimeCheck, choice);
    }

    /** The same with a file as its input. */
    public OfflineSettings withInput(Path file) {
        return new OfflineSettings(
                sampleRateHertz,
                blockFrames,
                frames,
                fadeSeconds,
                warmUpSeconds,
                watchdogSeconds,
                events,
                meters,
                progress,
                realTimeCheck,
                kernels,
                Optional.of(file));
    }

    CompileSettings compileSettings() {
        return CompileSettings.of(sampleRateHertz, blockFrames)
                .withFadeSeconds(fadeSeconds)
                .withKernels(kernels.set());
    }

    private OfflineSettings copy(
            double fade,
            double warmUp,
            double watchdog,
            Consumer<EngineEvent> eventListener,
            Consumer<MeterReading> meterListener,
            LongConsumer progressListener,
            RealTimeCheck check,
            KernelChoice choice) {
        return new OfflineSettings(
                sampleRateHertz,
                blockFrames,
                frames,
                fade,
                warmUp,
                watchdog,
                eventListener,
                meterListener,
                progressListener,
                check,
                choice,
                input);
    }

    private static void require(boolean holds, String line) {
        if (!holds) {
            throw new IllegalArgumentException(line);
        }
    }
}
