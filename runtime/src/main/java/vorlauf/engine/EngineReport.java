package vorlauf.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The state of an engine in figures, at any time and after its stop.
 *
 * @param positionFrames frames that the device took, silence of underruns included
 * @param seconds the same in seconds
 * @param underrunEvents pulls that found too few frames; exact
 * @param underrunFrames frames of silence in their place; exact
 * @param lowestLeadFrames fewest frames in the ring when the device pulled; the lead limit before the first pull
 * @param leadLimitFrames how many frames the producer may be ahead
 * @param fillFrames frames in the ring at each pull
 * @param renderNanos time to render a block
 * @param latenessNanos how late the producer was woken
 * @param swaps graphs that came into force
 * @param swapsDeferred changes that waited at a block boundary until retired plans were collected
 * @param conflatedGraphs graphs that were replaced before they were compiled
 * @param rejectedGraphs graphs that had problems
 * @param conflatedControlValues control values that were replaced before a block started
 * @param refusedControlValues control values that were not finite
 * @param mutedBlocks blocks that were not finite
 * @param starvedFileFrames frames that came too late from disk
 * @param producerAllocatedBytes bytes that the producer's thread allocated after warm-up; -1 where the JVM cannot tell
 * @param producerMeasuredBlocks blocks that this covers
 * @param lostRecords telemetry records that were dropped; counts above are not affected, histograms are
 * @param scheduling how the producer's thread is scheduled, one line
 * @param collectors names of the JVM's collectors
 * @param collections collections since the engine started
 * @param collectionMillis time of these
 * @param kernels name of the kernels that are in use
 * @param format what was agreed with the device
 * @param recording state of the recording, empty where none was asked for
 * @param input state of the input, empty where no graph has one or the backend records nothing
 */
public record EngineReport(
        long positionFrames,
        double seconds,
        long underrunEvents,
        long underrunFrames,
        int lowestLeadFrames,
        int leadLimitFrames,
        Distribution fillFrames,
        Distribution renderNanos,
        Distribution latenessNanos,
        long swaps,
        long swapsDeferred,
        long conflatedGraphs,
        long rejectedGraphs,
        long conflatedControlValues,
        long refusedControlValues,
        long mutedBlocks,
        long starvedFileFrames,
        long producerAllocatedBytes,
        long producerMeasuredBlocks,
        long lostRecords,
        String scheduling,
        List<String> collectors,
        long collections,
        long collectionMillis,
        String kernels,
        StreamFormat format,
        Optional<Recording> recording,
        Optional<Input> input) {

    /**
     * State of an input.
     *
     * @param format what was agreed with its device
     * @param underrunBlocks blocks in which frames were missing, since the first frame came
     * @param underrunFrames frames of silence in their place
     * @param overrunFrames frames that were recorded and not heard, as they came too early or the engine was late
     * @param resampled whether frames are resampled, because the clocks drift
     * @param driftPartsPerMillion how much faster the input's clock is than the output's; 0 where it is not resampled
     */
    public record Input(
            InputFormat format,
            long underrunBlocks,
            long underrunFrames,
            long overrunFrames,
            boolean resampled,
            long driftPartsPerMillion) {}

    /**
     * State of a recording.
     *
     * @param file where it goes
     * @param frames frames in the file
     * @param lostFrames frames that the disk was too slow for
     * @param failure why it ended early, empty where it did not
     */
    public record Recording(Path file, long frames, long lostFrames, Optional<String> failure) {}
}
