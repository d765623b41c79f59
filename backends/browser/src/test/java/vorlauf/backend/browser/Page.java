package vorlauf.backend.browser;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A page without a browser: takes frames, says what it likes. */
final class Page implements WebSocket.Listener, AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final StringBuilder text = new StringBuilder();
    private byte[] bytes = new byte[1 << 22];
    private int byteCount;
    private String newestState = "";
    private volatile int closeStatus;
    private final AtomicBoolean plays = new AtomicBoolean(true);

    /** Connects to a stream's address as its own page would. */
    Page(String address) {
        URI uri = URI.create(address);
        String origin = "http://" + uri.getAuthority();
        socket = http.newWebSocketBuilder()
                .header("Origin", origin)
                .buildAsync(URI.create(address.replace("http:", "ws:") + "live"), this)
                .join();
    }

    /** Answers a plain request. */
    static HttpResponse<String> get(String address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    java.net.http.HttpRequest.newBuilder(URI.create(address)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    void say(String message) {
        socket.sendText(message, true).join();
    }

    /** One message in so many fragments of this text each. */
    void sayInParts(String part, int count) {
        for (int sent = 1; sent <= count; sent++) {
            socket.sendText(part, sent == count).join();
        }
    }

    void sayBytes(int count) {
        socket.sendBinary(ByteBuffer.allocate(count), true).join();
    }

    /** Hears, but plays nothing any more. */
    void stall() {
        plays.set(false);
    }

    void cut() {
        socket.abort();
    }

    /** How the connection was closed, 0 while it is open. */
    int closeStatus() {
        return closeStatus;
    }

    synchronized float[] heard() {
        float[] samples = new float[heardCount()];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(samples);
        return samples;
    }

    synchronized int heardCount() {
        return byteCount / Float.BYTES;
    }

    synchronized String state() {
        return newestState;
    }

    @Override
    public synchronized @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        int more = data.remaining(); // a part of a message may end within a sample
        if (byteCount + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        data.get(bytes, byteCount, more);
        byteCount += more;
        from.request(1);
        // Credit at once: a page that plays as fast as it hears.
        return plays.get()
                ? from.sendText(
                        "{\"kind\":\"consumed\",\"frames\":" + heardCount() + ",\"underruns\":0,\"silentFrames\":0}",
                        true)
                : null;
    }

    @Override
    public synchronized @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            if (text.indexOf("\"state\"") >= 0) {
                newestState = text.toString();
            }
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        closeStatus = status;
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        closeStatus = -1;
    }

    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
    }
}
