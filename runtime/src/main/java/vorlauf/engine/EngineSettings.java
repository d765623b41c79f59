package vorlauf.engine;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vorlauf.compile.CompileSettings;
import vorlauf.realtime.RealTimeCheck;
import vorlauf.ring.SpscFrameRing;

/**
 * How an engine plays.
 *
 * @param sampleRateHertz frames a second, 8,000 to 384,000
 * @param blockFrames frames that are rendered at once, 1 to 8,192
 * @param ringBlocks blocks that the producer may be ahead, 1 to 4,096
 * @param periodFrames frames that the device should take at once; 0 means a block
 * @param device name of the device, empty for the backend's default
 * @param options further options of the backend
 * @param fadeSeconds how long what appears and what goes is faded, and the end when the engine stops
 * @param warmUpSeconds how long the first graph is rendered for the JIT before the device starts, 0 to 60
 * @param recordTo WAV file that what is played is also written to
 * @param recordFormat its sample format: 16, 24, 32 or float
 * @param explaining what is explained with the help of the JVM's flight recorder
 * @param lead whether the lead stays at {@code ringBlocks} or follows what happens
 * @param realTimeCheck what becomes of graphs with user code that may not run in real time
 * @param kernels what renders the plans
 * @param inputDevice name of the input device, empty for the backend's default; opened when a graph has an input
 */
