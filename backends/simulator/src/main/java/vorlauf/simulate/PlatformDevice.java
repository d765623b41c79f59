package vorlauf.simulate;

import java.util.ArrayDeque;
import java.util.List;
import vorlauf.engine.FrameTime;
import vorlauf.simulate.PlatformEvent.Kind;

/**
 * A platform and the client that feeds it: the device drains its buffer at its deadlines, the client fills it with frames of
 * the engine, and incidents come between them.
 *
 * <p>Deadlines are counted from the start of the device, each at the whole nanosecond of its frame. At one instant the device
 * plays first, then the client has its turn, then an incident begins.
 *
 * <p>Threads: one.
 */
final class PlatformDevice implements VirtualConsumer {
    /** Bursts that the tuner of AAudio lets a buffer grow to. */
    static final int MOST_BURSTS = 8;

    /** Writes in a row that took nothing, after which a client gives a device up. */
    static final int ZERO_WRITES = 4;

    private final Profile profile;
    private final Platform platform;
    private final PlatformHost host;
    private final Flaw flaw;
    private final ArrayDeque<Incident> incidents;
    private final long endNanos;
    private final Length.Sampler delay;
    private final StallTimeline clientStalls;
    private final RandomStream sizes;

    private int rateHertz;
    private int periodFrames;
    private int bufferFrames;
    private int bufferedFrames;
    private int sliceFrames;
    private int owedPeriods;
    private long startNanos;
    private long passedFrames;
    private long deviceNanos = NEVER;
    private long clientNanos = NEVER;
    private long calledNanos;
    private long upNanos = NEVER;
    private Incident down = new Incident(0, Incident.Kind.SUSPEND, 0, 0);
    private long stalledUntilNanos;
    private boolean mustPrepare;
    private boolean dead;
    private int zeroWrites;
    private long xruns;
    private long tunedXruns;

    PlatformDevice(
            Profile profile, Scenario scenario, List<Incident> incidents, long endNanos, PlatformHost host, Flaw flaw) {
        this.profile = profile;
        platform = profile.platform();
        this.host = host;
        this.flaw = flaw;
        this.endNanos = endNanos;
        this.incidents = new ArrayDeque<>(incidents);
        delay = scenario.consumerDelay().sampler(new RandomStream(scenario.seed(), "consumerJitter"));
        clientStalls = TimingSimulation.consumerStalls(scenario);
        sizes = new RandomStream(scenario.seed(), "sizes");
        rateHertz = scenario.sampleRateHertz();
        periodFrames = scenario.periodFrames();
    }

    /** Opens the device and plays from instant 0 on. */
    void open() {
        open(0);
    }

    @Override
    public long nextNanos() {
        long incidentNanos = incidents.isEmpty() ? NEVER : incidents.getFirst().atNanos();
        long next = Math.min(Math.min(deviceNanos, clientNanos), Math.min(upNanos, incidentNanos));
        return next > endNanos ? NEVER : next;
    }

    @Override
    public void act(long nowNanos) {
        if (deviceNanos == nowNanos) {
            play(nowNanos);
        } else if (clientNanos == nowNanos) {
            clientNanos = NEVER;
            client(nowNanos);
        } else if (upNanos == nowNanos) {
            upNanos = NEVER;
            up(nowNanos);
        } else {
            begin(incidents.removeFirst(), nowNanos);
        }
    }

    // ---- device
    // ------------------------------------------------------------------------------------------------------

    private void play(long nowNanos) {
        if (platform.calls() == Platform.Calls.MADE_UP) {
            owedPeriods++;
            passedFrames += periodFrames;
            deviceNanos = startNanos + FrameTime.nanos(passedFrames + periodFrames, rateHertz);
            callClient(nowNanos);
            return;
        }
        int held = bufferedFrames;
        int played = Math.min(held, sliceFrames);
        bufferedFrames -= played;
        host.played(
                nowNanos,
                sliceFrames,
                sliceFrames - played,
                held,
                clientNanos == NEVER ? 0 : clientNanos - calledNanos);
        passedFrames += sliceFrames;
        if (played < sliceFrames) {
            xruns = flaw == Flaw.COUNTER_RESETS ? 0 : xruns + 1;
            if (platform.dry() != Platform.Dry.SILENT) {
                host.log(nowNanos, Kind.XRUN, sliceFrames - played, xruns);
            }
        }
        if (played < sliceFrames && platform.dry() == Platform.Dry.STOPS) {
            deviceNanos = NEVER;
            mustPrepare = true;
        } else {
            nextSlice();
            deviceNanos = startNanos + FrameTime.nanos(passedFrames + sliceFrames, rateHertz);
        }
        callClient(nowNanos);
    }

