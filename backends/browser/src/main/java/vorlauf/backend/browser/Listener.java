package vorlauf.backend.browser;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.concurrent.Future;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;
import vorlauf.control.LiveControl;

/**
 * One connection of a page: sends frames as its credit allows, hears what its user does, and tells how things stand.
 *
 * <p>Whatever a page says wrong ends this connection and no other.
 *
 * <p>Threads: its event loop; {@link #feed} and {@link #end} any.
 */
final class Listener {
    private static final long SEND_MILLIS = 3;
    private static final long TELL_MILLIS = 100;
    /** A page says that it is there four times a second; one that is quiet for so long is gone without a word. */
    private static final long QUIET_NANOS = 10_000_000_000L;

    private static final long GROWTH_NANOS = 500_000_000L;
    private static final int CHUNK_FRAMES = 1_024;
    private static final int MOST_CHUNKS = 16;

    /** Messages that wait for the network; the credit keeps it far below that. */
    private static final int MOST_WAITING = 1_024;

    private final Audience audience;
    private final float[] frames;
    private final DriftControl drift;
    private final Sinks.Many<WebSocketFrame> out =
            Sinks.many().unicast().onBackpressureBuffer(new ArrayBlockingQueue<>(MOST_WAITING));
    private volatile @Nullable Feed feed;
    private volatile @Nullable WebsocketOutbound outbound;
    private @Nullable Channel channel;
    private @Nullable Future<?> sending;
    private @Nullable Future<?> telling;
    private List<LiveControl> toldControls = List.of();
    private boolean toldAnyControls;
    private int bufferFrames;
    private long grownNanos;
    private long heardNanos;
    private long lookedNanos;
    private long underruns;
    private long silentFrames;
    private long lostBefore;
    private boolean counted;
    private boolean left;

    Listener(Audience audience) {
        this.audience = audience;
        this.bufferFrames = audience.bufferFrames();
        this.frames = new float[CHUNK_FRAMES * audience.channels()];
        this.drift = new DriftControl(audience.bufferFrames(), audience.sampleRateHertz());
    }

    /** What is sent and heard until the connection ends. */
    Publisher<Void> serve(WebsocketInbound in, WebsocketOutbound output) {
        outbound = output;
        in.withConnection(connection -> {
            channel = connection.channel();
            connection.onDispose(this::leave);
        });
        if (!audience.join(this)) {
            return output.sendClose(
                    WebSocketCloseStatus.TRY_AGAIN_LATER.code(),
                    "there are " + Audience.MOST_LISTENERS + " listeners already");
        }
        heardNanos = audience.clock().nanoTime();
        say(Audience.lead(bufferFrames));
        say(audience.hello());
        telling = every(TELL_MILLIS, this::tell);
        Mono<Void> hearing = in.aggregateFrames(Message.MOST_BYTES)
                .receiveFrames()
                .doOnNext(this::hear)
                .then();
        Mono<Void> saying = output.sendObject(out.asFlux(), _ -> true).then();
        // How a connection ends is no error of ours.
        return Mono.firstWithSignal(saying, hearing).onErrorComplete();
    }

    private @Nullable Future<?> every(long millis, Runnable work) {
        Channel current = channel;
        return current == null
                ? null
                : current.eventLoop().scheduleWithFixedDelay(work, millis, millis, TimeUnit.MILLISECONDS);
    }

    private static void cancel(@Nullable Future<?> work) {
        if (work != null) {
            work.cancel(false);
        }
    }

    /** The frames on their way, where the page plays. */
    Optional<Feed> feed() {
        return Optional.ofNullable(feed);
    }

    private void leave() {
        if (!left) {
            left = true;
            cancel(sending);
            cancel(telling);
            feed = null;
            audience.leave(this);
        }
    }

    /** Ends the connection in order. */
    void end(String reason) {
        close(WebSocketCloseStatus.ENDPOINT_UNAVAILABLE, reason);
    }

    private void close(WebSocketCloseStatus status, String reason) {
        WebsocketOutbound current = outbound;
        if (current != null) {
            current.sendClose(status.code(), reason).subscribe(_ -> {}, _ -> {});
        }
    }

    // ---- hearing ---------------------------------------------------------------------------------------------------

