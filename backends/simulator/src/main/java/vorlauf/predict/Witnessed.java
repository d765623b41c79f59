package vorlauf.predict;

import java.util.Arrays;
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

    @Override
    public void block(long startNanos, long endNanos, long lateNanos) {
        blockStartNanos.add(startNanos);
        blockEndNanos.add(endNanos);
        latenessNanos.add(lateNanos);
    }

    @Override
    public void pull(long nanos, int requested, int found) {
        pullNanos.add(nanos);
        requestedFrames.add(requested);
        foundFrames.add(found);
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
