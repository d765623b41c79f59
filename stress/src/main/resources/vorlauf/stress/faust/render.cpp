// PROGRAM SECONDS [FILE]: renders what Faust has compiled, prints the CPU time of a frame in nanoseconds and the channels,
// and writes the samples where a file is named: 32-bit floats, interleaved.
#include <cstdio>
#include <cstdlib>
#include <ctime>
#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

#define FAUSTFLOAT float

struct Meta {
    void declare(const char *, const char *) {}
};

struct UI {
    void openVerticalBox(const char *) {}
    void openHorizontalBox(const char *) {}
    void closeBox() {}
    void declare(FAUSTFLOAT *, const char *, const char *) {}
    void addHorizontalSlider(const char *, FAUSTFLOAT *, FAUSTFLOAT, FAUSTFLOAT, FAUSTFLOAT, FAUSTFLOAT) {}
};

struct dsp {
    virtual ~dsp() {}
};

<<includeIntrinsic>>
<<includeclass>>

static double cpuNanos() {
    timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return now.tv_sec * 1e9 + now.tv_nsec;
}

int main(int count, char **arguments) {
    constexpr int block = 128, rate = 48000;
    if (count < 2) return 2;
#if defined(__x86_64__)
    _mm_setcsr(_mm_getcsr() | 0x8040); // tiny numbers are zeros
#endif
    auto *work = new mydsp();
    work->init(rate);
    int channels = work->getNumOutputs();
    alignas(64) static float output[2][block];
    float *outputs[2] = {output[0], output[1]};
    long blocks = (long)(atof(arguments[1]) * rate / block);
    FILE *file = count > 2 ? fopen(arguments[2], "wb") : nullptr;
    double check = 0, before = cpuNanos();
    for (long i = 0; i < blocks; i++) {
        work->compute(block, nullptr, outputs);
        check += output[0][0];
        for (int n = 0; file && n < block; n++)
            for (int channel = 0; channel < channels; channel++) fwrite(&output[channel][n], sizeof(float), 1, file);
    }
    printf("%.4f %d %g\n", (cpuNanos() - before) / ((double)blocks * block), channels, check);
    return file && fclose(file) ? 3 : 0;
}