    /** Decides how many frames are played next. */
    private void nextSlice() {
        int differing = platform.calls() == Platform.Calls.SLICES ? (int) Math.floorMod(sizes.nextLong(), 3L) - 1 : 0;
        sliceFrames = Math.min(platform.mostCallFrames(), Math.max(1, periodFrames + differing));
        if (platform.calls() != Platform.Calls.SLICES) {
            sliceFrames = periodFrames;
        }
    }

    private void callClient(long nowNanos) {
        if (clientNanos == NEVER) {
            calledNanos = nowNanos;
            clientNanos = clientStalls.start(Math.max(stalledUntilNanos, nowNanos + delay.nextNanos()));
        }
    }

    // ---- client
    // ------------------------------------------------------------------------------------------------------

    private void open(long nowNanos) {
        bufferFrames = profile.bufferFrames(periodFrames);
        host.log(nowNanos, Kind.OPENED, bufferFrames, rateHertz);
        start(nowNanos);
    }

    private void start(long nowNanos) {
        nextSlice();
        fill(nowNanos);
        startNanos = nowNanos;
        passedFrames = 0;
        deviceNanos = startNanos + FrameTime.nanos(sliceFrames, rateHertz);
        host.log(nowNanos, Kind.STARTED, 0, 0);
    }

    private void client(long nowNanos) {
        if (dead) {
            writeInVain(nowNanos);
            return;
        }
        if (mustPrepare) {
            mustPrepare = false;
            host.log(nowNanos, Kind.REFUSED, periodFrames, 0);
            if (flaw != Flaw.WRITES_WITHOUT_PREPARE) {
                host.log(nowNanos, Kind.PREPARED, 0, 0);
            }
            start(nowNanos);
            return;
        }
        fill(nowNanos);
        if (platform.calls() == Platform.Calls.BURSTS && xruns != tunedXruns) {
            tunedXruns = xruns;
            tune(nowNanos);
        }
    }

    /** Oboe's LatencyTuner: one burst more for new underruns, however many; never less. */
    private void tune(long nowNanos) {
        int before = bufferFrames;
        int wanted = before + (flaw == Flaw.TUNES_DOWN ? -periodFrames : periodFrames);
        bufferFrames = Math.min(MOST_BURSTS * periodFrames, wanted);
        if (bufferFrames != before) {
            host.log(nowNanos, Kind.TUNED, bufferFrames, before);
        }
    }

    private void fill(long nowNanos) {
        switch (platform.calls()) {
            case QUANTA -> {
                int frames = flaw == Flaw.IGNORES_HINT ? platform.callFrames() : profile.callFrames();
                while (bufferedFrames < periodFrames) {
                    call(nowNanos, frames);
                }
            }
            case BURSTS, PERIODS -> {
                while (bufferFrames - bufferedFrames >= periodFrames) {
                    call(nowNanos, periodFrames);
                }
            }
            case MADE_UP -> makeUp(nowNanos);
            case SLICES -> {
                if (bufferedFrames < sliceFrames) {
                    call(nowNanos, sliceFrames);
                }
            }
            case ROOM -> {
                if (bufferedFrames < bufferFrames) {
                    call(nowNanos, bufferFrames - bufferedFrames);
                }
            }
        }
    }

    /** Takes all periods that are due; nothing of them waits. */
    private void makeUp(long nowNanos) {
        if (owedPeriods > 1 && flaw == Flaw.LOSES_FRAMES) {
            host.pullAndForget(periodFrames);
        }
        for (; owedPeriods > 0; owedPeriods--) {
            call(nowNanos, periodFrames);
            host.playedAtOnce(nowNanos, periodFrames);
            bufferedFrames -= periodFrames;
            owedPeriods = flaw == Flaw.FORGETS_PERIODS ? 1 : owedPeriods;
        }
    }

    private void call(long nowNanos, int wanted) {
        int frames = wanted
                + switch (flaw) {
                    case ODD_SIZE -> 1;
                    case HUGE_CALL -> profile.mostCallFrames();
                    case OVERFILLS -> bufferFrames;
                    default -> 0;
                };
        host.pull(nowNanos, frames);
        bufferedFrames += frames;
        host.log(nowNanos, Kind.WRITTEN, frames, bufferedFrames);
    }

    private void writeInVain(long nowNanos) {
        host.log(nowNanos, Kind.REFUSED, periodFrames, 0);
        if (++zeroWrites >= ZERO_WRITES && flaw != Flaw.IGNORES_DEAD_LINE) {
            dead = false;
            close(nowNanos);
            upNanos = nowNanos + downNanos();
        } else {
            clientNanos = nowNanos + FrameTime.nanos(periodFrames, rateHertz);
        }
    }

