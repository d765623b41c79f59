package vorlauf.engine;

import vorlauf.render.AdaptiveLead;
import vorlauf.render.BurstTuner;
import vorlauf.render.FixedLead;
import vorlauf.render.LeadRule;

/** Whether the lead stays as it was asked for, or follows what happens. */
public sealed interface LeadMode {
    /** It stays. */
    record Fixed() implements LeadMode {}

    /** It grows by what was missing and shrinks by what was not needed, within bounds: {@link AdaptiveLead}. */
    record Adaptive(int minimumBlocks, int maximumBlocks) implements LeadMode {}

    /** It grows by a block after each underrun, as Oboe does: {@link BurstTuner}. */
    record Bursts(int maximumBlocks) implements LeadMode {}

    /** Most blocks that the producer may ever be ahead, where it begins with {@code ringBlocks}. */
    default int maximumBlocks(int ringBlocks) {
        return switch (this) {
            case Fixed _ -> ringBlocks;
            case Adaptive adaptive -> adaptive.maximumBlocks();
            case Bursts bursts -> bursts.maximumBlocks();
        };
    }

    /** A rule before its first look. */
    default LeadRule rule(int ringBlocks, int blockFrames) {
        int initialFrames = ringBlocks * blockFrames;
        return switch (this) {
            case Fixed _ -> new FixedLead(initialFrames);
            case Adaptive adaptive ->
                new AdaptiveLead(
                        initialFrames,
                        blockFrames,
                        adaptive.minimumBlocks() * blockFrames,
                        adaptive.maximumBlocks() * blockFrames);
            case Bursts bursts -> new BurstTuner(initialFrames, blockFrames, bursts.maximumBlocks() * blockFrames);
        };
    }
}
