/* limit WORKLOAD SECONDS [FILE]: renders, prints the CPU time of a frame in nanoseconds, and writes the samples where a
   file is named: 32-bit floats, interleaved. */
#include <stdio.h>
#include <time.h>
#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

#include "workloads.h"

static double cpu_nanos(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static render named(const char *name, int *channels) {
    *channels = 1;
    if (!strcmp(name, "W1")) return additive();
    if (!strcmp(name, "W3")) return modulation();
    if (!strcmp(name, "W4")) return chain();
    if (!strncmp(name, "W5-", 3)) return ladder(atoi(name + 3));
    if (!strcmp(name, "strings")) return strings();
    *channels = 2;
    if (!strcmp(name, "W2")) return voices(64);
    if (!strcmp(name, "W2-100")) return voices(100);
    if (!strcmp(name, "moving")) return moving(1);
    if (!strcmp(name, "moving-lfo")) return moving(0);
    if (!strcmp(name, "mixed")) return mixed();
    return NULL;
}

int main(int count, char **arguments) {
    int channels = 0;
    render work = count < 3 ? NULL : named(arguments[1], &channels);
    if (!work) {
        fprintf(stderr, "limit WORKLOAD SECONDS [FILE]\n");
        return 2;
    }
#if defined(__x86_64__)
    _mm_setcsr(_mm_getcsr() | 0x8040); /* tiny numbers are zeros */
#endif
    FILE *file = count > 3 ? fopen(arguments[3], "wb") : NULL;
    long blocks = (long)(atof(arguments[2]) * RATE / BLOCK);
    float left[BLOCK], right[BLOCK];
    double check = 0, before = cpu_nanos();
    for (long i = 0; i < blocks; i++) {
        work(left, right);
        check += left[0];
        for (int n = 0; file && n < BLOCK; n++) {
            fwrite(left + n, sizeof(float), 1, file);
            if (channels == 2) fwrite(right + n, sizeof(float), 1, file);
        }
    }
    printf("%.4f %d %g\n", (cpu_nanos() - before) / ((double)blocks * BLOCK), channels, check);
    return file && fclose(file) ? 3 : 0;
}
