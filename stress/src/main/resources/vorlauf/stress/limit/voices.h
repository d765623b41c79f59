/* Banks of voices: a plain saw through a low-pass, panned. The phase is a signed integer, so the saw is its value. */
#ifndef VOICES_H
#define VOICES_H

#include "lanes.h"

#define MOST_GROUPS 32
#define IN_FLIGHT 4

typedef struct {
    int groups;
    ints phase[MOST_GROUPS], step[MOST_GROUPS];
    lanes b0[MOST_GROUPS], b1[MOST_GROUPS], b2[MOST_GROUPS], a1[MOST_GROUPS], a2[MOST_GROUPS];
    lanes s1[MOST_GROUPS], s2[MOST_GROUPS], left[MOST_GROUPS], right[MOST_GROUPS];
} bank;

/* Adds a saw as voice number v. */
static inline void add_voice(bank *of, int v, double hertz, double cutoff, double q, double gain, double pan) {
    int j = v / LANES, k = v % LANES;
    biquad c = lowpass(cutoff, q);
    double scale = 1 / 2147483648.0;
    of->groups = j + 1;
    of->phase[j][k] = INT32_MIN;
    of->step[j][k] = increment(hertz);
    of->b0[j][k] = (float)(c.b0 * scale);
    of->b1[j][k] = (float)(c.b1 * scale);
    of->b2[j][k] = (float)(c.b2 * scale);
    of->a1[j][k] = (float)c.a1;
    of->a2[j][k] = (float)c.a2;
    of->left[j][k] = (float)(gain * cos((pan + 1) * M_PI / 4));
    of->right[j][k] = (float)(gain * sin((pan + 1) * M_PI / 4));
}

/* LANES frames of up to IN_FLIGHT groups, added to l and r. */
INLINE void few_voices(bank *of, int first, const int count, lanes *l, lanes *r) {
    ints p[IN_FLIGHT];
    lanes s1[IN_FLIGHT], s2[IN_FLIGHT];
    for (int j = 0; j < count; j++) {
        p[j] = of->phase[first + j];
        s1[j] = of->s1[first + j];
        s2[j] = of->s2[first + j];
    }
    for (int n = 0; n < LANES; n++) {
        lanes left = l[n], right = r[n];
#pragma GCC unroll 4
        for (int j = 0; j < count; j++) {
            int g = first + j;
            lanes x = floats(p[j]);
            p[j] += of->step[g];
            lanes y = of->b0[g] * x + s1[j];
            s1[j] = (of->b1[g] * x + s2[j]) - of->a1[g] * y;
            s2[j] = of->b2[g] * x - of->a2[g] * y;
            left = y * of->left[g] + left;
            right = y * of->right[g] + right;
        }
        l[n] = left;
        r[n] = right;
    }
    for (int j = 0; j < count; j++) {
        of->phase[first + j] = p[j];
        of->s1[first + j] = s1[j];
        of->s2[first + j] = s2[j];
    }
}

/* LANES frames of all groups, added to l and r. */
INLINE void all_voices(bank *of, lanes *l, lanes *r) {
    int g = 0;
    for (; g + IN_FLIGHT <= of->groups; g += IN_FLIGHT) few_voices(of, g, IN_FLIGHT, l, r);
    switch (of->groups - g) {
    case 3: few_voices(of, g, 3, l, r); break;
    case 2: few_voices(of, g, 2, l, r); break;
    case 1: few_voices(of, g, 1, l, r); break;
    default: break;
    }
}

#endif
