/* W2: subtractive voices in stereo, any number of them. */
#include "voices.h"
#include "workloads.h"

static bank of;

static void block(float *left, float *right) {
    for (int n = 0; n < BLOCK; n += LANES) {
        lanes l[LANES] = {}, r[LANES] = {};
        all_voices(&of, l, r);
        sums(l, left + n);
        sums(r, right + n);
    }
}

render voices(int count) {
    for (int v = 0; v < count; v++)
        add_voice(&of, v, 55 * pow(2, v / 16.0), 500 + 50 * v, 2, (1 + v % 4) / 128.0, 2.0 * v / (count - 1) - 1);
    return block;
}
