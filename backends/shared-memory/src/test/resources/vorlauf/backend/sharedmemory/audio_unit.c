/*
 * Follows the contract of AURenderCallback on a thread of its own, with the few declarations that it needs: frame counts that
 * change from call to call, buffers for each channel or one. Writes what it was given, interleaved, to a file.
 *     audio_unit RING OUT planar|interleaved
 */
#define _GNU_SOURCE
#include <stdint.h>
typedef int32_t OSStatus;
typedef uint32_t UInt32;
typedef UInt32 AudioUnitRenderActionFlags;
typedef struct { double mSampleTime; } AudioTimeStamp;
typedef struct { UInt32 mNumberChannels; UInt32 mDataByteSize; void *mData; } AudioBuffer;
typedef struct { UInt32 mNumberBuffers; AudioBuffer mBuffers[2]; } AudioBufferList;
typedef OSStatus (*AURenderCallback)(
    void *, AudioUnitRenderActionFlags *, const AudioTimeStamp *, UInt32, UInt32, AudioBufferList *);
#define VORLAUF_RING_AUDIO_UNIT
#include "vorlauf_ring.h"
#include <pthread.h>
#include <stdio.h>
#include <time.h>

enum { CHANNELS = 2, MOST = 4096 };
static vorlauf_ring ring;
static FILE *out;
static int planar;

static void *render(void *argument)
{
    static const UInt32 counts[] = {256, 1024, 4096, 512};
    static float samples[MOST * CHANNELS], line[MOST * CHANNELS];
    AURenderCallback callback = vorlauf_ring_audio_unit;
    (void)argument;
    for (int call = 0; !vorlauf_ring_ended(&ring); call++) {
        UInt32 frames = counts[call % 4];
        AudioUnitRenderActionFlags flags = 0;
        AudioTimeStamp now = {0};
        AudioBufferList list = {1, {{CHANNELS, frames * CHANNELS * sizeof(float), samples}}};
        AudioBufferList lists = {2, {{1, frames * sizeof(float), samples}, {1, frames * sizeof(float), samples + MOST}}};
        if (callback(&ring, &flags, &now, 0, frames, planar ? &lists : &list) != 0) return "refused";
        for (UInt32 frame = 0; planar && frame < frames; frame++) {
            line[2 * frame] = samples[frame];
            line[2 * frame + 1] = samples[MOST + frame];
        }
        if (flags && (planar ? line : samples)[0] != 0) return "flagged as silence and is not";
        fwrite(planar ? line : samples, sizeof(float), frames * CHANNELS, out);
        nanosleep(&(struct timespec){.tv_nsec = 1000 * 1000}, NULL);
    }
    AudioBufferList wrong = {1, {{1, 64 * sizeof(float), samples}}};
    AudioUnitRenderActionFlags flags = 0;
    AudioTimeStamp now = {0};
    return callback(&ring, &flags, &now, 0, 64, &wrong) == -10868 ? NULL : "a wrong format was not refused";
}

int main(int argc, char **argv)
{
    pthread_t thread;
    void *complaint;
    int problem;
    if (argc != 4) return 2;
    planar = argv[3][0] == 'p';
    problem = vorlauf_ring_open(&ring, argv[1]);
    if (problem) return puts(vorlauf_ring_problem(problem)), 3;
    out = fopen(argv[2], "wb");
    if (!out) return 3;
    pthread_create(&thread, NULL, render, NULL);
    pthread_join(thread, &complaint);
    fclose(out);
    puts(complaint ? (const char *)complaint : "ended");
    return complaint ? 1 : 0;
}
