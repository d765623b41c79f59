package vorlauf.plan;

import static vorlauf.plan.VectorMath.FLOATS;
import static vorlauf.plan.VectorMath.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Buffers, in which the frames of a voice are neighbours, and slots, in which the voices of a frame are.
 *
 * <p>A square of as many voices and frames as a vector has lanes is turned over by halves: at each distance d, from half the
 * lanes down to 1, rows d apart exchange the lanes that are d apart.
 */
final class VectorTransposes {
    private static final int WIDTH = BankForm.LANES;

    // C2 keeps vectors in registers where shuffles and masks are constants, so each distance has its own.

    private static final VectorShuffle<Float> UP_1 = moved(-1);
    private static final VectorShuffle<Float> DOWN_1 = moved(1);
    private static final VectorMask<Float> UPPER_1 = with(1, true);
    private static final VectorMask<Float> LOWER_1 = with(1, false);

    private static final VectorShuffle<Float> UP_2 = moved(-2);
    private static final VectorShuffle<Float> DOWN_2 = moved(2);
    private static final VectorMask<Float> UPPER_2 = with(2, true);
    private static final VectorMask<Float> LOWER_2 = with(2, false);

    private static final VectorShuffle<Float> UP_4 = moved(-4);
    private static final VectorShuffle<Float> DOWN_4 = moved(4);
    private static final VectorMask<Float> UPPER_4 = with(4, true);
    private static final VectorMask<Float> LOWER_4 = with(4, false);

    private static final VectorShuffle<Float> UP_8 = moved(-8);
    private static final VectorShuffle<Float> DOWN_8 = moved(8);
    private static final VectorMask<Float> UPPER_8 = with(8, true);
    private static final VectorMask<Float> LOWER_8 = with(8, false);

    private VectorTransposes() {}

    private static VectorShuffle<Float> moved(int lanes) {
        return VectorShuffle.iota(FLOATS, lanes, 1, true);
    }

    /** The lanes whose number has a bit, or has not. */
    private static VectorMask<Float> with(int bit, boolean has) {
        boolean[] lanes = new boolean[LANES];
        for (int lane = 0; lane < LANES; lane++) {
            lanes[lane] = ((lane & bit) != 0) == has;
        }
        return VectorMask.fromArray(FLOATS, lanes, 0);
    }

    /** All lanes of a slot = one buffer. */
    static void spread(float[] buffer, float[] slot, int from, int to) {
        for (int i = from, at = 0; i < to; i++, at += WIDTH) {
            FloatVector value = FloatVector.broadcast(FLOATS, buffer[i]);
            for (int lane = 0; lane < WIDTH; lane += LANES) {
                value.intoArray(slot, at + lane);
            }
        }
    }

    /** Lane after lane of a slot = a buffer each; {@code buffers[lane]} is which, or less than 0 for none. */
    static void read(float[][] all, int[] buffers, float[] slot, float[] square, int from, int to) {
        int whole = from + ((to - from) & -LANES);
        for (int i = from; i < whole; i += LANES) {
            for (int lane = 0; lane < WIDTH; lane += LANES) {
                for (int row = 0; row < LANES; row++) {
                    copy(all[Math.max(0, buffers[lane + row])], i, square, row * LANES);
                }
                turn(square);
                for (int row = 0; row < LANES; row++) {
                    copy(square, row * LANES, slot, (i - from + row) * WIDTH + lane);
                }
            }
        }
        for (int lane = 0; lane < WIDTH; lane++) {
            float[] buffer = all[Math.max(0, buffers[lane])];
            for (int i = whole; i < to; i++) {
                slot[(i - from) * WIDTH + lane] = buffer[i];
            }
        }
    }

    /** The buffers, where there are any, = lane after lane of a slot. */
    static void write(float[] slot, float[][] all, int[] buffers, float[] square, int from, int to) {
        int whole = from + ((to - from) & -LANES);
        for (int i = from; i < whole; i += LANES) {
            for (int lane = 0; lane < WIDTH; lane += LANES) {
                for (int row = 0; row < LANES; row++) {
                    copy(slot, (i - from + row) * WIDTH + lane, square, row * LANES);
                }
                turn(square);
                for (int row = 0; row < LANES; row++) {
                    if (buffers[lane + row] >= 0) {
                        copy(square, row * LANES, all[buffers[lane + row]], i);
                    }
                }
            }
        }
        for (int lane = 0; lane < WIDTH; lane++) {
            for (int i = whole; buffers[lane] >= 0 && i < to; i++) {
                all[buffers[lane]][i] = slot[(i - from) * WIDTH + lane];
            }
        }
    }

    private static void copy(float[] a, int at, float[] out, int to) {
        FloatVector.fromArray(FLOATS, a, at).intoArray(out, to);
    }

    /** The buffer = the lanes of a slot, added by halves. */
    static void fold(float[] slot, float[] buffer, float[] square, int from, int to) {
        int whole = from + ((to - from) & -LANES);
        for (int i = from; i < whole; i += LANES) {
            int at = (i - from) * WIDTH;
            if (LANES == WIDTH) {
                fold8(slot, at, square);
            } else {
                narrow(slot, at, square);
            }
            if (LANES > 4) {
                fold4(square);
            }
            fold2(square);
            fold1(square, buffer, i);
        }
        for (int i = whole; i < to; i++) {
            int at = (i - from) * WIDTH;
            for (int half = WIDTH / 2; half >= 1; half /= 2) {
                for (int lane = at; lane < at + half; lane++) {
                    slot[lane] += slot[lane + half];
                }
            }
            buffer[i] = slot[at];
        }
    }

