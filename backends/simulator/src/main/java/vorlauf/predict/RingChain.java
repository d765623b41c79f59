package vorlauf.predict;

import java.util.Arrays;
import vorlauf.simulate.Scenario;

/**
 * The stream of {@code TimingSimulation} as a Markov chain that can be copied in any state: what {@link Splitting} needs.
 *
 * <p>The order of events at one instant is the simulation's: a block completes, the deadline reads, a pause begins, a block
 * starts. A long time is not drawn at once: its probability of being longer is narrowed step by step, and each step that makes
 * it longer is a state of the chain, so that a single long pause is reached by degrees like a row of slow blocks is.
 *
 * <p>Threads: one.
 */
final class RingChain {
    /** How much a step narrows a draw: the first is what most draws stop at. */
    private static final double FIRST_STEP = 1.0 / 32;

    private static final double NEXT_STEP = 1.0 / 4;
    private static final double LEAST_PROBABILITY = 0x1p-200;

    /** What the chain does next. */
    private enum Phase {
        CONSUMER,
        COMPLETE,
        COVER,
        READ,
        WAKE_UP,
        START,
        COST,
        FREEZE,
        PAUSE
    }

    /** What is drawn. */
    enum Kind {
        COST,
        WAKE_UP,
        CONSUMER,
        PAUSE,
        GAP
    }

    /** Where draws come from. */
    interface Draws {
        /** Whether times are drawn step by step, by {@link #unit}; else at once, by {@link #nanos}. */
        boolean inSteps();

        /** Uniform over 0 (without) to 1 (with). */
        double unit();

        /** The next time of a kind. */
        long nanos(Kind kind);
    }

    private final RingModel model;
    private final Draws draws;
    private final boolean slips;
    private final long roomFrames;
    private final long leadBlocks;
    private final long periodWholeNanos;
    private final long periodRest;
    private final double periodNanos;
    private final double leadNanos;

    private Phase phase = Phase.CONSUMER;
    private Phase afterRender = Phase.CONSUMER;
    private Phase afterPause = Phase.START;
    private double probability = 1; // the time being drawn is one that is exceeded with no more than this
    private long drawnNanos; // its lower bound while it is being drawn, then its value
    private long current; // number of the deadline that is being looked at
    private long reads; // deadlines that have read
    private long dueNanos;
    private long carried;
    private long readNanos;
    private long fillFrames;
    private long nextBlock;
    private boolean rendering;
    private long startNanos;
    private long doneNanos;
    private long nextPauseNanos = Long.MAX_VALUE / 2;
    private long[] pauses = new long[8]; // from, to of the drawn ones that may still matter
    private int pauseCount;
    private boolean missed;

    RingChain(RingModel model, Draws draws) {
        this.model = model;
        this.draws = draws;
        slips = model.policy() == Scenario.Policy.SLIP;
        roomFrames = model.leadFrames() - model.blockFrames();
        leadBlocks = model.leadFrames() / model.periodFrames();
        long numerator = model.periodFrames() * 1_000_000_000L;
        periodWholeNanos = numerator / model.sampleRateHertz();
        periodRest = numerator % model.sampleRateHertz();
        periodNanos = model.periodNanos();
        leadNanos = model.leadFrames() * 1e9 / model.sampleRateHertz();
        fillFrames = model.leadFrames();
        nextBlock = leadBlocks + 1;
        if (model.hasPauses()) {
            nextPauseNanos = gapNanos();
        }
        beginDeadline();
    }

    /** Becomes a copy of another chain of the same model. */
    void copyFrom(RingChain other) {
        phase = other.phase;
        afterRender = other.afterRender;
        afterPause = other.afterPause;
        probability = other.probability;
        drawnNanos = other.drawnNanos;
        current = other.current;
        reads = other.reads;
        dueNanos = other.dueNanos;
        carried = other.carried;
        readNanos = other.readNanos;
        fillFrames = other.fillFrames;
        nextBlock = other.nextBlock;
        rendering = other.rendering;
        startNanos = other.startNanos;
        doneNanos = other.doneNanos;
        nextPauseNanos = other.nextPauseNanos;
        if (pauses.length < 2 * other.pauseCount) {
            pauses = new long[other.pauses.length];
        }
        System.arraycopy(other.pauses, 0, pauses, 0, 2 * other.pauseCount);
        pauseCount = other.pauseCount;
        missed = other.missed;
    }

