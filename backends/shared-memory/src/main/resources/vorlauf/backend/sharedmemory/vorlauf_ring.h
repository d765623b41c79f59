/*
 * The consumer's end of a Vorlauf ring in shared memory: one header, C11 (or C++11), no allocation, no lock, and no system
 * call but in vorlauf_ring_open and vorlauf_ring_close.
 *
 *     vorlauf_ring ring;
 *     int problem = vorlauf_ring_open(&ring, "/dev/shm/vorlauf.ring");      not on the audio thread
 *     if (problem) puts(vorlauf_ring_problem(problem));
 *     vorlauf_ring_render(&ring, interleaved, frames);                      in the callback
 *     vorlauf_ring_close(&ring);                                            when no callback runs any more
 *
 * What is not there is silence and is counted in the ring, where the JVM reads it. One thread reads at a time.
 *
 * Ready callbacks: vorlauf_ring_audio_ready (Oboe's onAudioReady and AAudio), vorlauf_ring_jack_process (JACK), and, where
 * VORLAUF_RING_AUDIO_UNIT is defined after AudioToolbox.h was included, vorlauf_ring_audio_unit (AURenderCallback).
 *
 * Memory orders, as in vorlauf.backend.sharedmemory.SharedFrameRing:
 *   write_position  the producer stores it with release after it has copied frames in; loaded here with acquire before
 *                   frames are copied out, so what it covers is there.
 *   read_position   stored here with release after frames were copied out, so the loads of samples stay before; the
 *                   producer loads it with acquire before it writes to those slots again. Its own load is relaxed: no
 *                   other thread stores it.
 *   producer_state  stored by the producer with release after its last write_position; loaded here with acquire before
 *                   write_position: whoever sees "all written" sees every frame, so what is missing then is no underrun;
 *                   nor is it before "playing".
 *   counts          relaxed: one writer, and nobody concludes anything about a slot from them.
 */
#ifndef VORLAUF_RING_H
#define VORLAUF_RING_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
#include <atomic>
typedef std::atomic<uint64_t> vorlauf_atomic_u64;
#define VORLAUF_LOAD(field, order) (field).load(std::memory_order_##order)
#define VORLAUF_STORE(field, value, order) (field).store((value), std::memory_order_##order)
#define VORLAUF_STATIC_ASSERT(what) static_assert(what, #what)
#else
#include <stdatomic.h>
typedef _Atomic uint64_t vorlauf_atomic_u64;
#define VORLAUF_LOAD(field, order) atomic_load_explicit(&(field), memory_order_##order)
#define VORLAUF_STORE(field, value, order) atomic_store_explicit(&(field), (value), memory_order_##order)
#define VORLAUF_STATIC_ASSERT(what) _Static_assert(what, #what)
#endif

#define VORLAUF_RING_MAGIC UINT64_C(0x524655414C524F56) /* "VORLAUFR", least significant byte first */
#define VORLAUF_RING_VERSION 1u
#define VORLAUF_RING_MOST_CHANNELS 64u
#define VORLAUF_RING_PLAYING UINT64_C(1) /* before that, 0: the first frames are on their way */
#define VORLAUF_RING_ALL_WRITTEN UINT64_C(2)

/* The bytes before the frames. A line of 128 bytes for whatever one side writes. */
typedef struct {
    uint64_t magic;
    uint32_t version;
    uint32_t channels;
    uint32_t capacity_frames;
    uint32_t storage_frames; /* a power of two; the frame at position p lies in slot p modulo this */
    double sample_rate_hertz;
    uint64_t data_offset_bytes;
    uint64_t producer_process;
    char pad_0[128 - 48];
    vorlauf_atomic_u64 write_position; /* frames ever written */
    char pad_1[128 - 8];
    vorlauf_atomic_u64 read_position; /* frames ever read */
    char pad_2[128 - 8];
    vorlauf_atomic_u64 producer_state;
    char pad_3[128 - 8];
    vorlauf_atomic_u64 consumer_process; /* 0: nobody is attached */
    vorlauf_atomic_u64 callbacks;
    vorlauf_atomic_u64 underrun_events;
    vorlauf_atomic_u64 underrun_frames;
    vorlauf_atomic_u64 last_fill_frames;
    vorlauf_atomic_u64 lowest_fill_frames;
} vorlauf_ring_memory;

