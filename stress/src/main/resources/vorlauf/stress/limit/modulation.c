/* W3: 64 FM pairs, mono. */
#include "modulation.h"
#include "workloads.h"

#define VOICES 64
#define GROUPS (VOICES / LANES)

static pairs of[GROUPS];

static void block(float *left, float *right) {
    (void)right;
    pairs now[GROUPS];
    memcpy(now, of, sizeof now);
    for (int n = 0; n < BLOCK; n += LANES) {
        lanes sum[LANES];
        for (int i = 0; i < LANES; i++) {
            lanes y = number(0);
#pragma GCC unroll 4
            for (int j = 0; j < GROUPS; j++) y = pair(now + j) * now[j].left + y;
            sum[i] = y;
        }
        sums(sum, left + n);
    }
    memcpy(of, now, sizeof now);
}

render modulation(void) {
    for (int v = 0; v < VOICES; v++) add_pair(of, v, 1.0 / VOICES, 1, 1);
    return block;
}
