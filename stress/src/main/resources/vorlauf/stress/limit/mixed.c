/* Three kinds of voices in one mix, stereo: 20 saws through low-passes, 31 FM pairs, 13 triangles through band-passes and a
   soft clip. */
#include "modulation.h"
#include "voices.h"
#include "workloads.h"

#define SAWS 20
#define PAIRS 31
#define BELLS 13
#define PAIR_GROUPS ((PAIRS + LANES - 1) / LANES)
#define BELL_GROUPS ((BELLS + LANES - 1) / LANES)

static bank saws;
static pairs fm[PAIR_GROUPS];
static ints phase[BELL_GROUPS], step[BELL_GROUPS];
static lanes b0[BELL_GROUPS], a1[BELL_GROUPS], a2[BELL_GROUPS], s1[BELL_GROUPS], s2[BELL_GROUPS];
static lanes to_left[BELL_GROUPS], to_right[BELL_GROUPS];

static void block(float *left, float *right) {
    for (int n = 0; n < BLOCK; n += LANES) {
        lanes l[LANES] = {}, r[LANES] = {};
        all_voices(&saws, l, r);
        for (int i = 0; i < LANES; i++) {
            lanes sum_left = l[i], sum_right = r[i];
            for (int j = 0; j < PAIR_GROUPS; j++) {
                lanes y = pair(fm + j);
                sum_left = y * fm[j].left + sum_left;
                sum_right = y * fm[j].right + sum_right;
            }
            for (int j = 0; j < BELL_GROUPS; j++) {
                lanes x = b0[j] * folded(phase[j]); /* b1 is 0 and b2 is -b0 */
                phase[j] += step[j];
                lanes y = x + s1[j];
                s1[j] = s2[j] - a1[j] * y;
                s2[j] = -x - a2[j] * y;
                y = soft_clip(y * 3.0f);
                sum_left = y * to_left[j] + sum_left;
                sum_right = y * to_right[j] + sum_right;
            }
            l[i] = sum_left;
            r[i] = sum_right;
        }
        sums(l, left + n);
        sums(r, right + n);
    }
}

render mixed(void) {
    for (int v = 0; v < SAWS; v++)
        add_voice(&saws, v, 55 * pow(2, v / 16.0), 500 + 50 * v, 2, (1 + v % 4) / 128.0, 2.0 * v / (SAWS - 1) - 1);
    for (int v = 0; v < PAIRS; v++) {
        double pan = 2.0 * v / (PAIRS - 1) - 1;
        add_pair(fm, v, 1 / 64.0, cos((pan + 1) * M_PI / 4), sin((pan + 1) * M_PI / 4));
    }
    for (int v = 0; v < BELLS; v++) {
        int j = v / LANES, k = v % LANES;
        double pan = 2.0 * v / (BELLS - 1) - 1;
        biquad c = bandpass(300 + 40 * v, 3);
        step[j][k] = increment(110 + 17 * v);
        b0[j][k] = (float)c.b0;
        a1[j][k] = (float)c.a1;
        a2[j][k] = (float)c.a2;
        to_left[j][k] = (float)(1 / 64.0 * cos((pan + 1) * M_PI / 4));
        to_right[j][k] = (float)(1 / 64.0 * sin((pan + 1) * M_PI / 4));
    }
    return block;
}
