package vorlauf.predict;

import java.util.Arrays;
import vorlauf.engine.FrameTime;
import vorlauf.engine.LiveWitness;

/**
 * What happened in a live run, instant by instant.
 *
 * <p>Threads: told by the engine's, read after its stop; pauses come from another thread than the rest.
 */
final class Witnessed implements LiveWitness {
    private final Longs blockStartNanos = new Longs();
    private final Longs blockEndNanos = new Longs();
    private final Longs latenessNanos = new Longs();
    private final Longs pullNanos = new Longs();
    private final Longs requestedFrames = new Longs();
    private final Longs foundFrames = new Longs();
    private final Longs pauseStartNanos = new Longs();
    private final Longs pauseEndNanos = new Longs();
    private final Longs passedNanos = new Longs();
    private long passedSoFarNanos;
    private long skippedPeriods;

    @Override
    public void block(long startNanos, long endNanos, long lateNanos) {
        blockStartNanos.add(startNanos);
        blockEndNanos.add(endNanos);
        latenessNanos.add(lateNanos);
    }

    @Override
    public void pull(long nanos, int requested, int found, int fill) {
        pullNanos.add(nanos);
        requestedFrames.add(requested);
        foundFrames.add(found);
        passedNanos.add(passedSoFarNanos);
    }

    @Override
    public void pause(long startNanos, long endNanos, boolean collection) {
        synchronized (pauseStartNanos) {
            pauseStartNanos.add(startNanos);
            pauseEndNanos.add(endNanos);
        }
    }

    int blocks() {
        return blockEndNanos.size();
    }

    long blockStartNanos(int block) {
        return blockStartNanos.get(block);
    }

    long blockEndNanos(int block) {
        return blockEndNanos.get(block);
    }

    /** How long after the asked instant the producer came to this block, 0 where it had not slept. */
    long latenessNanos(int block) {
        return latenessNanos.get(block);
    }

    int pulls() {
        return foundFrames.size();
    }

    long pullNanos(int pull) {
        return pullNanos.get(pull);
    }

    long requestedFrames(int pull) {
        return requestedFrames.get(pull);
    }

    long foundFrames(int pull) {
        return foundFrames.get(pull);
    }

    /**
     * The same run with the periods that the device let pass while the JVM stood still, as ones that found nothing.
     *
     * <p>The device's periods lie on a line along its earliest calls; a call belongs to the last one that has begun, and to one
     * each. Periods without a call and without a pause are the device's or the system's own and only counted: the line begins
     * anew behind them.
     */
    Witnessed withSkippedPeriods(int sampleRateHertz) {
        Witnessed whole = new Witnessed();
        whole.blockStartNanos.addAll(blockStartNanos);
        whole.blockEndNanos.addAll(blockEndNanos);
        whole.latenessNanos.addAll(latenessNanos);
        synchronized (pauseStartNanos) {
            whole.pauseStartNanos.addAll(pauseStartNanos);
            whole.pauseEndNanos.addAll(pauseEndNanos);
        }
        Pauses pauses = pauses();
        long baseNanos = pulls() == 0 ? 0 : pullNanos(0);
        long frames = 0;
        for (int pull = 0; pull < pulls(); pull++) {
            int periodFrames = (int) requestedFrames(pull);
            long periodNanos = FrameTime.nanos(periodFrames, sampleRateHertz);
            long dueNanos = baseNanos + FrameTime.nanos(frames, sampleRateHertz);
            while (pull > 0 && pullNanos(pull) - dueNanos >= periodNanos) {
                if (pauses.withinNanos(dueNanos, dueNanos + periodNanos) > 0) {
                    whole.pull(dueNanos, periodFrames, 0, 0);
                    frames += periodFrames;
                } else {
                    whole.skippedPeriods++;
                    whole.passedSoFarNanos += periodNanos;
                    baseNanos += periodNanos;
                }
                dueNanos = baseNanos + FrameTime.nanos(frames, sampleRateHertz);
            }
            baseNanos = Math.min(baseNanos, pullNanos(pull) - FrameTime.nanos(frames, sampleRateHertz));
            whole.pull(pullNanos(pull), periodFrames, (int) foundFrames(pull), 0);
            frames += periodFrames;
        }
        return whole;
    }

    /** How much of its time the device had let pass before a pull, though the JVM ran. */
    long passedNanos(int pull) {
        return passedNanos.get(pull);
    }

    /** Periods that the device let pass though the JVM ran; counted by {@link #withSkippedPeriods}. */
    long skippedPeriods() {
        return skippedPeriods;
    }

    /** The pauses in order, joined where they overlap. */
    Pauses pauses() {
        synchronized (pauseStartNanos) {
            long[][] spans = new long[pauseStartNanos.size()][];
            for (int i = 0; i < spans.length; i++) {
                spans[i] = new long[] {pauseStartNanos.get(i), pauseEndNanos.get(i)};
            }
            Arrays.sort(spans, (one, other) -> Long.compare(one[0], other[0]));
            return Pauses.joined(spans);
        }
    }
}