    /** Deadlines that have read. */
    long reads() {
        return reads;
    }

    /** Goes on until a deadline has read, a block is scheduled, or a draw has got longer; returns whether a deadline missed. */
    boolean advance() {
        missed = false;
        while (!step()) {
            // each phase leads to the next one; a deadline reads after finitely many
        }
        return missed;
    }

    /** One phase; returns whether the state is worth a look. */
    private boolean step() {
        switch (phase) {
            case CONSUMER -> {
                if (!draw(model.consumer(), Kind.CONSUMER)) {
                    return true;
                }
                readNanos = Math.max(readNanos, dueNanos + drawnNanos);
                phase = Phase.COMPLETE;
            }
            case COMPLETE -> complete();
            case COVER -> {
                if (nextPauseNanos < readNanos) {
                    beginDraw(Phase.PAUSE);
                    afterPause = Phase.COVER;
                } else {
                    phase = Phase.READ;
                }
            }
            case READ -> {
                read();
                return true;
            }
            case WAKE_UP -> {
                if (!draw(model.wakeUp(), Kind.WAKE_UP)) {
                    return true;
                }
                beginRender(readNanos + drawnNanos, Phase.CONSUMER);
            }
            case START -> start();
            case COST -> {
                if (!draw(model.cost(), Kind.COST)) {
                    return true;
                }
                rendering = true;
                doneNanos = startNanos + drawnNanos;
                phase = Phase.FREEZE;
            }
            case FREEZE -> {
                if (nextPauseNanos >= doneNanos) {
                    phase = afterRender;
                    if (afterRender == Phase.CONSUMER) {
                        beginDeadline();
                    }
                    return true;
                }
                beginDraw(Phase.PAUSE);
                afterPause = Phase.FREEZE;
            }
            case PAUSE -> {
                if (!draw(model.pause(), Kind.PAUSE)) {
                    return true;
                }
                pauseDrawn();
            }
        }
        return false;
    }

    private void beginDeadline() {
        current++;
        dueNanos += periodWholeNanos;
        carried += periodRest;
        if (carried >= model.sampleRateHertz()) {
            carried -= model.sampleRateHertz();
            dueNanos++;
        }
        beginDraw(Phase.CONSUMER);
    }

    private void complete() {
        if (!rendering || doneNanos > readNanos) {
            phase = model.pauseStopsConsumer() ? Phase.COVER : Phase.READ;
            return;
        }
        rendering = false;
        boolean room;
        if (slips) {
            fillFrames += model.blockFrames();
            room = fillFrames <= roomFrames;
        } else {
            nextBlock++;
            room = nextBlock - leadBlocks < current;
        }
        if (room) {
            beginRender(doneNanos, Phase.COMPLETE);
        }
    }

    private void read() {
        boolean covered = model.pauseStopsConsumer() && pausedAt(readNanos);
        boolean room;
        if (slips) {
            long found = covered ? 0 : Math.min(fillFrames, model.periodFrames());
            fillFrames -= found;
            missed = found < model.periodFrames();
            room = fillFrames <= roomFrames;
        } else {
            missed = nextBlock <= current || covered;
            room = nextBlock - leadBlocks <= current;
        }
        reads = current;
        if (!rendering && room) {
            beginDraw(Phase.WAKE_UP);
        } else {
            beginDeadline();
        }
    }

    private void beginRender(long nanos, Phase after) {
        startNanos = nanos;
        afterRender = after;
        phase = Phase.START;
    }

    /** Moves the start of a block behind the pauses that it falls into. */
    private void start() {
        boolean moved = true;
        while (moved) {
            moved = false;
            for (int i = 0; i < pauseCount; i++) {
                if (pauses[2 * i] <= startNanos && startNanos < pauses[2 * i + 1]) {
                    startNanos = pauses[2 * i + 1];
                    moved = true;
                }
            }
        }
        if (nextPauseNanos <= startNanos) {
            beginDraw(Phase.PAUSE);
            afterPause = Phase.START;
        } else {
            beginDraw(Phase.COST);
        }
    }