VORLAUF_STATIC_ASSERT(sizeof(vorlauf_atomic_u64) == 8);
VORLAUF_STATIC_ASSERT(ATOMIC_LLONG_LOCK_FREE == 2);
VORLAUF_STATIC_ASSERT(offsetof(vorlauf_ring_memory, write_position) == 128);
VORLAUF_STATIC_ASSERT(offsetof(vorlauf_ring_memory, read_position) == 256);
VORLAUF_STATIC_ASSERT(offsetof(vorlauf_ring_memory, producer_state) == 384);
VORLAUF_STATIC_ASSERT(offsetof(vorlauf_ring_memory, consumer_process) == 512);
VORLAUF_STATIC_ASSERT(offsetof(vorlauf_ring_memory, lowest_fill_frames) == 552);

/* A ring that this process has attached to. What the callback needs is copied here: it reads no size from shared memory. */
typedef struct {
    vorlauf_ring_memory *memory;
    const float *frames;
    size_t mapped_bytes;
    uint32_t channels;
    uint32_t capacity_frames;
    uint32_t slot_mask;
    double sample_rate_hertz;
} vorlauf_ring;

enum { /* what vorlauf_ring_attach and vorlauf_ring_open return */
    VORLAUF_RING_OK = 0,
    VORLAUF_RING_NO_FILE = 1,
    VORLAUF_RING_NOT_A_RING = 2,
    VORLAUF_RING_OTHER_VERSION = 3,
    VORLAUF_RING_DAMAGED = 4,
    VORLAUF_RING_TAKEN = 5
};

static inline const char *vorlauf_ring_problem(int problem)
{
    switch (problem) {
    case VORLAUF_RING_OK: return "no problem";
    case VORLAUF_RING_NO_FILE: return "the file cannot be opened and mapped; is a producer running?";
    case VORLAUF_RING_NOT_A_RING: return "the file is not a Vorlauf ring of this machine's byte order";
    case VORLAUF_RING_OTHER_VERSION: return "the ring has another version than this header, take the producer's header";
    case VORLAUF_RING_DAMAGED: return "the sizes in the ring's header do not fit the file";
    case VORLAUF_RING_TAKEN: return "another living process reads this ring";
    default: return "unknown problem";
    }
}

/* Checks memory that is mapped already and makes it ready to be read; takes no part in who may read. */
static inline int vorlauf_ring_attach(vorlauf_ring *ring, void *mapped, size_t bytes)
{
    vorlauf_ring_memory *memory = (vorlauf_ring_memory *)mapped;
    uint32_t storage, channels;
    uint64_t offset;
    if (bytes < sizeof *memory || memory->magic != VORLAUF_RING_MAGIC) return VORLAUF_RING_NOT_A_RING;
    if (memory->version != VORLAUF_RING_VERSION) return VORLAUF_RING_OTHER_VERSION;
    storage = memory->storage_frames;
    channels = memory->channels;
    offset = memory->data_offset_bytes;
    if (channels < 1 || channels > VORLAUF_RING_MOST_CHANNELS || storage < 1 || (storage & (storage - 1)) != 0
        || memory->capacity_frames < 1 || memory->capacity_frames > storage || offset < sizeof *memory
        || offset % sizeof(float) != 0 || offset > bytes
        || (bytes - offset) / sizeof(float) / channels < storage)
        return VORLAUF_RING_DAMAGED;
    ring->memory = memory;
    ring->frames = (const float *)((const char *)mapped + offset);
    ring->mapped_bytes = bytes;
    ring->channels = channels;
    ring->capacity_frames = memory->capacity_frames;
    ring->slot_mask = storage - 1;
    ring->sample_rate_hertz = memory->sample_rate_hertz;
    return VORLAUF_RING_OK;
}

/* Frames that can be read now; more may have come since. */
static inline uint32_t vorlauf_ring_readable(const vorlauf_ring *ring)
{
    uint64_t read = VORLAUF_LOAD(ring->memory->read_position, relaxed);
    uint64_t there = VORLAUF_LOAD(ring->memory->write_position, acquire) - read;
    return there > ring->capacity_frames ? 0 : (uint32_t)there; /* more than fits: the memory was damaged */
}

/* Whether no frame will be written any more. Ask before vorlauf_ring_readable, which then tells all that is left. */
static inline int vorlauf_ring_all_written(const vorlauf_ring *ring)
{
    return VORLAUF_LOAD(ring->memory->producer_state, acquire) == VORLAUF_RING_ALL_WRITTEN;
}

static inline void vorlauf_ring_copy(const vorlauf_ring *ring, uint64_t position, float *interleaved, uint32_t frames)
{
    uint32_t slot = (uint32_t)position & ring->slot_mask;
    uint32_t to_end = ring->slot_mask + 1 - slot;
    size_t channels = ring->channels;
    if (to_end > frames) to_end = frames;
    memcpy(interleaved, ring->frames + slot * channels, to_end * channels * sizeof(float));
    memcpy(interleaved + to_end * channels, ring->frames, (frames - to_end) * channels * sizeof(float));
}

