package vorlauf.notebooks.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.request.CompleteRequest;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;
import org.dflib.jjava.jupyter.messages.request.InterruptRequest;
import org.dflib.jjava.jupyter.messages.request.KernelInfoRequest;
import org.dflib.jjava.jupyter.messages.request.ShutdownRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vorlauf.files.AudioFile;

/** The kernel's program over Jupyter's real protocol. */
@Timeout(400)
final class KernelProtocolTest {
    private static final String HISTORY =
            "[[1,2,\"System.out.println(\\\"on\\\"); while (true) { n++; }\"],[1,3,\"n > 21\"]]";

    private static KernelClient start(Path folder) throws Exception {
        return new KernelClient(
                folder,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path", ""),
                        KernelMain.class.getName()));
    }

    private static ExecuteRequest execute(String code) {
        return new ExecuteRequest(code, false, true, Map.of(), false, true);
    }

    private static void run(KernelClient kernel, String code) {
        kernel.ask(MessageType.EXECUTE_REQUEST, execute(code));
        assertThat(kernel.reply().status()).as(code).isEqualTo("ok");
    }

    @Test
    void runsInterruptsCompletesAndEnds(@TempDir Path folder) throws Exception {
        try (KernelClient kernel = start(folder)) {
            kernel.ask(MessageType.KERNEL_INFO_REQUEST, new KernelInfoRequest());
            kernel.reply();

            Header<?> sum = kernel.ask(MessageType.EXECUTE_REQUEST, execute("int n = 20;\nn + 1"));
            assertThat(kernel.published(MessageType.PUBLISH_EXECUTION_RESULT, sum)
                            .plain())
                    .isEqualTo("21");
            kernel.reply();

            Header<?> loop = kernel.ask(
                    MessageType.EXECUTE_REQUEST, execute("System.out.println(\"on\"); while (true) { n++; }"));
            assertThat(kernel.published(MessageType.PUBLISH_STREAM, loop)
                            .content()
                            .path("text")
                            .asString())
                    .isEqualTo("on\n");
            kernel.command(MessageType.INTERRUPT_REQUEST, new InterruptRequest());
            assertThat(kernel.controlReply().type()).isEqualTo("interrupt_reply");
            assertThat(kernel.reply().status()).isEqualTo("error");
            assertThat(kernel.published(MessageType.PUBLISH_ERROR, loop).errorName())
                    .isEqualTo("Interrupted");
            run(kernel, "n > 21");

            kernel.ask(MessageType.HISTORY_REQUEST, new HistoryRequest.Tail(false, true, 2));
            assertThat(kernel.reply().content().path("history").toString()).isEqualTo(HISTORY);

            kernel.ask(MessageType.COMPLETE_REQUEST, new CompleteRequest("sine(440).lowp", 14));
            assertThat(kernel.reply().content().path("matches").toString()).contains("\"lowpass(\"");

            kernel.command(MessageType.SHUTDOWN_REQUEST, ShutdownRequest.SHUTDOWN);
            assertThat(kernel.controlReply().type()).isEqualTo("shutdown_reply");
            assertThat(kernel.await()).isZero();
        }
    }

    @Test
    void updatesADisplayAfterItsCellAndSkipsWhatFollowsAFailure(@TempDir Path folder) throws Exception {
        try (KernelClient kernel = start(folder)) {
            Header<?> shows =
                    kernel.ask(MessageType.EXECUTE_REQUEST, execute("Live level = Display.live(\"silent\");"));
            KernelClient.Received first = kernel.published(MessageType.PUBLISH_DISPLAY_DATA, shows);
            kernel.reply();
            run(kernel, "new Thread(() -> level.update(\"loud\")).start();");
            KernelClient.Received newer = kernel.published(MessageType.PUBLISH_UPDATE_DISPLAY_DATA, shows);
            assertThat(newer.plain()).isEqualTo("loud");
            assertThat(newer.content().at("/transient/display_id").asString())
                    .isNotEmpty()
                    .isEqualTo(first.content().at("/transient/display_id").asString());

            kernel.ask(MessageType.EXECUTE_REQUEST, execute("Thread.sleep(500); int[] none = {}; none[1]"));
            kernel.ask(MessageType.EXECUTE_REQUEST, execute("System.exit(7)"));
            kernel.ask(MessageType.KERNEL_INFO_REQUEST, new KernelInfoRequest());
            assertThat(kernel.reply().errorName()).isEqualTo("ArrayIndexOutOfBoundsException");
            // a cell that is sent because of the failure is no cell that waited behind it
            kernel.ask(MessageType.EXECUTE_REQUEST, execute("1 + 1"));
            assertThat(kernel.reply().errorName()).isEqualTo("NotRun");
            assertThat(kernel.reply().type()).isEqualTo("kernel_info_reply");
            assertThat(kernel.reply().status()).isEqualTo("ok");
            assertThat(kernel.isAlive()).isTrue();
        }
    }

    @Test
    void closesTheEngineAndItsRecordingOnARestart(@TempDir Path folder) throws Exception {
        Path recording = folder.resolve("left.wav");
        try (KernelClient kernel = start(folder)) {
            run(kernel, """
                    Backend device = ServiceLoader.load(Backend.class).stream()
                            .map(ServiceLoader.Provider::get)
                            .filter(backend -> backend.name().equals("simulator"))
                            .findFirst()
                            .orElseThrow();
                    Engine left = Engine.start(
                            sine(220).gain(0.1),
                            device,
                            EngineSettings.defaults().withRecording(Path.of("%s"), "16"));
                    while (left.position() < 4_800) {
                        Thread.sleep(5);
                    }""".formatted(recording));
            kernel.command(MessageType.SHUTDOWN_REQUEST, ShutdownRequest.SHUTDOWN_AND_RESTART);
            assertThat(kernel.await()).isZero();
        }
        assertThat(AudioFile.probe(recording).frames()).isGreaterThanOrEqualTo(4_800);
    }
}
