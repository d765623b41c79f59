/* Vectors of LANES floats, one lane a voice: 16 for AVX-512, 8 for AVX2, 4 elsewhere. GCC's vector extensions; a * b + c is
   contracted to one instruction. Not to be compiled with -ffast-math, which reorders recursions for the worse. */
#ifndef LANES_H
#define LANES_H

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define RATE 48000
#define BLOCK 128
#define TURN 4294967296.0
#define INLINE static inline __attribute__((always_inline))

typedef float lanes __attribute__((vector_size(4 * LANES)));
typedef int32_t ints __attribute__((vector_size(4 * LANES)));
typedef uint32_t words __attribute__((vector_size(4 * LANES)));
typedef lanes unaligned_lanes __attribute__((aligned(4)));

/* Renders BLOCK frames; a mono workload leaves right alone. */
typedef void (*render)(float *left, float *right);

INLINE lanes floats(ints a) { return __builtin_convertvector(a, lanes); }
INLINE ints integers(lanes a) { return __builtin_convertvector(a, ints); }
INLINE lanes number(float a) { return (lanes){} + a; }
INLINE lanes load(const float *a) { return *(const unaligned_lanes *)a; }
INLINE void store(float *a, lanes v) { *(unaligned_lanes *)a = v; }
INLINE lanes chosen(ints mask, lanes a, lanes b) { return (lanes)((mask & (ints)a) | (~mask & (ints)b)); }
INLINE lanes limited(lanes a, float low, float high) {
    a = chosen(a < low, number(low), a);
    return chosen(a > high, number(high), a);
}

/* Phase as quarter turns, folded to -1 .. 1: a triangle. A turn is 2^32. */
INLINE lanes folded(ints phase) {
    ints beyond = (phase ^ (phase << 1)) >> 31;
    ints mirrored = (ints)(0x80000000u - (words)phase);
    return floats((beyond & mirrored) | (~beyond & phase)) * (1.0f / 1073741824.0f);
}

/* Sine of a folded phase, within 1e-6: an odd polynomial of degree 9. */
INLINE lanes sine_of(lanes x) {
    lanes x2 = x * x;
    lanes y = x2 * 1.5148419e-4f + -4.6737656e-3f;
    y = y * x2 + 7.9689679e-2f;
    y = y * x2 + -6.4596366e-1f;
    y = y * x2 + 1.5707963f;
    return y * x;
}

INLINE lanes sine(ints phase) { return sine_of(folded(phase)); }

/* Hyperbolic tangent within 1e-4: a continued fraction. */
INLINE lanes soft_clip(lanes x) {
    x = limited(x, -4.97f, 4.97f);
    lanes x2 = x * x;
    return x * (135135.0f + x2 * (17325.0f + x2 * (378.0f + x2))) /
           (135135.0f + x2 * (62370.0f + x2 * (3150.0f + x2 * 28.0f)));
}

/* Rounded up, so that a saw that would jump at a frame exactly does so. */
static inline int32_t increment(double hertz) { return (int32_t)ceil(hertz * TURN / RATE); }

/* out[k] = the sum of all lanes of a[k], k < LANES: a transposition by halves. */
INLINE void sums(const lanes *a, float *out) {
#define SHUFFLED(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)
    lanes t[LANES];
#if LANES == 16
    for (int k = 0; k < 8; k++)
        t[k] = SHUFFLED(a[2 * k], a[2 * k + 1], 0, 16, 2, 18, 4, 20, 6, 22, 8, 24, 10, 26, 12, 28, 14, 30) +
               SHUFFLED(a[2 * k], a[2 * k + 1], 1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31);
    for (int k = 0; k < 4; k++)
        t[k] = SHUFFLED(t[2 * k], t[2 * k + 1], 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29) +
               SHUFFLED(t[2 * k], t[2 * k + 1], 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31);
    for (int k = 0; k < 2; k++)
        t[k] = SHUFFLED(t[2 * k], t[2 * k + 1], 0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27) +
               SHUFFLED(t[2 * k], t[2 * k + 1], 4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31);
    lanes sum = SHUFFLED(t[0], t[1], 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23) +
                SHUFFLED(t[0], t[1], 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
#elif LANES == 8
    for (int k = 0; k < 4; k++)
        t[k] = SHUFFLED(a[2 * k], a[2 * k + 1], 0, 8, 2, 10, 4, 12, 6, 14) +
               SHUFFLED(a[2 * k], a[2 * k + 1], 1, 9, 3, 11, 5, 13, 7, 15);
    for (int k = 0; k < 2; k++)
        t[k] = SHUFFLED(t[2 * k], t[2 * k + 1], 0, 1, 8, 9, 4, 5, 12, 13) +
               SHUFFLED(t[2 * k], t[2 * k + 1], 2, 3, 10, 11, 6, 7, 14, 15);
    lanes sum = SHUFFLED(t[0], t[1], 0, 1, 2, 3, 8, 9, 10, 11) + SHUFFLED(t[0], t[1], 4, 5, 6, 7, 12, 13, 14, 15);
#else
    for (int k = 0; k < 2; k++)
        t[k] = SHUFFLED(a[2 * k], a[2 * k + 1], 0, 4, 2, 6) + SHUFFLED(a[2 * k], a[2 * k + 1], 1, 5, 3, 7);
    lanes sum = SHUFFLED(t[0], t[1], 0, 1, 4, 5) + SHUFFLED(t[0], t[1], 2, 3, 6, 7);
#endif
    store(out, sum);
}

/* ---- coefficients of the Audio EQ Cookbook, normalised -------------------------------------------------------------- */

typedef struct {
    double b0, b1, b2, a1, a2;
} biquad;

static inline biquad lowpass(double hertz, double q) {
    double w = 2 * M_PI * hertz / RATE, c = cos(w), alpha = sin(w) / (2 * q), a0 = 1 + alpha;
    return (biquad){(1 - c) / 2 / a0, (1 - c) / a0, (1 - c) / 2 / a0, -2 * c / a0, (1 - alpha) / a0};
}

static inline biquad bandpass(double hertz, double q) {
    double w = 2 * M_PI * hertz / RATE, c = cos(w), alpha = sin(w) / (2 * q), a0 = 1 + alpha;
    return (biquad){alpha / a0, 0, -alpha / a0, -2 * c / a0, (1 - alpha) / a0};
}

static inline biquad peaking(double hertz, double q, double decibels) {
    double a = pow(10, decibels / 40), w = 2 * M_PI * hertz / RATE, c = cos(w), alpha = sin(w) / (2 * q);
    double a0 = 1 + alpha / a;
    return (biquad){(1 + alpha * a) / a0, -2 * c / a0, (1 - alpha * a) / a0, -2 * c / a0, (1 - alpha / a) / a0};
}

#endif