    private void hear(WebSocketFrame frame) {
        heardNanos = audience.clock().nanoTime();
        if (!(frame instanceof TextWebSocketFrame text)) {
            close(WebSocketCloseStatus.INVALID_MESSAGE_TYPE, "a page says text");
            return;
        }
        Message message = Message.parse(text.text()).orElse(null);
        switch (message) {
            case null -> close(WebSocketCloseStatus.POLICY_VIOLATION, "not a message of this page");
            case Message.Play() -> play();
            case Message.Pause() -> pause();
            case Message.Here() -> {}
            case Message.Played played -> count(played);
            case Message.Hold(String control, double value) -> audience.hold(control, value);
            case Message.Follow(String control) -> audience.follow(control);
        }
    }

    private void play() {
        pause();
        drift.reset();
        lostBefore = 0;
        say(Audience.begin());
        feed = new Feed(bufferFrames, audience.channels(), audience.clock().nanoTime());
        sending = every(SEND_MILLIS, this::send);
        audience.feedsChanged();
    }

    private void pause() {
        cancel(sending);
        feed = null;
        audience.feedsChanged();
    }

    private void count(Message.Played played) {
        Feed current = feed;
        if (current == null) {
            return; // on its way when the page paused
        }
        if (!current.played(played.frames(), audience.clock().nanoTime())) {
            close(WebSocketCloseStatus.POLICY_VIOLATION, "more frames were played than were sent");
            return;
        }
        if (counted) {
            audience.missed(
                    Math.max(0, played.underruns() - underruns), Math.max(0, played.silentFrames() - silentFrames));
        }
        if (counted && played.underruns() > underruns) {
            grow(current);
        }
        counted = true;
        underruns = played.underruns();
        silentFrames = played.silentFrames();
    }

    /** One doubling for one time of need; what is held never shrinks, as nobody can tell that the need is over. */
    private void grow(Feed current) {
        long nowNanos = audience.clock().nanoTime();
        int wanted = Math.min(2 * bufferFrames, BrowserSettings.MOST_BUFFER_FRAMES);
        if (!audience.grows() || wanted <= bufferFrames || nowNanos - grownNanos < GROWTH_NANOS) {
            return;
        }
        grownNanos = nowNanos;
        bufferFrames = wanted;
        current.hold(wanted);
        drift.hold(wanted);
        say(Audience.lead(wanted));
    }

    // ---- saying ----------------------------------------------------------------------------------------------------

    private void say(String text) {
        emit(new TextWebSocketFrame(text));
    }

    private void emit(WebSocketFrame frame) {
        if (out.tryEmitNext(frame).isFailure()) {
            close(WebSocketCloseStatus.TRY_AGAIN_LATER, "this page takes nothing any more");
        }
    }

    private void send() {
        Feed current = feed;
        Channel network = channel;
        for (int chunk = 0;
                current != null && network != null && network.isWritable() && chunk < MOST_CHUNKS;
                chunk++) {
            int given = current.take(frames, CHUNK_FRAMES);
            if (given == 0) {
                return;
            }
            emit(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(encoded(frames, given * audience.channels()))));
        }
    }

    /** Samples as they are, little-endian. */
    static byte[] encoded(float[] samples, int count) {
        ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(samples, 0, count);
        return bytes.array();
    }

    private void tell() {
        Channel network = channel;
        if (network != null && audience.clock().nanoTime() - heardNanos > QUIET_NANOS) {
            var _ = network.close(); // nobody is there to agree on an end
            return;
        }
        adjust();
        List<LiveControl> controls = audience.controls();
        if (!toldAnyControls || !controls.equals(toldControls)) {
            toldAnyControls = true;
            toldControls = controls;
            say(Audience.sliders(controls));
        }
        say(audience.state(this, controls));
    }

    private void adjust() {
        long nowNanos = audience.clock().nanoTime();
        double elapsedSeconds = (nowNanos - lookedNanos) / 1e9;
        lookedNanos = nowNanos;
        Feed current = feed;
        if (current == null) {
            return;
        }
        audience.lost(current.lostFrames() - lostBefore);
        lostBefore = current.lostFrames();
        if (audience.isMaster(current) || !current.hasPlayed()) {
            drift.reset();
            current.pace(1);
        } else {
            current.pace(drift.look(current.backlogFrames(), elapsedSeconds));
        }
    }

    /** Adds what is this listener's own. */
    void addTo(Map<String, Object> state) {
        Feed current = feed;
        String role = current == null ? "does not listen" : audience.isMaster(current) ? "sets the pace" : "follows";
        state.put("role", role);
        state.put("firstFrame", current == null ? -1 : current.firstFrame());
        state.put("lostFrames", current == null ? 0 : current.lostFrames());
        state.put("resampled", drift.resamples());
        state.put("partsPerMillion", drift.partsPerMillion());
    }
}
