/* W1: 256 sines, each with its frequency and gain, summed to mono. */
#include "workloads.h"

#define PARTIALS 256
#define GROUPS (PARTIALS / LANES)

static ints phase[GROUPS], step[GROUPS];
static lanes gain[GROUPS];

static void block(float *left, float *right) {
    (void)right;
    lanes sum[BLOCK];
    for (int n = 0; n < BLOCK; n++) sum[n] = number(0);
    for (int j = 0; j < GROUPS; j += 2) { /* two groups in flight hide the polynomial's latency */
        ints p = phase[j], q = phase[j + 1];
        for (int n = 0; n < BLOCK; n++) {
            sum[n] += gain[j] * sine(p) + gain[j + 1] * sine(q);
            p += step[j];
            q += step[j + 1];
        }
        phase[j] = p;
        phase[j + 1] = q;
    }
    for (int n = 0; n < BLOCK; n += LANES) sums(sum + n, left + n);
}

render additive(void) {
    for (int i = 0; i < PARTIALS; i++) {
        step[i / LANES][i % LANES] = increment(55 * (1 + 0.37 * i));
        gain[i / LANES][i % LANES] = (float)((1 + i % 7) / 2048.0);
    }
    return block;
}
