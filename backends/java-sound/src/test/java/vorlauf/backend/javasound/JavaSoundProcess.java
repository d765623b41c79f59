package vorlauf.backend.javasound;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import vorlauf.engine.Backend;
import vorlauf.engine.BackendException;
import vorlauf.engine.Engine;
import vorlauf.engine.EngineEvent;
import vorlauf.engine.EngineReport;
import vorlauf.engine.EngineSettings;
import vorlauf.engine.StreamRequest;
import vorlauf.graph.Processor;
import vorlauf.graph.Signals;

/**
 * A process with a Java Sound of its own, since ALSA reads where its configuration is only once. Says on standard output what
 * happens, one line each.
 */
final class JavaSoundProcess {
    private JavaSoundProcess() {}

    /** Arguments: what to do, channels, format, then {@code name=value} options; {@code device} and {@code ring} (blocks) are the engine's. */
    public static void main(String[] arguments) throws Exception {
        int channels = Integer.parseInt(arguments[1]);
        Map<String, String> options = new HashMap<>();
        options.put("format", arguments[2]);
        for (int index = 3; index < arguments.length; index++) {
            String[] option = arguments[index].split("=", 2);
            options.put(option[0], option[1]);
        }
        Optional<String> device = Optional.ofNullable(options.remove("device"));
        int ringBlocks = Integer.parseInt(options.getOrDefault("ring", "4"));
        options.remove("ring");
        StreamRequest request = new StreamRequest(48_000, channels, 128, device, options);
        Backend backend = new JavaSoundBackend();
        switch (arguments[0]) {
            case "probe" -> probe(backend, request);
            case "play" -> play(backend, request);
            case "serve" -> serve(backend, request, ringBlocks);
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

    /** Plays frames that count by a real engine until told otherwise; commands come on standard input. */
    private static void serve(Backend backend, StreamRequest request, int ringBlocks) throws Exception {
        int channels = request.channels();
        int bits = Integer.parseInt(request.options().get("format"));
        EngineSettings settings = EngineSettings.defaults()
                .withRingBlocks(ringBlocks)
                .withWarmUpSeconds(0)
                .withFadeSeconds(0)
                .withExplainedUnderruns(false)
                .withDevice(request.device().orElse(null))
                .withOptions(request.options());
        Engine engine = Engine.start(
                Signals.custom("counting frames", channels, () -> new Counting(channels, bits)), backend, settings);
        engine.events().subscribe(JavaSoundProcess::tell);
        System.out.println("started");
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = input.readLine(); command != null; command = input.readLine()) {
            EngineReport report = command.equals("close") ? engine.stop() : engine.report();
            System.out.println(command + " " + report.underrunEvents() + " " + report.underrunFrames() + " "
                    + report.positionFrames() + " " + cpuNanos());
        }
    }

    private static void tell(EngineEvent event) {
        switch (event) {
            case EngineEvent.DeviceLost lost -> System.out.println("lost: " + lost.reason());
            case EngineEvent.DeviceBack back -> System.out.println("back: " + back.device());
            case EngineEvent.Notice notice -> System.out.println("notice: " + notice.message());
            default -> {}
        }
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** {@link TestFrames} as a node of a graph. */
    private static final class Counting implements Processor {
        private final int channels;
        private final int bits;
        private long position;

        private Counting(int channels, int bits) {
            this.channels = channels;
            this.bits = bits;
        }

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            for (int channel = 0; channel < channels; channel++) {
                for (int frame = 0; frame < frameCount; frame++) {
                    outputs[channel][frame] = TestFrames.sample(position + frame, channel, bits);
                }
            }
            position += frameCount;
        }
    }
}
