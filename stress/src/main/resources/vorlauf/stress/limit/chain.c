/* W4: white noise through eight peaking filters in series, an echo of 250 ms with feedback, a soft clip. The filters are
   eight lanes of one vector, each a frame behind the one before it. */
#include "noise.h"
#include "workloads.h"

#define STAGES 8
#define ECHO 12000

typedef float eight __attribute__((vector_size(32)));
typedef int32_t eight_ints __attribute__((vector_size(32)));

static noise source;
static eight b0, b1, b2, a1, a2, s1, s2;
static float line[ECHO];
static int at;

static void filtered(const float *x, float *y) {
    eight s = s1, t = s2, out = {};
    const eight_ints stage = {0, 1, 2, 3, 4, 5, 6, 7};
    for (int n = 0; n < BLOCK + STAGES - 1; n++) {
        eight next = {n < BLOCK ? x[n] : 0};
        eight in = __builtin_shufflevector(out, next, 8, 0, 1, 2, 3, 4, 5, 6);
        out = b0 * in + s;
        eight first = (b1 * in + t) - a1 * out, second = b2 * in - a2 * out;
        if (__builtin_expect(n < STAGES - 1 || n >= BLOCK, 0)) { /* only stages that are inside the block */
            eight_ints active = (stage <= n) & (stage > n - BLOCK);
            s = (eight)((active & (eight_ints)first) | (~active & (eight_ints)s));
            t = (eight)((active & (eight_ints)second) | (~active & (eight_ints)t));
        } else {
            s = first;
            t = second;
        }
        if (n >= STAGES - 1) y[n - STAGES + 1] = out[7];
    }
    s1 = s;
    s2 = t;
}

static void block(float *left, float *right) {
    (void)right;
    static float x[BLOCK], y[BLOCK];
    for (int n = 0; n < BLOCK; n += LANES) store(x + n, white(&source) * 0.25f);
    filtered(x, y);
    int n = 0;
    while (n < BLOCK) {
        int count = ECHO - at < BLOCK - n ? ECHO - at : BLOCK - n;
        for (int k = 0; k < count; k++) line[at + k] = y[n + k] += 0.5f * line[at + k];
        n += count;
        at = at + count == ECHO ? 0 : at + count;
    }
    for (int k = 0; k < BLOCK; k += LANES) store(left + k, soft_clip(load(y + k)));
}

render chain(void) {
    source = noise_of(1);
    for (int k = 0; k < STAGES; k++) {
        biquad c = peaking(100 * pow(2, k), 1, k % 2 == 0 ? 6 : -6);
        b0[k] = (float)c.b0;
        b1[k] = (float)c.b1;
        b2[k] = (float)c.b2;
        a1[k] = (float)c.a1;
        a2[k] = (float)c.a2;
    }
    return block;
}
