/* White noise as Vorlauf defines it: sample n is a hash of n and of a key. For the first 2^32 samples. */
#ifndef NOISE_H
#define NOISE_H

#include "lanes.h"

typedef struct {
    uint32_t before, amid, next;
} noise;

static inline uint64_t mixed_bits(uint64_t x) {
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

static inline noise noise_of(uint64_t seed) {
    uint64_t key = mixed_bits(mixed_bits(seed + 0x9e3779b97f4a7c15u));
    return (noise){(uint32_t)key, (uint32_t)(key >> 32), 0};
}

/* The next LANES samples. */
INLINE lanes white(noise *of) {
    words x;
    for (int k = 0; k < LANES; k++) x[k] = (uint32_t)k;
    x += of->before + of->next;
    of->next += LANES;
    x ^= x >> 16;
    x *= 0x7feb352du;
    x ^= of->amid;
    x ^= x >> 15;
    x *= 0x846ca68bu;
    x ^= x >> 16;
    return floats((ints)x >> 8) * 0x1p-23f;
}

#endif
