/* Banks of FM pairs: a sine moves the frequency of another, under a tremolo. */
#ifndef MODULATION_H
#define MODULATION_H

#include "lanes.h"

typedef struct {
    ints carrier, modulator, tremolo, carrier_step, modulator_step, tremolo_step;
    lanes depth, left, right;
} pairs;

static inline void add_pair(pairs *of, int v, double gain, double left, double right) {
    pairs *group = of + v / LANES;
    int k = v % LANES;
    double carrier = 110 + 13.7 * v, modulator = 1.5 * carrier;
    group->carrier_step[k] = increment(carrier);
    group->modulator_step[k] = increment(modulator);
    group->tremolo_step[k] = increment(0.1 + 0.05 * v);
    group->depth[k] = (float)(2 * modulator * TURN / RATE);
    group->left[k] = (float)(0.5 * gain * left);
    group->right[k] = (float)(0.5 * gain * right);
}

/* A frame of a group before its gains. */
INLINE lanes pair(pairs *of) {
    lanes y = (sine(of->tremolo) + 1.0f) * sine(of->carrier);
    of->carrier += of->carrier_step + integers(of->depth * sine(of->modulator));
    of->modulator += of->modulator_step;
    of->tremolo += of->tremolo_step;
    return y;
}

#endif
