/*
 * A producer and a consumer of one ring in one process, for ThreadSanitizer, which sees both: every frame is checked.
 * Exit code 0: in order; 1: not; 66: ThreadSanitizer has found a race.
 */
#define _GNU_SOURCE
#include "vorlauf_ring.h"
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>

enum { CHANNELS = 2, CAPACITY = 96, STORAGE = 128, BLOCK = 32, FRAMES = 320000 };

static struct {
    _Alignas(128) vorlauf_ring_memory head;
    float frames[STORAGE * CHANNELS];
} memory;

static void *produce(void *argument)
{
    uint64_t position = 0;
    (void)argument;
    while (position < FRAMES) {
        if (position + BLOCK - VORLAUF_LOAD(memory.head.read_position, acquire) > CAPACITY) {
            sched_yield();
            continue;
        }
        for (uint64_t frame = position; frame < position + BLOCK; frame++)
            for (int channel = 0; channel < CHANNELS; channel++)
                memory.frames[frame % STORAGE * CHANNELS + channel] = (float)(frame + 1) + 0.5f * channel;
        position += BLOCK;
        VORLAUF_STORE(memory.head.write_position, position, release);
    }
    VORLAUF_STORE(memory.head.producer_state, VORLAUF_RING_ALL_WRITTEN, release);
    return NULL;
}

int main(void)
{
    pthread_t producer;
    vorlauf_ring ring;
    float interleaved[50 * CHANNELS], left[50], right[50];
    float *planes[] = {left, right};
    uint64_t next = 1;
    int turn = 0;
    memory.head.magic = VORLAUF_RING_MAGIC;
    memory.head.version = VORLAUF_RING_VERSION;
    memory.head.channels = CHANNELS;
    memory.head.capacity_frames = CAPACITY;
    memory.head.storage_frames = STORAGE;
    memory.head.data_offset_bytes = sizeof memory.head;
    VORLAUF_STORE(memory.head.producer_state, VORLAUF_RING_PLAYING, relaxed);
    VORLAUF_STORE(memory.head.lowest_fill_frames, CAPACITY, relaxed);
    if (vorlauf_ring_attach(&ring, &memory, sizeof memory) != VORLAUF_RING_OK) return 2;
    pthread_create(&producer, NULL, produce, NULL);
    while (!vorlauf_ring_ended(&ring)) {
        uint32_t asked = 1 + (uint32_t)(turn * 7) % 50;
        uint32_t found = turn++ % 2 ? vorlauf_ring_render(&ring, interleaved, asked)
                                    : vorlauf_ring_render_planar(&ring, planes, asked);
        for (uint32_t frame = 0; frame < found; frame++, next++) {
            float first = turn % 2 ? left[frame] : interleaved[frame * CHANNELS];
            float second = turn % 2 ? right[frame] : interleaved[frame * CHANNELS + 1];
            if (first != (float)next || second != (float)next + 0.5f) {
                printf("frame %llu is %f, %f\n", (unsigned long long)next, (double)first, (double)second);
                return 1;
            }
        }
        sched_yield(); /* the producer works between two calls, on what the last one gave back */
    }
    pthread_join(producer, NULL);
    printf("%llu frames in order\n", (unsigned long long)(next - 1));
    return next - 1 == FRAMES ? 0 : 1;
}