static inline void vorlauf_ring_copy_planar(
    const vorlauf_ring *ring, uint64_t position, float *const *planes, uint32_t frames)
{
    size_t channels = ring->channels;
    for (uint32_t frame = 0; frame < frames; frame++) {
        const float *from = ring->frames + ((uint32_t)(position + frame) & ring->slot_mask) * channels;
        for (size_t channel = 0; channel < channels; channel++) planes[channel][frame] = from[channel];
    }
}

static inline void vorlauf_ring_give_back(const vorlauf_ring *ring, uint64_t position, uint32_t frames)
{
    VORLAUF_STORE(ring->memory->read_position, position + frames, release);
}

static inline void vorlauf_ring_count(const vorlauf_ring *ring, uint32_t fill, uint32_t missed)
{
    vorlauf_ring_memory *memory = ring->memory;
    VORLAUF_STORE(memory->callbacks, VORLAUF_LOAD(memory->callbacks, relaxed) + 1, relaxed);
    VORLAUF_STORE(memory->last_fill_frames, fill, relaxed);
    if (fill < VORLAUF_LOAD(memory->lowest_fill_frames, relaxed))
        VORLAUF_STORE(memory->lowest_fill_frames, fill, relaxed);
    if (missed) {
        VORLAUF_STORE(memory->underrun_frames, VORLAUF_LOAD(memory->underrun_frames, relaxed) + missed, relaxed);
        VORLAUF_STORE(memory->underrun_events, VORLAUF_LOAD(memory->underrun_events, relaxed) + 1, relaxed);
    }
}

/* Fills the frames, interleaved, with silence where there are none; returns those that were there. */
static inline uint32_t vorlauf_ring_render(const vorlauf_ring *ring, float *interleaved, uint32_t frames)
{
    uint64_t state = VORLAUF_LOAD(ring->memory->producer_state, acquire);
    uint32_t fill = vorlauf_ring_readable(ring);
    uint32_t found = fill < frames ? fill : frames;
    uint64_t position = VORLAUF_LOAD(ring->memory->read_position, relaxed);
    vorlauf_ring_copy(ring, position, interleaved, found);
    vorlauf_ring_give_back(ring, position, found);
    memset(interleaved + (size_t)found * ring->channels, 0, (size_t)(frames - found) * ring->channels * sizeof(float));
    if (state == VORLAUF_RING_PLAYING) vorlauf_ring_count(ring, fill, frames - found);
    return found;
}

/* The same into an array for each channel. */
static inline uint32_t vorlauf_ring_render_planar(const vorlauf_ring *ring, float *const *planes, uint32_t frames)
{
    uint64_t state = VORLAUF_LOAD(ring->memory->producer_state, acquire);
    uint32_t fill = vorlauf_ring_readable(ring);
    uint32_t found = fill < frames ? fill : frames;
    uint64_t position = VORLAUF_LOAD(ring->memory->read_position, relaxed);
    vorlauf_ring_copy_planar(ring, position, planes, found);
    vorlauf_ring_give_back(ring, position, found);
    for (uint32_t channel = 0; channel < ring->channels; channel++)
        memset(planes[channel] + found, 0, (size_t)(frames - found) * sizeof(float));
    if (state == VORLAUF_RING_PLAYING) vorlauf_ring_count(ring, fill, frames - found);
    return found;
}

/* Whether the stream has ended and every frame was read. */
static inline int vorlauf_ring_ended(const vorlauf_ring *ring)
{
    return vorlauf_ring_all_written(ring) && vorlauf_ring_readable(ring) == 0;
}

/*
 * Oboe: call it from onAudioReady(stream, audioData, numFrames) and cast what it returns to DataCallbackResult; AAudio: from
 * an AAudioStream_dataCallback. The stream has float samples and the ring's channels. 0 is "continue", 1 is "stop".
 */
static inline int32_t vorlauf_ring_audio_ready(const vorlauf_ring *ring, void *audio_data, int32_t frames)
{
    if (frames > 0) vorlauf_ring_render(ring, (float *)audio_data, (uint32_t)frames);
    return vorlauf_ring_ended(ring) ? 1 : 0;
}

/* JACK: what jack_set_process_callback takes as its argument. */
typedef struct {
    const vorlauf_ring *ring;
    void *(*port_buffer)(void *port, uint32_t frames); /* jack_port_get_buffer */
    void *ports[VORLAUF_RING_MOST_CHANNELS];           /* one for each of the ring's channels */
} vorlauf_ring_jack;

