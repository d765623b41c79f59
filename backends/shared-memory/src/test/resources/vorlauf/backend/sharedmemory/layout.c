/* Prints where the header thinks that things lie, for a test that compares it with RingLayout. */
#define _GNU_SOURCE
#include "vorlauf_ring.h"
#include <stdio.h>

#define OFFSET(name, field) printf(#name "_OFFSET %zu\n", offsetof(vorlauf_ring_memory, field))

int main(void)
{
    OFFSET(MAGIC, magic);
    OFFSET(VERSION, version);
    OFFSET(CHANNELS, channels);
    OFFSET(CAPACITY_FRAMES, capacity_frames);
    OFFSET(STORAGE_FRAMES, storage_frames);
    OFFSET(SAMPLE_RATE_HERTZ, sample_rate_hertz);
    OFFSET(DATA_OFFSET, data_offset_bytes);
    OFFSET(PRODUCER_PROCESS, producer_process);
    OFFSET(WRITE_POSITION, write_position);
    OFFSET(READ_POSITION, read_position);
    OFFSET(PRODUCER_STATE, producer_state);
    OFFSET(CONSUMER_PROCESS, consumer_process);
    OFFSET(CALLBACKS, callbacks);
    OFFSET(UNDERRUN_EVENTS, underrun_events);
    OFFSET(UNDERRUN_FRAMES, underrun_frames);
    OFFSET(LAST_FILL_FRAMES, last_fill_frames);
    OFFSET(LOWEST_FILL_FRAMES, lowest_fill_frames);
    printf("MAGIC %llu\nVERSION %u\nPLAYING %u\nALL_WRITTEN %u\n", (unsigned long long)VORLAUF_RING_MAGIC,
        VORLAUF_RING_VERSION, (unsigned)VORLAUF_RING_PLAYING, (unsigned)VORLAUF_RING_ALL_WRITTEN);
    return 0;
}
