package vorlauf.notebooks.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.publish.PublishError;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;
import org.dflib.jjava.jupyter.messages.reply.CompleteReply;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;
import org.dflib.jjava.jupyter.messages.reply.InterruptReply;
import org.dflib.jjava.jupyter.messages.reply.ShutdownReply;
import org.dflib.jjava.jupyter.messages.request.CompleteRequest;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
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
    private static ExecuteRequest execute(String code) {
        return new ExecuteRequest(code, false, true, Map.of(), false, true);
    }

    private static void run(KernelProcess kernel, String code) {
        kernel.ask(MessageType.EXECUTE_REQUEST, execute(code));
        assertThat(kernel.reply().getContent()).as(code).isNotInstanceOf(ErrorReply.class);
    }

    @Test
    void runsInterruptsCompletesAndEnds(@TempDir Path folder) throws Exception {
        try (KernelProcess kernel = new KernelProcess(folder)) {
            kernel.ask(MessageType.KERNEL_INFO_REQUEST, new KernelInfoRequest());
            kernel.reply();

            Header<?> sum = kernel.ask(MessageType.EXECUTE_REQUEST, execute("int n = 20;\nn + 1"));
            assertThat(((DisplayData) kernel.published(MessageType.PUBLISH_EXECUTION_RESULT, sum)
                                    .getContent())
                            .getData(MIMEType.TEXT_PLAIN))
                    .isEqualTo("21");
            kernel.reply();

            Header<?> loop = kernel.ask(
                    MessageType.EXECUTE_REQUEST, execute("System.out.println(\"on\"); while (true) { n++; }"));
            assertThat(((PublishStream) kernel.published(MessageType.PUBLISH_STREAM, loop)
                                    .getContent())
                            .getText())
                    .isEqualTo("on\n");
            kernel.command(MessageType.INTERRUPT_REQUEST, new InterruptRequest());
            assertThat(kernel.controlReply().getContent()).isInstanceOf(InterruptReply.class);
            assertThat(kernel.reply().getContent()).isInstanceOf(ErrorReply.class);
            assertThat(((PublishError) kernel.published(MessageType.PUBLISH_ERROR, loop)
                                    .getContent())
                            .getErrorName())
                    .isEqualTo("Interrupted");
            run(kernel, "n > 21");

            kernel.ask(MessageType.COMPLETE_REQUEST, new CompleteRequest("sine(440).lowp", 14));
            assertThat(((CompleteReply) kernel.reply().getContent()).getMatches())
                    .contains("lowpass(");

            kernel.command(MessageType.SHUTDOWN_REQUEST, ShutdownRequest.SHUTDOWN);
            assertThat(kernel.controlReply().getContent()).isInstanceOf(ShutdownReply.class);
            assertThat(kernel.await()).isZero();
        }
    }

    @Test
    void updatesADisplayAfterItsCellAndSkipsWhatFollowsAFailure(@TempDir Path folder) throws Exception {
        try (KernelProcess kernel = new KernelProcess(folder)) {
            Header<?> shows =
                    kernel.ask(MessageType.EXECUTE_REQUEST, execute("Live level = Display.live(\"silent\");"));
            DisplayData first = (DisplayData)
                    kernel.published(MessageType.PUBLISH_DISPLAY_DATA, shows).getContent();
            kernel.reply();
            run(kernel, "new Thread(() -> level.update(\"loud\")).start();");
            DisplayData newer = (DisplayData) kernel.published(MessageType.PUBLISH_UPDATE_DISPLAY_DATA, shows)
                    .getContent();
            assertThat(newer.getData(MIMEType.TEXT_PLAIN)).isEqualTo("loud");
            assertThat(newer.getDisplayId()).isEqualTo(first.getDisplayId());

            kernel.ask(MessageType.EXECUTE_REQUEST, execute("Thread.sleep(500); int[] none = {}; none[1]"));
            kernel.ask(MessageType.EXECUTE_REQUEST, execute("System.exit(7)"));
            assertThat(((ErrorReply) kernel.reply().getContent()).getErrorName())
                    .isEqualTo("ArrayIndexOutOfBoundsException");
            assertThat(((ErrorReply) kernel.reply().getContent()).getErrorName())
                    .isEqualTo("NotRun");
            run(kernel, "1 + 1");
            assertThat(kernel.isAlive()).isTrue();
        }
    }

    @Test
    void closesTheEngineAndItsRecordingOnARestart(@TempDir Path folder) throws Exception {
        Path recording = folder.resolve("left.wav");
        try (KernelProcess kernel = new KernelProcess(folder)) {
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