    /** As many frames as a vector has lanes, each added up until it fits one vector. */
    private static void narrow(float[] slot, int at, float[] square) {
        for (int row = 0, from = at; row < LANES; row++, from += WIDTH) {
            for (int half = WIDTH / 2; half >= LANES; half /= 2) {
                for (int lane = from; lane < from + half; lane += LANES) {
                    FloatVector.fromArray(FLOATS, slot, lane)
                            .add(FloatVector.fromArray(FLOATS, slot, lane + half))
                            .intoArray(slot, lane);
                }
            }
            copy(slot, from, square, row * LANES);
        }
    }

    private static void fold8(float[] slot, int at, float[] square) {
        for (int row = 0; row < 8; row++) {
            FloatVector a = FloatVector.fromArray(FLOATS, slot, at + row * LANES);
            FloatVector b = FloatVector.fromArray(FLOATS, slot, at + (row + 8) * LANES);
            FloatVector low = a.blend(b.rearrange(UP_8), UPPER_8);
            low.add(b.blend(a.rearrange(DOWN_8), LOWER_8)).intoArray(square, row * LANES);
        }
    }

    private static void fold4(float[] square) {
        for (int row = 0; row < 4; row++) {
            FloatVector a = FloatVector.fromArray(FLOATS, square, row * LANES);
            FloatVector b = FloatVector.fromArray(FLOATS, square, (row + 4) * LANES);
            FloatVector low = a.blend(b.rearrange(UP_4), UPPER_4);
            low.add(b.blend(a.rearrange(DOWN_4), LOWER_4)).intoArray(square, row * LANES);
        }
    }

    private static void fold2(float[] square) {
        for (int row = 0; row < 2; row++) {
            FloatVector a = FloatVector.fromArray(FLOATS, square, row * LANES);
            FloatVector b = FloatVector.fromArray(FLOATS, square, (row + 2) * LANES);
            FloatVector low = a.blend(b.rearrange(UP_2), UPPER_2);
            low.add(b.blend(a.rearrange(DOWN_2), LOWER_2)).intoArray(square, row * LANES);
        }
    }

    private static void fold1(float[] square, float[] buffer, int i) {
        FloatVector a = FloatVector.fromArray(FLOATS, square, 0);
        FloatVector b = FloatVector.fromArray(FLOATS, square, LANES);
        FloatVector low = a.blend(b.rearrange(UP_1), UPPER_1);
        low.add(b.blend(a.rearrange(DOWN_1), LOWER_1)).intoArray(buffer, i);
    }

    private static void turn(float[] square) {
        if (LANES > 8) {
            exchange8(square);
        }
        if (LANES > 4) {
            exchange4(square);
        }
        exchange2(square);
        exchange1(square);
    }

    private static void exchange8(float[] square) {
        for (int first = 0; first < LANES * LANES; first += LANES) {
            if ((first & 8 * LANES) == 0) {
                int second = first + 8 * LANES;
                FloatVector a = FloatVector.fromArray(FLOATS, square, first);
                FloatVector b = FloatVector.fromArray(FLOATS, square, second);
                a.blend(b.rearrange(UP_8), UPPER_8).intoArray(square, first);
                b.blend(a.rearrange(DOWN_8), LOWER_8).intoArray(square, second);
            }
        }
    }

    private static void exchange4(float[] square) {
        for (int first = 0; first < LANES * LANES; first += LANES) {
            if ((first & 4 * LANES) == 0) {
                int second = first + 4 * LANES;
                FloatVector a = FloatVector.fromArray(FLOATS, square, first);
                FloatVector b = FloatVector.fromArray(FLOATS, square, second);
                a.blend(b.rearrange(UP_4), UPPER_4).intoArray(square, first);
                b.blend(a.rearrange(DOWN_4), LOWER_4).intoArray(square, second);
            }
        }
    }

    private static void exchange2(float[] square) {
        for (int first = 0; first < LANES * LANES; first += LANES) {
            if ((first & 2 * LANES) == 0) {
                int second = first + 2 * LANES;
                FloatVector a = FloatVector.fromArray(FLOATS, square, first);
                FloatVector b = FloatVector.fromArray(FLOATS, square, second);
                a.blend(b.rearrange(UP_2), UPPER_2).intoArray(square, first);
                b.blend(a.rearrange(DOWN_2), LOWER_2).intoArray(square, second);
            }
        }
    }

    private static void exchange1(float[] square) {
        for (int first = 0; first < LANES * LANES; first += LANES) {
            if ((first & 1 * LANES) == 0) {
                int second = first + 1 * LANES;
                FloatVector a = FloatVector.fromArray(FLOATS, square, first);
                FloatVector b = FloatVector.fromArray(FLOATS, square, second);
                a.blend(b.rearrange(UP_1), UPPER_1).intoArray(square, first);
                b.blend(a.rearrange(DOWN_1), LOWER_1).intoArray(square, second);
            }
        }
    }
}
