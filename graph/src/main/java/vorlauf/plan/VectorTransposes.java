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
    private static final VectorShuffle<Float> SWAPPED_1 = swapped(1);
    private static final VectorMask<Float> UPPER_1 = with(1, true);
    private static final VectorMask<Float> LOWER_1 = with(1, false);

    private static final VectorShuffle<Float> UP_2 = moved(-2);
    private static final VectorShuffle<Float> DOWN_2 = moved(2);
    private static final VectorShuffle<Float> SWAPPED_2 = swapped(2);
    private static final VectorMask<Float> UPPER_2 = with(2, true);
    private static final VectorMask<Float> LOWER_2 = with(2, false);

    private static final VectorShuffle<Float> UP_4 = moved(-4);
    private static final VectorShuffle<Float> DOWN_4 = moved(4);
    private static final VectorShuffle<Float> SWAPPED_4 = swapped(4);
    private static final VectorMask<Float> UPPER_4 = with(4, true);
    private static final VectorMask<Float> LOWER_4 = with(4, false);

    private static final VectorShuffle<Float> UP_8 = moved(-8);
    private static final VectorShuffle<Float> DOWN_8 = moved(8);
    private static final VectorShuffle<Float> SWAPPED_8 = swapped(8);
    private static final VectorMask<Float> UPPER_8 = with(8, true);
    private static final VectorMask<Float> LOWER_8 = with(8, false);

    private VectorTransposes() {}

    private static VectorShuffle<Float> moved(int lanes) {
        return VectorShuffle.iota(FLOATS, lanes, 1, true);
    }

    private static VectorShuffle<Float> swapped(int distance) {
        return VectorShuffle.fromOp(FLOATS, lane -> (lane ^ distance) & (LANES - 1));
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
        if (LANES == WIDTH) {
            foldWide(slot, buffer, from, whole);
        }
        for (int i = from; LANES < WIDTH && i < whole; i += LANES) {
            narrow(slot, (i - from) * WIDTH, square);
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

    /**
     * As many frames as a vector of all lanes has, again and again: of two vectors the one takes the lower lanes and leaves the
     * upper ones, which the other adds to its own, at each distance.
     */
    private static void foldWide(float[] slot, float[] buffer, int from, int whole) {
        for (int i = from, at = 0; i < whole; i += LANES, at += LANES * WIDTH) {
            FloatVector a0 = FloatVector.fromArray(FLOATS, slot, at + 0 * LANES);
            FloatVector a8 = FloatVector.fromArray(FLOATS, slot, at + 8 * LANES);
            FloatVector b0 = a0.blend(a8, UPPER_8).add(a8.blend(a0, UPPER_8).rearrange(SWAPPED_8));
            FloatVector a4 = FloatVector.fromArray(FLOATS, slot, at + 4 * LANES);
            FloatVector a12 = FloatVector.fromArray(FLOATS, slot, at + 12 * LANES);
            FloatVector b4 = a4.blend(a12, UPPER_8).add(a12.blend(a4, UPPER_8).rearrange(SWAPPED_8));
            FloatVector c0 = b0.blend(b4, UPPER_4).add(b4.blend(b0, UPPER_4).rearrange(SWAPPED_4));
            FloatVector a2 = FloatVector.fromArray(FLOATS, slot, at + 2 * LANES);
            FloatVector a10 = FloatVector.fromArray(FLOATS, slot, at + 10 * LANES);
            FloatVector b2 = a2.blend(a10, UPPER_8).add(a10.blend(a2, UPPER_8).rearrange(SWAPPED_8));
            FloatVector a6 = FloatVector.fromArray(FLOATS, slot, at + 6 * LANES);
            FloatVector a14 = FloatVector.fromArray(FLOATS, slot, at + 14 * LANES);
            FloatVector b6 = a6.blend(a14, UPPER_8).add(a14.blend(a6, UPPER_8).rearrange(SWAPPED_8));
            FloatVector c2 = b2.blend(b6, UPPER_4).add(b6.blend(b2, UPPER_4).rearrange(SWAPPED_4));
            FloatVector d0 = c0.blend(c2, UPPER_2).add(c2.blend(c0, UPPER_2).rearrange(SWAPPED_2));
            FloatVector a1 = FloatVector.fromArray(FLOATS, slot, at + 1 * LANES);
            FloatVector a9 = FloatVector.fromArray(FLOATS, slot, at + 9 * LANES);
            FloatVector b1 = a1.blend(a9, UPPER_8).add(a9.blend(a1, UPPER_8).rearrange(SWAPPED_8));
            FloatVector a5 = FloatVector.fromArray(FLOATS, slot, at + 5 * LANES);
            FloatVector a13 = FloatVector.fromArray(FLOATS, slot, at + 13 * LANES);
            FloatVector b5 = a5.blend(a13, UPPER_8).add(a13.blend(a5, UPPER_8).rearrange(SWAPPED_8));
            FloatVector c1 = b1.blend(b5, UPPER_4).add(b5.blend(b1, UPPER_4).rearrange(SWAPPED_4));
            FloatVector a3 = FloatVector.fromArray(FLOATS, slot, at + 3 * LANES);
            FloatVector a11 = FloatVector.fromArray(FLOATS, slot, at + 11 * LANES);
            FloatVector b3 = a3.blend(a11, UPPER_8).add(a11.blend(a3, UPPER_8).rearrange(SWAPPED_8));
            FloatVector a7 = FloatVector.fromArray(FLOATS, slot, at + 7 * LANES);
            FloatVector a15 = FloatVector.fromArray(FLOATS, slot, at + 15 * LANES);
            FloatVector b7 = a7.blend(a15, UPPER_8).add(a15.blend(a7, UPPER_8).rearrange(SWAPPED_8));
            FloatVector c3 = b3.blend(b7, UPPER_4).add(b7.blend(b3, UPPER_4).rearrange(SWAPPED_4));
            FloatVector d1 = c1.blend(c3, UPPER_2).add(c3.blend(c1, UPPER_2).rearrange(SWAPPED_2));
            d0.blend(d1, UPPER_1)
                    .add(d1.blend(d0, UPPER_1).rearrange(SWAPPED_1))
                    .intoArray(buffer, i);
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
