package vorlauf.plan;

/**
 * The passes of a loop through one line, for {@link VectorLoops}: in a class of its own, since C2 keeps methods of classes of vectors
 * apart (0024), and a loop would take a call more.
 *
 * <p>Threads: producer.
 */
final class LoopPasses {
    private LoopPasses() {}

    /** Renders frames of a loop that has one line. */
    static void throughOneLine(LoopVoice loop, int from, int to) {
        float[] line = loop.lineA;
        int mask = line.length - 1;
        int most = loop.shortest & -VectorMath.LANES;
        for (int begin = from; begin < to; ) {
            int write = (int) loop.positionA + (begin - from) & mask;
            int readA = write - loop.delayA & mask;
            int readB = write - loop.delayB & mask;
            int straight = line.length - Math.max(write, Math.max(readA, readB));
            int frames = Math.min(to - begin, most);
            if (straight < frames) {
                frames = Math.max(VectorMath.LANES, straight & -VectorMath.LANES);
            }
            if (straight < VectorMath.LANES || frames < VectorMath.LANES) {
                frames = Math.min(frames, to - begin);
                loop.frameByFrame(begin - from, begin, begin + frames);
                loop.add(begin, begin + frames);
            } else {
                pass(loop, line, readA, readB, write, begin, frames & -VectorMath.LANES);
                frames &= -VectorMath.LANES;
            }
            begin += frames;
        }
    }

    private static void pass(LoopVoice loop, float[] line, int readA, int readB, int write, int from, int frames) {
        switch (loop.shape) {
            case LoopVoice.COMB ->
                VectorLoops.comb(line, readA, write, loop.g, loop.x, loop.added, loop.y, from, frames);
            case LoopVoice.MEAN ->
                VectorLoops.mean(line, readA, readB, write, loop.g, loop.x, loop.added, loop.y, from, frames);
            default ->
                VectorLoops.twoTaps(
                        line, readA, loop.g, readB, loop.h, write, loop.x, loop.added, loop.y, from, frames);
        }
    }
}
