// Follows the contract of Oboe's AudioStreamDataCallback with the few declarations that it needs: bursts of 192 frames at the
// sample rate until the callback says stop. Writes what it was given to a file.
//     oboe RING OUT
#include "vorlauf_ring.h"
#include <chrono>
#include <cstdio>
#include <thread>
#include <vector>

namespace oboe {
enum class DataCallbackResult : int32_t { Continue = 0, Stop = 1 };
class AudioStream;
class AudioStreamDataCallback {
public:
    virtual ~AudioStreamDataCallback() {}
    virtual DataCallbackResult onAudioReady(AudioStream *stream, void *audioData, int32_t numFrames) = 0;
};
} // namespace oboe

class RingPlayer : public oboe::AudioStreamDataCallback {
public:
    explicit RingPlayer(const vorlauf_ring &given) : ring(given) {}
    oboe::DataCallbackResult onAudioReady(oboe::AudioStream *, void *audioData, int32_t numFrames) override
    {
        return static_cast<oboe::DataCallbackResult>(vorlauf_ring_audio_ready(&ring, audioData, numFrames));
    }

private:
    const vorlauf_ring &ring;
};

int main(int argc, char **argv)
{
    if (argc != 3) return 2;
    vorlauf_ring ring;
    int problem = vorlauf_ring_open(&ring, argv[1]);
    if (problem) return std::puts(vorlauf_ring_problem(problem)), 3;
    std::FILE *out = std::fopen(argv[2], "wb");
    if (!out) return 3;
    std::thread device([&] {
        const int32_t burst = 192;
        std::vector<float> samples(burst * ring.channels);
        RingPlayer player(ring);
        auto due = std::chrono::steady_clock::now();
        oboe::DataCallbackResult result;
        do {
            result = player.onAudioReady(nullptr, samples.data(), burst);
            std::fwrite(samples.data(), sizeof(float), samples.size(), out);
            std::fflush(out);
            due += std::chrono::nanoseconds((int64_t)(burst / ring.sample_rate_hertz * 1e9));
            std::this_thread::sleep_until(due);
        } while (result == oboe::DataCallbackResult::Continue);
    });
    device.join();
    std::fclose(out);
    vorlauf_ring_close(&ring);
    std::puts("stopped");
    return 0;
}
