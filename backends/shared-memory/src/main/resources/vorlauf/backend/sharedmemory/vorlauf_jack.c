/*
 * Plays a Vorlauf ring through JACK: a whole consumer, as an example and to be used.
 *
 *     gcc -std=c11 -O2 -Wall -o vorlauf_jack vorlauf_jack.c -ldl
 *     vorlauf_jack FILE [SERVER [CLIENT [TARGET...]]]
 *
 * Targets are full names of ports, one for each channel; without any, the sound card's. It ends when the stream has ended, on
 * Ctrl-C, or when the server goes, and prints what it counted. JACK's library is found when it runs, so no headers are needed.
 */
#define _GNU_SOURCE
#include "vorlauf_ring.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

typedef void jack_client;
typedef void jack_port;

static struct {
    jack_client *(*client_open)(const char *name, int options, int *status, ...);
    int (*client_close)(jack_client *);
    int (*set_process_callback)(jack_client *, int (*)(uint32_t, void *), void *);
    int (*set_xrun_callback)(jack_client *, int (*)(void *), void *);
    void (*on_shutdown)(jack_client *, void (*)(void *), void *);
    int (*activate)(jack_client *);
    jack_port *(*port_register)(jack_client *, const char *, const char *, unsigned long, unsigned long);
    void *(*port_get_buffer)(jack_port *, uint32_t);
    const char *(*port_name)(const jack_port *);
    const char **(*get_ports)(jack_client *, const char *, const char *, unsigned long);
    int (*connect)(jack_client *, const char *, const char *);
    void (*free)(void *);
    uint32_t (*get_sample_rate)(jack_client *);
} jack;

enum { NO_START_SERVER = 1, SERVER_NAME = 4, PORT_IS_INPUT = 1, PORT_IS_OUTPUT = 2, PORT_IS_PHYSICAL = 4 };

static volatile sig_atomic_t stopped;
static volatile sig_atomic_t server_gone;
static atomic_ulong xruns;

static void stop(int signal_number)
{
    (void)signal_number;
    stopped = 1;
}

static void gone(void *argument)
{
    (void)argument;
    server_gone = 1;
}

static int late(void *argument)
{
    (void)argument;
    atomic_fetch_add(&xruns, 1);
    return 0;
}

static void *library;

static void *symbol(const char *name)
{
    void *found = dlsym(library, name);
    if (!found) {
        fprintf(stderr, "libjack.so.0 has no %s\n", name);
        exit(3);
    }
    return found;
}

#define FIND(function) *(void **)&jack.function = symbol("jack_" #function)

static void load(void)
{
    library = dlopen("libjack.so.0", RTLD_NOW);
    if (!library) {
        fprintf(stderr, "libjack.so.0 is missing, install the package libjack-jackd2-0 (or pipewire-jack)\n");
        exit(3);
    }
    FIND(client_open), FIND(client_close), FIND(set_process_callback), FIND(set_xrun_callback), FIND(on_shutdown);
    FIND(activate), FIND(port_register), FIND(port_get_buffer), FIND(port_name), FIND(get_ports), FIND(connect);
    FIND(free), FIND(get_sample_rate);
}

static int connect_to(jack_client *client, const vorlauf_ring_jack *player, char **targets, uint32_t count)
{
    const char **cards = NULL;
    if (count == 0) cards = jack.get_ports(client, NULL, NULL, PORT_IS_INPUT | PORT_IS_PHYSICAL);
    for (uint32_t channel = 0; channel < player->ring->channels; channel++) {
        const char *target = count ? (channel < count ? targets[channel] : NULL) : cards ? cards[channel] : NULL;
        if (!target) break;
        if (jack.connect(client, jack.port_name(player->ports[channel]), target) != 0) {
            fprintf(stderr, "cannot connect to %s\n", target);
            return 3;
        }
    }
    if (cards) jack.free(cards);
    return 0;
}

static int play(const vorlauf_ring *ring, const char *server, const char *name, char **targets, uint32_t count)
{
    vorlauf_ring_jack player = {.ring = ring};
    int status = 0, result = 0;
    jack_client *client = server ? jack.client_open(name, NO_START_SERVER | SERVER_NAME, &status, server)
                                 : jack.client_open(name, NO_START_SERVER, &status);
    if (!client) {
        fprintf(stderr, "no JACK server '%s' is running\n", server ? server : "default");
        return 3;
    }
    player.port_buffer = jack.port_get_buffer;
    if (jack.get_sample_rate(client) != (uint32_t)ring->sample_rate_hertz) {
        fprintf(stderr, "the server runs at %u Hz, the ring at %.0f Hz: give the producer --rate %u\n",
            jack.get_sample_rate(client), ring->sample_rate_hertz, jack.get_sample_rate(client));
        result = 3;
    }
    for (uint32_t channel = 0; channel < ring->channels && !result; channel++) {
        char port[16];
        snprintf(port, sizeof port, "out_%u", channel + 1);
        player.ports[channel] = jack.port_register(client, port, "32 bit float mono audio", PORT_IS_OUTPUT, 0);
        if (!player.ports[channel]) result = 3;
    }
    jack.set_process_callback(client, vorlauf_ring_jack_process, &player);
    jack.set_xrun_callback(client, late, NULL);
    jack.on_shutdown(client, gone, NULL);
    if (!result && jack.activate(client) != 0) result = 3;
    if (!result) result = connect_to(client, &player, targets, count);
    while (!result && !stopped && !server_gone && !vorlauf_ring_ended(ring))
        nanosleep(&(struct timespec){.tv_nsec = 20 * 1000 * 1000}, NULL);
    jack.client_close(client);
    if (server_gone) fprintf(stderr, "the JACK server has gone\n");
    return server_gone ? 3 : result;
}

int main(int argc, char **argv)
{
    vorlauf_ring ring;
    int problem;
    if (argc < 2) {
        fprintf(stderr, "usage: %s FILE [SERVER [CLIENT [TARGET...]]]\n", argv[0]);
        return 2;
    }
    problem = vorlauf_ring_open(&ring, argv[1]);
    if (problem) {
        fprintf(stderr, "%s: %s\n", argv[1], vorlauf_ring_problem(problem));
        return 3;
    }
    signal(SIGINT, stop);
    signal(SIGTERM, stop);
    load();
    problem = play(&ring, argc > 2 ? argv[2] : NULL, argc > 3 ? argv[3] : "vorlauf-c", argv + (argc > 4 ? 4 : argc),
        argc > 4 ? (uint32_t)(argc - 4) : 0);
    printf("%llu callbacks, %llu frames, %llu underruns (%llu frames), %lu xruns\n",
        (unsigned long long)VORLAUF_LOAD(ring.memory->callbacks, relaxed),
        (unsigned long long)VORLAUF_LOAD(ring.memory->read_position, relaxed),
        (unsigned long long)VORLAUF_LOAD(ring.memory->underrun_events, relaxed),
        (unsigned long long)VORLAUF_LOAD(ring.memory->underrun_frames, relaxed), atomic_load(&xruns));
    vorlauf_ring_close(&ring);
    return problem;
}