    private void close(long nowNanos) {
        host.lost(nowNanos, bufferedFrames);
        bufferedFrames = 0;
        mustPrepare = false;
        deviceNanos = NEVER;
        clientNanos = NEVER;
        stopped(nowNanos);
    }

    /** A client that keeps its contract has nothing to do here. */
    private void stopped(long nowNanos) {
        if (flaw == Flaw.CALLS_WHILE_STOPPED) {
            call(nowNanos, periodFrames);
            bufferedFrames = 0;
        }
    }

    // ---- incidents
    // ---------------------------------------------------------------------------------------------------

    private void begin(Incident incident, long nowNanos) {
        if (upNanos != NEVER || dead) {
            return; // the platform is away; it cannot go twice
        }
        switch (incident.kind()) {
            case STALL -> {
                stalledUntilNanos = nowNanos + incident.lengthNanos();
                host.underruns().clientStops(nowNanos, stalledUntilNanos);
                clientNanos = clientNanos == NEVER ? NEVER : Math.max(clientNanos, stalledUntilNanos);
            }
            case SIZE -> size(incident.value(), nowNanos);
            case DEAD -> {
                dead = true;
                zeroWrites = 0;
                deviceNanos = NEVER;
                down = incident;
                callClient(nowNanos);
            }
            case SUSPEND, CLIENT_STOP -> {
                down(incident, nowNanos);
                host.playedOut(nowNanos, bufferedFrames);
                bufferedFrames = 0;
                host.log(nowNanos, Kind.STOPPED, 0, 0);
                stopped(nowNanos);
            }
            case ROUTE -> {
                down(incident, nowNanos);
                if (flaw != Flaw.SILENT_DISCONNECT) {
                    host.log(nowNanos, Kind.ROUTE, 0, incident.value());
                }
                close(nowNanos);
                host.replaceEngine(flaw == Flaw.OLD_RATE ? rateHertz : incident.value(), nowNanos);
            }
            case DISCONNECT -> {
                down(incident, nowNanos);
                disconnect(nowNanos);
            }
        }
    }

    private void down(Incident incident, long nowNanos) {
        down = incident;
        deviceNanos = NEVER;
        clientNanos = NEVER;
        mustPrepare = false;
        upNanos = nowNanos + downNanos();
    }

    private long downNanos() {
        return flaw == Flaw.RECOVERS_LATE
                ? 2 * down.lengthNanos() + FrameTime.nanos(2L * periodFrames, rateHertz)
                : down.lengthNanos();
    }

    private void disconnect(long nowNanos) {
        boolean tells = platform == Platform.AAUDIO;
        if (flaw != Flaw.SILENT_DISCONNECT) {
            host.log(nowNanos, Kind.DISCONNECTED, 0, 0);
            if (tells) {
                host.log(nowNanos, Kind.ERROR_BEFORE_CLOSE, 0, 0);
            }
        }
        if (flaw == Flaw.STARTS_WITHOUT_CLOSE) {
            host.log(nowNanos, Kind.STARTED, 0, 0);
        }
        close(nowNanos);
        if (tells && flaw != Flaw.SILENT_DISCONNECT) {
            host.log(nowNanos, Kind.ERROR_AFTER_CLOSE, 0, 0);
        }
    }

    /** The device plays what it has, and goes on with other counts at once. */
    private void size(int frames, long nowNanos) {
        clientNanos = NEVER;
        mustPrepare = false;
        host.playedOut(nowNanos, bufferedFrames);
        bufferedFrames = 0;
        if (flaw != Flaw.UNANNOUNCED_SIZE) {
            host.log(nowNanos, Kind.SIZE, frames, 0);
        }
        periodFrames = frames;
        bufferFrames = profile.bufferFrames(frames);
        start(nowNanos);
    }

    private void up(long nowNanos) {
        if (flaw == Flaw.LOSES_FRAMES) {
            host.pullAndForget(periodFrames);
        }
        switch (down.kind()) {
            case SUSPEND, CLIENT_STOP -> {
                host.log(nowNanos, Kind.RESUMED, 0, 0);
                start(nowNanos);
            }
            case ROUTE -> {
                rateHertz = flaw == Flaw.OLD_RATE ? rateHertz : down.value();
                open(nowNanos);
            }
            case DISCONNECT, DEAD -> open(nowNanos);
            case SIZE, STALL -> throw new IllegalStateException(down + " does not end");
        }
    }

    /** Frames that wait in the device's buffer. */
    int bufferedFrames() {
        return bufferedFrames;
    }
}
