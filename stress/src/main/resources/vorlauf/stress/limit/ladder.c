/* W5: a ladder of so many nodes, a gain and a sum a rung; eight vectors of frames go up together. */
#include "workloads.h"

#define IN_FLIGHT 8

static float *gain;
static int rungs;
static ints phase;
static int32_t step;

static void block(float *left, float *right) {
    (void)right;
    for (int n = 0; n < BLOCK; n += IN_FLIGHT * LANES) {
        lanes x[IN_FLIGHT], y[IN_FLIGHT];
        for (int k = 0; k < IN_FLIGHT; k++) {
            y[k] = x[k] = sine(phase) * 0.001f;
            phase += step * LANES;
        }
        for (int i = 0; i < rungs; i++) {
#pragma GCC unroll 8
            for (int k = 0; k < IN_FLIGHT; k++) y[k] = y[k] * gain[i] + x[k];
        }
        for (int k = 0; k < IN_FLIGHT; k++) store(left + n + k * LANES, y[k]);
    }
}

render ladder(int nodes) {
    rungs = nodes / 2;
    gain = malloc(sizeof *gain * (size_t)rungs);
    for (int i = 0; i < rungs; i++) gain[i] = (float)(0.999 - 0.0001 * (i % 10));
    step = increment(440);
    for (int k = 0; k < LANES; k++) phase[k] = step * k;
    return block;
}