/* A JackProcessCallback; jack_nframes_t is uint32_t. */
static inline int vorlauf_ring_jack_process(uint32_t frames, void *argument)
{
    const vorlauf_ring_jack *jack = (const vorlauf_ring_jack *)argument;
    float *planes[VORLAUF_RING_MOST_CHANNELS];
    for (uint32_t channel = 0; channel < jack->ring->channels; channel++)
        planes[channel] = (float *)jack->port_buffer(jack->ports[channel], frames);
    vorlauf_ring_render_planar(jack->ring, planes, frames);
    return 0;
}

#ifdef VORLAUF_RING_AUDIO_UNIT
/* An AURenderCallback; inRefCon is the vorlauf_ring. Float samples, interleaved in one buffer or a buffer for each channel. */
static inline OSStatus vorlauf_ring_audio_unit(void *inRefCon, AudioUnitRenderActionFlags *ioActionFlags,
    const AudioTimeStamp *inTimeStamp, UInt32 inBusNumber, UInt32 inNumberFrames, AudioBufferList *ioData)
{
    const vorlauf_ring *ring = (const vorlauf_ring *)inRefCon;
    uint32_t channels = ring->channels, found;
    (void)inTimeStamp;
    (void)inBusNumber;
    if (ioData->mNumberBuffers == 1 && ioData->mBuffers[0].mNumberChannels == channels
        && ioData->mBuffers[0].mDataByteSize / sizeof(float) / channels >= inNumberFrames) {
        found = vorlauf_ring_render(ring, (float *)ioData->mBuffers[0].mData, inNumberFrames);
    } else {
        float *planes[VORLAUF_RING_MOST_CHANNELS];
        if (ioData->mNumberBuffers != channels) return -10868; /* kAudioUnitErr_FormatNotSupported */
        for (uint32_t channel = 0; channel < channels; channel++) {
            const AudioBuffer *buffer = &ioData->mBuffers[channel];
            if (buffer->mNumberChannels != 1 || buffer->mDataByteSize / sizeof(float) < inNumberFrames) return -10868;
            planes[channel] = (float *)buffer->mData;
        }
        found = vorlauf_ring_render_planar(ring, planes, inNumberFrames);
    }
    if (found == 0 && ioActionFlags) *ioActionFlags |= 1u << 4; /* kAudioUnitRenderAction_OutputIsSilence */
    return 0;
}
#endif

#ifndef VORLAUF_RING_NO_POSIX
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#ifndef O_CLOEXEC
#error "define _POSIX_C_SOURCE as 200809L before any #include, or VORLAUF_RING_NO_POSIX and map the ring yourself"
#endif

/* One step of the claim: stores our process where `seen` stands. */
static inline int vorlauf_ring_claim(vorlauf_ring_memory *memory, uint64_t seen)
{
#ifdef __cplusplus
    return memory->consumer_process.compare_exchange_strong(seen, (uint64_t)getpid());
#else
    return atomic_compare_exchange_strong(&memory->consumer_process, &seen, (uint64_t)getpid());
#endif
}

/*
 * Opens, maps and claims a ring, and touches each page, so that the callback meets none for the first time. A claim of a
 * process that has died is taken over. Not on the audio thread.
 */
static inline int vorlauf_ring_open(vorlauf_ring *ring, const char *path)
{
    struct stat status;
    void *mapped;
    int problem, file = open(path, O_RDWR | O_CLOEXEC);
    if (file < 0) return VORLAUF_RING_NO_FILE;
    if (fstat(file, &status) != 0 || status.st_size < (off_t)sizeof(vorlauf_ring_memory)) {
        close(file);
        return VORLAUF_RING_NOT_A_RING;
    }
    mapped = mmap(NULL, (size_t)status.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (mapped == MAP_FAILED) return VORLAUF_RING_NO_FILE;
    problem = vorlauf_ring_attach(ring, mapped, (size_t)status.st_size);
    if (problem == VORLAUF_RING_OK) {
        uint64_t owner = VORLAUF_LOAD(ring->memory->consumer_process, relaxed);
        int living = owner != 0 && owner != (uint64_t)getpid() && (kill((pid_t)owner, 0) == 0 || errno == EPERM);
        if (living || !vorlauf_ring_claim(ring->memory, owner)) problem = VORLAUF_RING_TAKEN;
    }
    if (problem != VORLAUF_RING_OK) {
        munmap(mapped, (size_t)status.st_size);
        return problem;
    }
    for (size_t byte = 0; byte < ring->mapped_bytes; byte += 4096) (void)((volatile const char *)mapped)[byte];
    return VORLAUF_RING_OK;
}

/* Gives the ring up; no callback may run any more. */
static inline void vorlauf_ring_close(vorlauf_ring *ring)
{
    VORLAUF_STORE(ring->memory->consumer_process, 0, release);
    munmap(ring->memory, ring->mapped_bytes);
    ring->memory = NULL;
}
#endif
#endif
