/*
 * A JACK client behind another one: records what that plays, and how long after the beginning of the cycle it is called, which is
 * how long those before it have taken. The cycle begins when a client that waits for nobody is called.
 *     capture SERVER SOURCE_PREFIX CHANNELS FRAMES OUT
 * Ends when so many frames came after the first with sound in every channel, or when the source has gone; writes them interleaved, prints figures as JSON.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_CHANNELS = 8, MOST_CYCLES = 1 << 20 };
static void *(*port_get_buffer)(void *, uint32_t);
static uint64_t (*get_time)(void);
static uint32_t (*last_frame_time)(const void *);
static void *client, *first, *ports[MOST_CHANNELS];
static int channels;
static float *recorded;
static uint32_t wanted, *delays, cycles;
static atomic_uint count;
static atomic_uint xruns;
static atomic_uint begun_frames; /* the cycle that has begun last */
static _Atomic uint64_t begun_micros;

static int begin(uint32_t frames, void *argument)
{
    (void)frames;
    (void)argument;
    atomic_store(&begun_micros, get_time());
    atomic_store(&begun_frames, last_frame_time(first));
    return 0;
}

static int process(uint32_t frames, void *argument)
{
    const float *in[MOST_CHANNELS];
    uint32_t done = atomic_load(&count);
    uint64_t now_micros = get_time();
    (void)argument;
    for (int channel = 0; channel < channels; channel++) in[channel] = port_get_buffer(ports[channel], frames);
    for (uint32_t frame = 0; frame < frames && done < wanted; frame++) {
        int silent = 0; /* one channel is connected before the other */
        for (int channel = 0; channel < channels; channel++) silent |= in[channel][frame] == 0;
        if (done == 0 && silent) continue;
        for (int channel = 0; channel < channels; channel++) recorded[(size_t)done * channels + channel] = in[channel][frame];
        done++;
    }
    if (done && cycles < MOST_CYCLES) {
        /* where that client comes later than this one, nobody has taken any time */
        int has_begun = atomic_load(&begun_frames) == last_frame_time(client);
        uint64_t from_micros = atomic_load(&begun_micros);
        delays[cycles++] = has_begun && from_micros < now_micros ? (uint32_t)(now_micros - from_micros) : 0;
    }
    atomic_store(&count, done);
    return 0;
}

static int late(void *argument)
{
    (void)argument;
    if (atomic_load(&count)) atomic_fetch_add(&xruns, 1);
    return 0;
}

static int ascending(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

int main(int argc, char **argv)
{
    void *library = dlopen("libjack.so.0", RTLD_NOW);
    char name[128], own[128];
    int status, connected = 0;
    if (argc != 6 || !library) return 2;
    *(void **)&port_get_buffer = dlsym(library, "jack_port_get_buffer");
    *(void **)&get_time = dlsym(library, "jack_get_time");
    *(void **)&last_frame_time = dlsym(library, "jack_last_frame_time");
    void *(*open)(const char *, int, int *, ...);
    void *(*port_register)(void *, const char *, const char *, unsigned long, unsigned long);
    int (*set)(void *, int (*)(uint32_t, void *), void *), (*set_xrun)(void *, int (*)(void *), void *);
    int (*activate)(void *), (*connect)(void *, const char *, const char *), (*close)(void *);
    const char **(*get_ports)(void *, const char *, const char *, unsigned long);
    void (*release)(void *);
    *(void **)&open = dlsym(library, "jack_client_open");
    *(void **)&port_register = dlsym(library, "jack_port_register");
    *(void **)&set = dlsym(library, "jack_set_process_callback");
    *(void **)&set_xrun = dlsym(library, "jack_set_xrun_callback");
    *(void **)&activate = dlsym(library, "jack_activate");
    *(void **)&connect = dlsym(library, "jack_connect");
    *(void **)&close = dlsym(library, "jack_client_close");
    *(void **)&get_ports = dlsym(library, "jack_get_ports");
    *(void **)&release = dlsym(library, "jack_free");
    channels = atoi(argv[3]);
    wanted = (uint32_t)atoi(argv[4]);
    recorded = malloc((size_t)wanted * channels * sizeof(float));
    delays = malloc(MOST_CYCLES * sizeof(uint32_t));
    if (channels < 1 || channels > MOST_CHANNELS || !recorded || !delays) return 2;
    memset(recorded, 0, (size_t)wanted * channels * sizeof(float));
    memset(delays, 0, MOST_CYCLES * sizeof(uint32_t));
    client = open("capture", 1 | 4, &status, argv[1]);
    first = open("begin", 1 | 4, &status, argv[1]);
    if (!client || !first) return 3;
    for (int channel = 0; channel < channels; channel++) {
        snprintf(name, sizeof name, "in_%d", channel + 1);
        ports[channel] = port_register(client, name, "32 bit float mono audio", 1, 0);
    }
    set(client, process, NULL);
    set_xrun(client, late, NULL);
    set(first, begin, NULL);
    if (activate(first) != 0 || activate(client) != 0) return 3;
    puts("ready");
    fflush(stdout);
    for (int attempt = 0; attempt < 6000 && atomic_load(&count) < wanted; attempt++) {
        const char **found = get_ports(client, argv[2], NULL, 2);
        if (connected && !found) break; /* the source has gone */
        int there = 0;
        while (found && found[there]) there++;
        int joins = !connected && there >= channels;
        for (int channel = 0; joins && channel < channels; channel++) {
            snprintf(own, sizeof own, "capture:in_%d", channel + 1);
            connected |= connect(client, found[channel], own) == 0;
        }
        if (found) release(found);
        nanosleep(&(struct timespec){.tv_nsec = 20 * 1000 * 1000}, NULL);
    }
    close(client);
    close(first);
    FILE *out = fopen(argv[5], "wb");
    if (!out) return 3;
    fwrite(recorded, sizeof(float) * channels, atomic_load(&count), out);
    fclose(out);
    qsort(delays, cycles, sizeof *delays, ascending);
    printf("{\"frames\": %u, \"cycles\": %u, \"xruns\": %u, \"medianMicros\": %u, \"p99Micros\": %u, \"p999Micros\": %u, "
           "\"maxMicros\": %u}\n",
        atomic_load(&count), cycles, atomic_load(&xruns), cycles ? delays[cycles / 2] : 0,
        cycles ? delays[(uint64_t)cycles * 99 / 100] : 0, cycles ? delays[(uint64_t)cycles * 999 / 1000] : 0,
        cycles ? delays[cycles - 1] : 0);
    return 0;
}
