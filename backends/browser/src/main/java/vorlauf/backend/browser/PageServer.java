package vorlauf.backend.browser;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.resources.LoopResources;
import vorlauf.engine.BackendException;
import vorlauf.realtime.ThreadPriority;

/**
 * The web server of one stream: the page's files and its WebSocket, below a token that nobody can guess.
 *
 * <p>Threads: {@link #start} and {@link #close} the control thread; requests are served on one event loop.
 */
final class PageServer implements AutoCloseable {
    private static final String THREADS = "vorlauf-browser";
    private static final int TOKEN_BYTES = 16;
    private static final int MOST_CONNECTIONS = 64;
    private static final Duration START = Duration.ofSeconds(5);
    private static final Duration STOP = Duration.ofSeconds(1);

    private final PageContent content;
    private final Audience audience;
    private final Gate gate;
    private final String token;
    private final LoopResources loops = LoopResources.create(THREADS, 1, 1, true);
    private final DisposableServer server;

    private PageServer(BrowserSettings settings, PageContent content, Audience audience) throws SocketException {
        this.content = content;
        this.audience = audience;
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        this.token = HexFormat.of().formatHex(random);
        this.gate = new Gate(token, Gate.names(settings.address()), settings.origins());
        this.server = HttpServer.create()
                .runOn(loops, false)
                .bindAddress(() -> new InetSocketAddress(settings.address(), settings.port()))
                .maxKeepAliveRequests(MOST_CONNECTIONS)
                .handle(this::answer)
                .bindNow(START);
        // It carries the sound: a machine that is busy with other things shall not hold that up.
        loops.onServer(false).execute(() -> ThreadPriority.raise(false));
    }

    /** A server that listens. */
    static PageServer start(BrowserSettings settings, Audience audience) throws BackendException {
        try {
            return new PageServer(settings, PageContent.of(settings), audience);
        } catch (IOException | RuntimeException failed) {
            throw new BackendException(
                    BrowserBackend.NAME + ": cannot listen on "
                            + settings.address().getHostAddress() + " port " + settings.port() + ": "
                            + reason(failed) + "; --option port= and --option bind= choose others",
                    failed);
        }
    }

    private static String reason(Throwable failed) {
        Throwable cause = failed;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null ? cause.toString() : message.lines().findFirst().orElse("");
    }

    /** The address of the page, token included, for a browser on this machine. */
    String address() {
        InetSocketAddress bound = (InetSocketAddress) server.address();
        String host = bound.getAddress().isAnyLocalAddress() ? "127.0.0.1" : Gate.literal(bound.getAddress());
        return "http://" + host + ":" + bound.getPort() + "/" + token + "/";
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        content.headers().forEach(response::header);
        String host = request.requestHeaders().get(HttpHeaderNames.HOST);
        String path = request.uri().split("\\?", 2)[0];
        int slash = path.indexOf('/', 1);
        if (slash < 0 || !gate.knows(path.substring(1, slash)) || !gate.isHost(host)) {
            return refuse(response, 403, "This address is not complete, or not for you.\n");
        }
        if (!request.method().equals(HttpMethod.GET)) {
            return refuse(response, 405, "A page is got.\n");
        }
        String name = path.substring(slash + 1);
        if (name.equals("live")) {
            return gate.isOrigin(request.requestHeaders().get(HttpHeaderNames.ORIGIN), host)
                    ? connect(response)
                    : refuse(response, 403, "Only the page itself connects here.\n");
        }
        PageContent.File file = content.files().get(name.isEmpty() ? "index.html" : name);
        if (file == null) {
            return refuse(response, 404, "There is no such file.\n");
        }
        return response.header(HttpHeaderNames.CONTENT_TYPE, file.type()).sendByteArray(Mono.just(file.bytes()));
    }

    private Publisher<Void> connect(HttpServerResponse response) {
        return response.sendWebsocket(
                (in, out) -> new Listener(audience).serve(in, out),
                WebsocketServerSpec.builder()
                        .maxFramePayloadLength(Message.MOST_BYTES)
                        .build());
    }

    private static Publisher<Void> refuse(HttpServerResponse response, int status, String line) {
        return response.status(status)
                .header(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .sendString(Mono.just(line));
    }

    @Override
    public void close() {
        try {
            server.disposeNow(STOP);
        } catch (IllegalStateException _) {
            // A connection that does not end in time ends with its event loop.
        }
        loops.disposeLater(Duration.ZERO, STOP).subscribe();
    }
}
