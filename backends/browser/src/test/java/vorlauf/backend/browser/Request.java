package vorlauf.backend.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A request written byte for byte, since clients of the JDK and of browsers decide themselves what Host and Origin are. */
final class Request {
    private static final int LIMIT_MILLIS = 20_000;

    private Request() {}

    /** The status of the answer to a request for a page's file, sent to its server under another name. */
    static int file(String address, String host) throws IOException {
        return send(URI.create(address), List.of("Host: " + host, "Connection: close"));
    }

    /** The status of the answer to a WebSocket's first request: 101 where it is let in. */
    static int connection(String address, String host, String origin) throws IOException {
        return send(
                URI.create(address + "live"),
                List.of(
                        "Host: " + host,
                        "Origin: " + origin,
                        "Connection: Upgrade",
                        "Upgrade: websocket",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="));
    }

    /** Whether anybody listens on a port of an address of this machine. */
    static boolean isHeard(InetAddress address, int port) {
        try (Socket _ = new Socket(address, port)) {
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private static int send(URI where, List<String> headers) throws IOException {
        try (Socket socket = new Socket(where.getHost(), where.getPort())) {
            socket.setSoTimeout(LIMIT_MILLIS);
            String request = "GET " + where.getPath() + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String status = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            return Integer.parseInt(status.split(" ", 3)[1]);
        }
    }
}