    private void pauseDrawn() {
        long toNanos = nextPauseNanos + drawnNanos;
        if (afterPause == Phase.FREEZE) {
            doneNanos += drawnNanos;
        }
        forgetPauses();
        if (2 * pauseCount + 2 > pauses.length) {
            pauses = Arrays.copyOf(pauses, 2 * pauses.length);
        }
        pauses[2 * pauseCount] = nextPauseNanos;
        pauses[2 * pauseCount + 1] = toNanos;
        pauseCount++;
        nextPauseNanos = toNanos + Math.max(1, gapNanos());
        phase = afterPause;
    }

    /** Forgets pauses that ended before the last read: nothing happens before it any more. */
    private void forgetPauses() {
        int kept = 0;
        for (int i = 0; i < pauseCount; i++) {
            if (pauses[2 * i + 1] > readNanos) {
                pauses[2 * kept] = pauses[2 * i];
                pauses[2 * kept + 1] = pauses[2 * i + 1];
                kept++;
            }
        }
        pauseCount = kept;
    }

    private boolean pausedAt(long nanos) {
        for (int i = 0; i < pauseCount; i++) {
            if (pauses[2 * i] < nanos && nanos < pauses[2 * i + 1]) {
                return true;
            }
        }
        return false;
    }

    private void beginDraw(Phase next) {
        phase = next;
        probability = 1;
        drawnNanos = 0;
    }

    private long gapNanos() {
        return draws.inSteps() ? model.pauseGap().nanos(draws.unit()) : draws.nanos(Kind.GAP);
    }

    /** Draws a time, or one step of it: false where it has only got longer. */
    private boolean draw(Tail tail, Kind kind) {
        if (tail.isConstant()) {
            drawnNanos = tail.nanos(1);
            return true;
        }
        if (!draws.inSteps()) {
            drawnNanos = draws.nanos(kind);
            return true;
        }
        double step = probability == 1 ? FIRST_STEP : NEXT_STEP;
        double narrowed = probability * step;
        if (probability > LEAST_PROBABILITY && draws.unit() <= step) {
            probability = narrowed;
            drawnNanos = tail.nanos(narrowed);
            return false;
        }
        drawnNanos = tail.nanos(narrowed + (probability - narrowed) * draws.unit());
        return true;
    }

    /**
     * How near the next miss is, nanoseconds: 0 with a full ring and an idle producer, the lead where frames run out when the
     * next block is done. The importance function; any would be right, a good one is fast.
     */
    double lagNanos() {
        long drawing = probability < 1 ? drawnNanos : 0;
        long comesNanos =
                current > reads ? Math.max(readNanos, dueNanos + (phase == Phase.CONSUMER ? drawing : 0)) : readNanos;
        long ready = slips ? fillFrames / model.periodFrames() : nextBlock - 1 - reads;
        double emptyNanos = Math.max((double) comesNanos, dueNanos + (reads + ready + 1 - current) * periodNanos);
        return leadNanos - (emptyNanos - readyNanos(comesNanos, drawing));
    }

    /** The earliest instant at which the next block can be done. */
    private double readyNanos(long comesNanos, long drawing) {
        return switch (phase) {
            case START -> startNanos;
            case COST -> startNanos + drawing;
            case FREEZE -> doneNanos;
            case WAKE_UP -> readNanos + drawing;
            case PAUSE ->
                switch (afterPause) {
                    case START -> Math.max(startNanos, nextPauseNanos + drawing);
                    case FREEZE -> doneNanos + drawing;
                    default -> rendering ? doneNanos : Math.max(comesNanos, nextPauseNanos + drawing);
                };
            default -> rendering ? doneNanos : resumedNanos(comesNanos);
        };
    }

    /** An instant, or the end of the drawn pause that it falls into. */
    private long resumedNanos(long nanos) {
        long resumed = nanos;
        for (int i = 0; i < pauseCount; i++) {
            resumed = pauses[2 * i] <= nanos ? Math.max(resumed, pauses[2 * i + 1]) : resumed;
        }
        return resumed;
    }
}
