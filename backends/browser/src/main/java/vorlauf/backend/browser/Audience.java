package vorlauf.backend.browser;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import tools.jackson.databind.json.JsonMapper;
import vorlauf.control.LiveControl;
import vorlauf.engine.Desk;
import vorlauf.engine.MeterReading;
import vorlauf.engine.StreamRequest;
import vorlauf.page.ControlRange;
import vorlauf.render.Clock;

/**
 * All that listen to a stream, and what they are told of it.
 *
 * <p>Threads: {@link #show} and {@link #end} the control thread, the rest any.
 */
final class Audience {
    /** Most connections at once. */
    static final int MOST_LISTENERS = 16;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final BrowserSettings settings;
    private final StreamRequest request;
    private final Pacer pacer;
    private final Clock clock;
    private final Map<String, MeterReading> readings = new ConcurrentSkipListMap<>();
    private final AtomicLong underruns = new AtomicLong();
    private final AtomicLong silentFrames = new AtomicLong();
    private final AtomicLong lostFrames = new AtomicLong();
    private final List<Listener> listeners = new ArrayList<>();
    private volatile @Nullable Desk desk;
    private @Nullable Disposable metering;

    Audience(BrowserSettings settings, StreamRequest request, Pacer pacer, Clock clock) {
        this.settings = settings;
        this.request = request;
        this.pacer = pacer;
        this.clock = clock;
    }

    /** What there is to show from now on. */
    void show(Desk newDesk) {
        desk = newDesk;
        metering = newDesk.meters().subscribe(reading -> readings.put(reading.meter(), reading));
    }

    /** Takes a connection in; false where there are too many. */
    synchronized boolean join(Listener listener) {
        return listeners.size() < MOST_LISTENERS && listeners.add(listener);
    }

    synchronized void leave(Listener listener) {
        listeners.remove(listener);
        feedsChanged();
    }

    /** Gives the pacer the feeds that there are now. */
    synchronized void feedsChanged() {
        pacer.listeners(listeners.stream().flatMap(each -> each.feed().stream()).toArray(Feed[]::new));
    }

    synchronized int size() {
        return listeners.size();
    }

    /** Ends all connections. */
    synchronized void end(String reason) {
        Disposable subscription = metering;
        if (subscription != null) {
            subscription.dispose();
        }
        List.copyOf(listeners).forEach(listener -> listener.end(reason));
    }

    Clock clock() {
        return clock;
    }

    int channels() {
        return request.channels();
    }

    int bufferFrames() {
        return settings.bufferFrames();
    }

    /** Whether a page that has run dry holds more from then on. */
    boolean grows() {
        return settings.grows();
    }

    /**
     * Frames that are at a page before it plays, at first and after silence: as good as all that it holds. The pacer leaves up to
     * {@link Pacer#LEAST_FRAMES} out, the filter for those that drift holds some back.
     */
    static int resumeFrames(int bufferFrames) {
        return bufferFrames - bufferFrames / 8;
    }

    double sampleRateHertz() {
        return request.sampleRateHertz();
    }

    boolean isMaster(Feed feed) {
        return feed == pacer.master();
    }

    // ---- what goes wrong at the listeners --------------------------------------------------------------------------

    void missed(long events, long frames) {
        underruns.addAndGet(events);
        silentFrames.addAndGet(frames);
    }

    void lost(long frames) {
        lostFrames.addAndGet(frames);
    }

    /** Underruns of all pages so far. */
    long underruns() {
        return underruns.get();
    }

    /** Frames of silence in their place. */
    long silentFrames() {
        return silentFrames.get();
    }

    /** Frames that came too fast for single listeners. */
    long lostFrames() {
        return lostFrames.get();
    }

    // ---- controls --------------------------------------------------------------------------------------------------

    /** The controls now; another list, or the same one where the graph was not edited. */
    List<LiveControl> controls() {
        Desk current = desk;
        return current == null ? List.of() : current.controls();
    }

    void hold(String name, double value) {
        controls().stream().filter(control -> control.name().equals(name)).forEach(control -> control.hold(value));
    }

    void follow(String name) {
        controls().stream().filter(control -> control.name().equals(name)).forEach(LiveControl::follow);
    }

    // ---- messages --------------------------------------------------------------------------------------------------

    String hello() {
        return json(Map.of("kind", "hello", "sampleRate", request.sampleRateHertz(), "channels", request.channels()));
    }

    /** How many frames a page is to hold from now on. */
    static String lead(int bufferFrames) {
        return json(Map.of("kind", "lead", "bufferFrames", bufferFrames, "resumeFrames", resumeFrames(bufferFrames)));
    }

    static String begin() {
        return json(Map.of("kind", "begin"));
    }

    static String sliders(List<LiveControl> controls) {
        return json(Map.of(
                "kind",
                "controls",
                "controls",
                controls.stream().map(Audience::slider).toList()));
    }

    private static Map<String, Object> slider(LiveControl control) {
        return new ControlRange(control.name(), control.initial(), control.lowest(), control.highest()).slider();
    }

    /** How things stand for one listener. */
    String state(Listener listener, List<LiveControl> controls) {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("kind", "state");
        state.put("values", controls.stream().map(LiveControl::value).toList());
        state.put("held", controls.stream().map(LiveControl::isHeld).toList());
        state.put("meters", readings.values().stream().map(Audience::bar).toList());
        state.put("listeners", size());
        listener.addTo(state);
        return json(state);
    }

    private static Map<String, Object> bar(MeterReading reading) {
        return Map.of("name", reading.meter(), "peak", reading.peak());
    }

    private static String json(Map<String, Object> message) {
        return JSON.writeValueAsString(message);
    }
}
