package vorlauf.notebooks.kernel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dflib.jjava.jupyter.channels.JupyterSocket;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A kernel's program in a process of its own, and a client that speaks Jupyter's protocol with it over ZeroMQ, as Jupyter does.
 *
 * <p>Threads: one at a time. Errors: {@link IllegalStateException} where the kernel says nothing for two minutes, or signs with
 * another key.
 */
public final class KernelClient implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int LIMIT_MILLIS = 120_000;
    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ZMQ.Context context = ZMQ.context(1);
    private final Process process;
    private final ClientSocket shell;
    private final ClientSocket control;
    private final ClientSocket published;

    /**
     * Starts a kernel.
     *
     * @param folder where its log and its connection file are put
     * @param command what Jupyter would start; the connection file comes after it
     */
    public KernelClient(Path folder, List<String> command) throws IOException, GeneralSecurityException {
        List<ServerSocket> free = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            free.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        }
        int[] ports = free.stream().mapToInt(ServerSocket::getLocalPort).toArray();
        for (ServerSocket socket : free) {
            socket.close();
        }
        KernelConnectionProperties properties = new KernelConnectionProperties(
                LOOPBACK, ports[0], ports[1], ports[2], ports[3], ports[4], "tcp", "hmac-sha256", "a key");
        Path file = Files.writeString(folder.resolve("connection.json"), properties.toJsonString());
        List<String> started = new ArrayList<>(command);
        started.add(file.toString());
        process = new ProcessBuilder(started)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("kernel.log").toFile())
                .start();
        HMACGenerator key = properties.createHMACGenerator();
        shell = new ClientSocket(context, SocketType.DEALER, key, ports[1]);
        control = new ClientSocket(context, SocketType.DEALER, key, ports[0]);
        published = new ClientSocket(context, SocketType.SUB, key, ports[4]);
    }

    /** Sends a request that the kernel runs in turn. */
    public <T> Header<T> ask(MessageType<T> type, T content) {
        return shell.request(type, content);
    }

    /** Sends a request that the kernel answers while a cell runs. */
    public <T> Header<T> command(MessageType<T> type, T content) {
        return control.request(type, content);
    }

    /** The next answer to what was asked. */
    public Received reply() {
        return shell.next();
    }

    /** The next answer to what was commanded. */
    public Received controlReply() {
        return control.next();
    }

    /** The next message to all clients of some type that answers a request. */
    public Received published(MessageType<?> type, Header<?> request) {
        while (true) {
            Received message = published.next();
            if (message.type().equals(type.getName()) && message.parentId().equals(request.getId())) {
                return message;
            }
        }
    }

    /** Waits for the end of the process; its exit code. */
    public int await() throws InterruptedException {
        boolean ended = process.waitFor(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
        return ended ? process.exitValue() : -1;
    }

    /** Whether the process runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        shell.close();
        control.close();
        published.close();
        context.close();
    }

    /** A client's end of a channel. */
    private static final class ClientSocket extends JupyterSocket {
        ClientSocket(ZMQ.Context context, SocketType type, HMACGenerator key, int port) {
            super(context, type, key, LoggerFactory.getLogger("client"));
            setReceiveTimeOut(LIMIT_MILLIS);
            setLinger(0);
            if (type == SocketType.SUB) {
                subscribe(new byte[0]);
            }
            connect("tcp://" + LOOPBACK + ":" + port);
        }

        @Override
        public void bind(KernelConnectionProperties properties) {
            throw new UnsupportedOperationException("a client connects");
        }

        <T> Header<T> request(MessageType<T> type, T content) {
            Header<T> header = new Header<>("vorlauf", type);
            sendMessage(new Message<>(header, content));
            return header;
        }

        /** The next message, read as any client does: the library's reader knows neither states nor failures. */
        Received next() {
            List<byte[]> frames = new ArrayList<>();
            do {
                byte @Nullable [] frame = recv();
                if (frame == null) {
                    throw new IllegalStateException("the kernel has said nothing for " + LIMIT_MILLIS + " ms");
                }
                frames.add(frame);
            } while (hasReceiveMore());
            int mark = 0;
            while (!Arrays.equals(frames.get(mark), DELIMITER)) {
                mark++;
            }
            byte[] header = frames.get(mark + 2);
            byte[] parent = frames.get(mark + 3);
            byte[] content = frames.get(mark + 5);
            String signature = hmacGenerator.calculateSignature(header, parent, frames.get(mark + 4), content);
            if (!signature.equals(new String(frames.get(mark + 1), StandardCharsets.UTF_8))) {
                throw new IllegalStateException("signed with another key");
            }
            return new Received(
                    JSON.readTree(header).path("msg_type").asString(""),
                    JSON.readTree(parent).path("msg_id").asString(""),
                    JSON.readTree(content));
        }
    }

    /**
     * A message of the kernel.
     *
     * @param parentId the request that it answers; empty where there is none
     */
    public record Received(String type, String parentId, JsonNode content) {
        /** How a cell ended: ok or error. */
        public String status() {
            return content.path("status").asString("");
        }

        /** The name of what a cell has thrown. */
        public String errorName() {
            return content.path("ename").asString("");
        }

        /** What is shown as plain text. */
        public String plain() {
            return content.path("data").path("text/plain").asString("");
        }
    }
}
