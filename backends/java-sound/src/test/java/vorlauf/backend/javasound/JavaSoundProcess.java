package vorlauf.backend.javasound;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import vorlauf.engine.Backend;
import vorlauf.engine.BackendException;
import vorlauf.engine.Engine;
import vorlauf.engine.EngineReport;
import vorlauf.engine.EngineSettings;
import vorlauf.engine.FrameSource;
import vorlauf.engine.StreamRequest;
import vorlauf.graph.Signals;
import vorlauf.ring.SpscFrameRing;

/**
 * A process with a Java Sound of its own, since ALSA reads where its configuration is only once. Says on standard output what
 * happens, one line each.
 */
final class JavaSoundProcess {
    private JavaSoundProcess() {}

    /** Arguments: what to do, channels, format, then {@code name=value} options. */
    public static void main(String[] arguments) throws Exception {
        int channels = Integer.parseInt(arguments[1]);
        Map<String, String> options = new HashMap<>();
        options.put("format", arguments[2]);
        for (int index = 3; index < arguments.length; index++) {
            String[] option = arguments[index].split("=", 2);
            options.put(option[0], option[1]);
        }
        StreamRequest request = new StreamRequest(48_000, channels, 128, Optional.empty(), options);
        Backend backend = new JavaSoundBackend();
        switch (arguments[0]) {
            case "probe" -> probe(backend, request);
            case "play" -> play(backend, request);
            case "serve" -> serve(backend, request);
            case "engine" -> engine(backend, request);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void probe(Backend backend, StreamRequest request) {
        backend.devices().forEach(device -> System.out.println("device " + device.name()));
        System.out.println("reason " + backend.unavailableReason());
        try {
            Backend.Stream stream = backend.open(request, new TestFrames(request.channels(), 1, 24), new Heard());
            System.out.println("format " + stream.format().sampleFormat() + " "
                    + stream.format().deviceLatencyFrames());
            stream.close();
        } catch (BackendException e) {
            System.out.println("refused " + e.getMessage());
        }
    }

    /** Plays five seconds that are all there and stops. */
    private static void play(Backend backend, StreamRequest request) throws BackendException {
        int bits = Integer.parseInt(request.options().get("format"));
        TestFrames frames = new TestFrames(request.channels(), 5 * 48_000, bits);
        Heard heard = new Heard();
        Backend.Stream stream = backend.open(request, frames, heard);
        System.out.println("format " + stream.format().sampleFormat() + " "
                + stream.format().deviceLatencyFrames());
        stream.start();
        while (!frames.ended() || heard.lines.isEmpty()) {
            Thread.onSpinWait();
        }
        System.out.println("pacing " + stream.format().pacing());
        stream.close();
        heard.lines.forEach(System.out::println);
        System.out.println("underruns " + frames.underruns());
    }

    /** Plays a sine of the real engine until four seconds were taken. */
    private static void engine(Backend backend, StreamRequest request) throws Exception {
        CountDownLatch fourSeconds = new CountDownLatch(4 * 48_000);
        Engine engine = Engine.start(
                Signals.sine(1_000).gain(0.25),
                backend,
                EngineSettings.defaults()
                        .withWarmUpSeconds(0)
                        .withFadeSeconds(0)
                        .withOptions(request.options()));
        engine.tap((interleaved, offsetFrames, frameCount, positionFrames, nowNanos) -> {
            for (int frame = 0; frame < frameCount; frame++) {
                fourSeconds.countDown();
            }
        });
        fourSeconds.await();
        EngineReport report = engine.stop();
        System.out.println("pacing " + report.format().pacing());
        System.out.println("underruns " + report.underrunEvents());
        System.out.println("frames " + report.positionFrames());
    }

    /** Plays from a ring with a lead of four blocks until told otherwise; commands come on standard input. */
    private static void serve(Backend backend, StreamRequest request) throws BackendException, IOException {
        TestFrames frames = new TestFrames(request.channels(), Long.MAX_VALUE, 24);
        SpscFrameRing ring = new SpscFrameRing(512, request.channels());
        RingSource source = new RingSource(ring);
        Thread producer = new Thread(() -> produce(frames, ring), "test-producer");
        producer.setDaemon(true);
        producer.start();
        Heard heard = new Heard() {
            @Override
            void add(String line) {
                super.add(line);
                System.out.println(line);
            }
        };
        Backend.Stream stream = backend.open(request, source, heard);
        stream.start();
        System.out.println("started");
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = input.readLine(); command != null; command = input.readLine()) {
            if (command.equals("close")) {
                stream.close();
            }
            System.out.println(command + " " + source.events + " " + source.silence + " " + source.taken);
        }
    }

    private static void produce(TestFrames frames, SpscFrameRing ring) {
        float[] block = new float[128 * ring.channels()];
        while (true) {
            frames.pullAvailable(block, 0, 128);
            while (!ring.write(block, 0, 128)) {
                LockSupport.parkNanos(500_000);
            }
        }
    }

    /** The platform's end of the ring. */
    private static final class RingSource implements FrameSource {
        private final SpscFrameRing ring;
        private volatile long events;
        private volatile long silence;
        private volatile long taken;

        private RingSource(SpscFrameRing ring) {
            this.ring = ring;
        }

        @Override
        public int channels() {
            return ring.channels();
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
        public int pull(float[] interleaved, int offsetFrames, int frameCount) {
            int found = ring.read(interleaved, offsetFrames, frameCount);
            Arrays.fill(interleaved, (offsetFrames + found) * channels(), (offsetFrames + frameCount) * channels(), 0f);
            if (found < frameCount) {
                events++;
                silence += frameCount - found;
            }
            taken += frameCount;
            return found;
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
        public int pullAvailable(float[] interleaved, int offsetFrames, int frameCount) {
            int found = ring.read(interleaved, offsetFrames, frameCount);
            taken += found;
            return found;
        }

        @Override
        public boolean ended() {
            return false;
        }
    }
}