public record EngineSettings(
        double sampleRateHertz,
        int blockFrames,
        int ringBlocks,
        int periodFrames,
        Optional<String> device,
        Map<String, String> options,
        double fadeSeconds,
        double warmUpSeconds,
        Optional<Path> recordTo,
        String recordFormat,
        Explaining explaining,
        LeadMode lead,
        RealTimeCheck realTimeCheck,
        KernelChoice kernels,
        Optional<String> inputDevice) {
    /** Most blocks of a ring. */
    public static final int MAXIMUM_RING_BLOCKS = 4_096;

    /** Most frames that are rendered at once. */
    public static final int MAXIMUM_BLOCK_FRAMES = 8_192;

    public EngineSettings {
        require(
                sampleRateHertz >= 8_000 && sampleRateHertz <= 384_000,
                "a sample rate of " + sampleRateHertz + " Hz is not possible: 8,000 to 384,000");
        require(
                blockFrames >= 1 && blockFrames <= MAXIMUM_BLOCK_FRAMES,
                "a block of " + blockFrames + " frames is not possible: 1 to 8,192");
        require(
                ringBlocks >= 1 && ringBlocks <= MAXIMUM_RING_BLOCKS,
                "a ring of " + ringBlocks + " blocks is not possible: 1 to 4,096");
        require(
                (long) ringBlocks * blockFrames <= SpscFrameRing.MAXIMUM_CAPACITY_FRAMES,
                "a ring of " + ringBlocks + " blocks of " + blockFrames + " frames is not possible: "
                        + SpscFrameRing.MAXIMUM_CAPACITY_FRAMES + " frames at most");
        int mostBlocks = lead.maximumBlocks(ringBlocks);
        require(
                mostBlocks >= ringBlocks && mostBlocks <= MAXIMUM_RING_BLOCKS,
                "a lead of at most " + mostBlocks + " blocks is not possible: " + ringBlocks + " to 4,096");
        require(
                !(lead instanceof LeadMode.Adaptive adaptive)
                        || (adaptive.minimumBlocks() >= 1 && adaptive.minimumBlocks() <= ringBlocks),
                "the shortest lead must be 1 to " + ringBlocks + " blocks, as many as it begins with");
        require(
                (long) mostBlocks * blockFrames <= SpscFrameRing.MAXIMUM_CAPACITY_FRAMES,
                "a lead of " + mostBlocks + " blocks of " + blockFrames + " frames is not possible: "
                        + SpscFrameRing.MAXIMUM_CAPACITY_FRAMES + " frames at most");
        require(
                periodFrames >= 0 && periodFrames <= 1 << 16,
                "a period of " + periodFrames + " frames is not possible: 1 to 65,536, or 0 for a block");
        require(fadeSeconds >= 0 && fadeSeconds <= 10, "a fade of " + fadeSeconds + " s is not possible: 0 to 10");
        require(
                warmUpSeconds >= 0 && warmUpSeconds <= 60,
                "a warm-up of " + warmUpSeconds + " s is not possible: 0 to 60");
        options = Map.copyOf(options);
    }

    /** 48 kHz, blocks of 128 frames, a ring of 4, the backend's default device. */
    public static EngineSettings defaults() {
        return new EngineSettings(
                48_000,
                128,
                4,
                0,
                Optional.empty(),
                Map.of(),
                0.010,
                0.5,
                Optional.empty(),
                "float",
                Explaining.UNDERRUNS,
                new LeadMode.Fixed(),
                RealTimeCheck.WARNING,
                KernelChoice.AUTO,
                Optional.empty());
    }

    /** The same at another rate. */
    public EngineSettings withSampleRateHertz(double hertz) {
        return copy(hertz, blockFrames, ringBlocks, periodFrames, fadeSeconds, warmUpSeconds);
    }

    /** The same with other blocks. */
    public EngineSettings withBlockFrames(int frames) {
        return copy(sampleRateHertz, frames, ringBlocks, periodFrames, fadeSeconds, warmUpSeconds);
    }

    /** The same with another lead limit. */
    public EngineSettings withRingBlocks(int blocks) {
        return copy(sampleRateHertz, blockFrames, blocks, periodFrames, fadeSeconds, warmUpSeconds);
    }

    /** The same with another period of the device. */
    public EngineSettings withPeriodFrames(int frames) {
        return copy(sampleRateHertz, blockFrames, ringBlocks, frames, fadeSeconds, warmUpSeconds);
    }

    /** The same with another fade. */
    public EngineSettings withFadeSeconds(double seconds) {
        return copy(sampleRateHertz, blockFrames, ringBlocks, periodFrames, seconds, warmUpSeconds);
    }

    /** The same with another warm-up. */
    public EngineSettings withWarmUpSeconds(double seconds) {
        return copy(sampleRateHertz, blockFrames, ringBlocks, periodFrames, fadeSeconds, seconds);
    }

    /** The same on another device; null for the default. */
    public EngineSettings withDevice(@Nullable String name) {
        return copy(Optional.ofNullable(name), options, recordTo, recordFormat, explaining, realTimeCheck, kernels);
    }

    /** The same with other options of the backend. */
    public EngineSettings withOptions(Map<String, String> newOptions) {
        return copy(device, newOptions, recordTo, recordFormat, explaining, realTimeCheck, kernels);
    }

    /** The same with a recording. */
    public EngineSettings withRecording(Path file, String format) {
        return copy(device, options, Optional.of(file), format, explaining, realTimeCheck, kernels);
    }

    /** The same with underruns explained by the JVM's flight recorder or not. */
    public EngineSettings withExplainedUnderruns(boolean explain) {
        return withExplaining(explain ? Explaining.UNDERRUNS : Explaining.NOTHING);
    }

    /** The same with more or less explained. */
    public EngineSettings withExplaining(Explaining what) {
        return copy(device, options, recordTo, recordFormat, what, realTimeCheck, kernels);
    }

    /** Whether underruns are explained by the JVM's flight recorder. */
    public boolean explainUnderruns() {
        return explaining != Explaining.NOTHING;
    }

    /** The same with user code checked in another way. */
    public EngineSettings withRealTimeCheck(RealTimeCheck check) {
        return copy(device, options, recordTo, recordFormat, explaining, check, kernels);
    }

    /** The same with another choice of kernels. */
    public EngineSettings withKernels(KernelChoice choice) {
        return copy(device, options, recordTo, recordFormat, explaining, realTimeCheck, choice);
    }

    /** The same with a lead that grows by what was missing and shrinks by what was not needed. */
    public EngineSettings withAdaptiveLead(int minimumBlocks, int maximumBlocks) {
        return withLead(new LeadMode.Adaptive(minimumBlocks, maximumBlocks));
    }

    /** The same with a lead that follows a rule, or does not. */
    public EngineSettings withLead(LeadMode mode) {
        return new EngineSettings(
                sampleRateHertz,
                blockFrames,
                ringBlocks,
                periodFrames,
                device,
                options,
                fadeSeconds,
                warmUpSeconds,
                recordTo,
                recordFormat,
                explaining,
                mode,
                realTimeCheck,
                kernels,
                inputDevice);
    }

    /** The same with another input device; null for the default. */
    public EngineSettings withInputDevice(@Nullable String name) {
        return new EngineSettings(
                sampleRateHertz,
                blockFrames,
                ringBlocks,
                periodFrames,
                device,
                options,
                fadeSeconds,
                warmUpSeconds,
                recordTo,
                recordFormat,
                explaining,
                lead,
                realTimeCheck,
                kernels,
                Optional.ofNullable(name));
    }

    /** How many frames the producer may ever be ahead. */
    public int maximumLeadFrames() {
        return lead.maximumBlocks(ringBlocks) * blockFrames;
    }

    /** How many frames the producer may be ahead, at the beginning where that changes. */
    public int leadLimitFrames() {
        return ringBlocks * blockFrames;
    }

    /** Frames that the device should take at once. */
    public int devicePeriodFrames() {
        return periodFrames == 0 ? blockFrames : periodFrames;
    }

    CompileSettings compileSettings() {
        return CompileSettings.of(sampleRateHertz, blockFrames)
                .withFadeSeconds(fadeSeconds)
                .withKernels(kernels.set());
    }

    private EngineSettings copy(double hertz, int block, int ring, int period, double fade, double warmUp) {
        return new EngineSettings(
                hertz,
                block,
                ring,
                period,
                device,
                options,
                fade,
                warmUp,
                recordTo,
                recordFormat,
                explaining,
                lead,
                realTimeCheck,
                kernels,
                inputDevice);
    }

    private EngineSettings copy(
            Optional<String> newDevice,
            Map<String, String> newOptions,
            Optional<Path> to,
            String format,
            Explaining explain,
            RealTimeCheck check,
            KernelChoice choice) {
        return new EngineSettings(
                sampleRateHertz,
                blockFrames,
                ringBlocks,
                periodFrames,
                newDevice,
                newOptions,
                fadeSeconds,
                warmUpSeconds,
                to,
                format,
                explain,
                lead,
                check,
                choice,
                inputDevice);
    }

    private static void require(boolean holds, String line) {
        if (!holds) {
            throw new IllegalArgumentException(line);
        }
    }
}
