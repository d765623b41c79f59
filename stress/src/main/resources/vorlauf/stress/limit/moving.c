/* W2 with cutoffs that move: by one control, or by an LFO a voice. Coefficients are computed once a block, for its end, and
   go there in a line; of a low-pass's five three are independent. */
#include "workloads.h"

#define VOICES 64
#define GROUPS (VOICES / LANES)
#define Q 2.0f

static ints phase[GROUPS], step[GROUPS], lfo_phase[GROUPS], lfo_step[GROUPS];
static lanes cutoff[GROUPS], depth[GROUPS], left_gain[GROUPS], right_gain[GROUPS];
static lanes b0[GROUPS], a1[GROUPS], a2[GROUPS], s1[GROUPS], s2[GROUPS];
static int by_control;
static long blocks;

/* b0, a1, a2 of low-passes; half a phase is folded, so that 1 - cos keeps its digits. */
INLINE void coefficients(lanes hertz, lanes *first, lanes *second, lanes *third) {
    lanes turns = hertz * (float)(4.0 / RATE); /* quarter turns a frame, below 1 */
    lanes half = sine_of(turns * 0.5f), one_minus_cosine = 2.0f * half * half;
    lanes sine = 2.0f * half * sine_of(1.0f - turns * 0.5f);
    lanes alpha = sine * (0.5f / Q), scale = 1.0f / (1.0f + alpha);
    *first = 0.5f * one_minus_cosine * scale * (1.0f / 2147483648.0f);
    *second = -2.0f * (1.0f - one_minus_cosine) * scale;
    *third = (1.0f - alpha) * scale;
}

static lanes hertz_at_end(int j) {
    if (by_control) return cutoff[j] * (float)(1 + 0.5 * sin(2 * M_PI * 0.5 * (double)(blocks + 1) * BLOCK / RATE));
    lfo_phase[j] += (BLOCK - (blocks == 0)) * lfo_step[j]; /* at the block's last frame */
    return cutoff[j] + depth[j] * sine(lfo_phase[j]);
}

static void block(float *left, float *right) {
    lanes db0[GROUPS], da1[GROUPS], da2[GROUPS];
    for (int j = 0; j < GROUPS; j++) {
        lanes first, second, third;
        coefficients(hertz_at_end(j), &first, &second, &third);
        db0[j] = (first - b0[j]) * (1.0f / BLOCK);
        da1[j] = (second - a1[j]) * (1.0f / BLOCK);
        da2[j] = (third - a2[j]) * (1.0f / BLOCK);
    }
    for (int n = 0; n < BLOCK; n += LANES) {
        lanes l[LANES], r[LANES];
        for (int i = 0; i < LANES; i++) {
            lanes sum_left = number(0), sum_right = number(0);
#pragma GCC unroll 4
            for (int j = 0; j < GROUPS; j++) {
                b0[j] += db0[j];
                a1[j] += da1[j];
                a2[j] += da2[j];
                lanes x = b0[j] * floats(phase[j]);
                phase[j] += step[j];
                lanes y = x + s1[j];
                s1[j] = (2.0f * x + s2[j]) - a1[j] * y;
                s2[j] = x - a2[j] * y;
                sum_left = y * left_gain[j] + sum_left;
                sum_right = y * right_gain[j] + sum_right;
            }
            l[i] = sum_left;
            r[i] = sum_right;
        }
        sums(l, left + n);
        sums(r, right + n);
    }
    blocks++;
}

render moving(int control) {
    by_control = control;
    for (int v = 0; v < VOICES; v++) {
        int j = v / LANES, k = v % LANES;
        double pan = 2.0 * v / (VOICES - 1) - 1, gain = (1 + v % 4) / 128.0;
        phase[j][k] = INT32_MIN;
        step[j][k] = increment(55 * pow(2, v / 16.0));
        lfo_step[j][k] = increment(0.2 + 0.05 * v);
        cutoff[j][k] = 500 + 50 * v;
        depth[j][k] = 200 + 20 * v;
        left_gain[j][k] = (float)(gain * cos((pan + 1) * M_PI / 4));
        right_gain[j][k] = (float)(gain * sin((pan + 1) * M_PI / 4));
    }
    for (int j = 0; j < GROUPS; j++) coefficients(cutoff[j], &b0[j], &a1[j], &a2[j]);
    return block;
}
