/* A bank of 64 plucked strings (Karplus and Strong, 1983): a burst of noise each second into loops of a delay and the mean of
   two neighbours. No loop is shorter than a vector, so time goes in vectors, string by string. */
#include "noise.h"
#include "workloads.h"

#define STRINGS 64
#define HISTORY 8192

static noise source;
static float line[STRINGS][HISTORY + BLOCK];
static int length[STRINGS], end[STRINGS];
static int frame; /* of the second */

/* A vector never straddles the beginning of a second: LANES divides RATE. */
static void burst(float *out) {
    lanes ramp;
    for (int k = 0; k < LANES; k++) ramp[k] = (float)k;
    for (int n = 0; n < BLOCK; n += LANES) {
        lanes envelope = limited(1.0f - (ramp + (float)frame) * (50.0f / RATE), 0, 1);
        store(out + n, white(&source) * envelope * 0.1f);
        frame = frame + LANES == RATE ? 0 : frame + LANES;
    }
}

static void block(float *left, float *right) {
    (void)right;
    float pluck[BLOCK];
    burst(pluck);
    memset(left, 0, BLOCK * sizeof *left);
    for (int i = 0; i < STRINGS; i++) {
        int delay = length[i];
        if (end[i] + BLOCK > HISTORY) {
            memmove(line[i], line[i] + end[i] - delay - 1, sizeof(float) * (size_t)(delay + 1));
            end[i] = delay + 1;
        }
        float *y = line[i] + end[i];
        for (int n = 0; n < BLOCK; n += LANES) {
            lanes now = (load(y + n - delay) + load(y + n - delay - 1)) * 0.498f + load(pluck + n);
            store(y + n, now);
            store(left + n, load(left + n) + now);
        }
        end[i] += BLOCK;
    }
    for (int n = 0; n < BLOCK; n += LANES) store(left + n, load(left + n) * (1 / 16.0f));
}

render strings(void) {
    source = noise_of(1);
    for (int i = 0; i < STRINGS; i++) {
        length[i] = (int)lrint(RATE / (110 * pow(2, i / 24.0)));
        end[i] = length[i] + 1;
    }
    return block;
}
