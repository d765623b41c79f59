package vorlauf.engine;

import java.util.List;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import vorlauf.compile.CompiledGraph;
import vorlauf.plan.RenderPlan;
import vorlauf.render.RenderRecord;
import vorlauf.ring.RecordRing;

/**
 * Reads what the real-time threads recorded and makes histograms, events and flight-recorder events of it.
 *
 * <p>Threads: control thread.
 */
final class Telemetry {
    static final int RECORDS = 1 << 14;

    private static final long LONGEST_NANOS = 60_000_000_000L;
    private static final int DIGITS = 3;
    private static final int DRAINED_AT_ONCE = 4 * RECORDS;

    private final RecordRing producerRecords = new RecordRing(RenderRecord.LONGS, RECORDS);
    private final RecordRing pullRecords = new RecordRing(RenderRecord.LONGS, RECORDS);
    private final long[] record = new long[RenderRecord.LONGS];
    private final Histogram renderNanos = new Histogram(1, LONGEST_NANOS, DIGITS);
    private final Histogram latenessNanos = new Histogram(1, LONGEST_NANOS, DIGITS);
    private final Histogram fillFrames;
    private final int highestFillFrames;
    private final Session session;
    private final Consumer<EngineEvent> events;
    private final Consumer<MeterReading> meters;
    private final @Nullable UnderrunExplainer explainer;
    private final FillHistory fillHistory;
    private LiveWitness witness = LiveWitness.NONE;
    private long swaps;
    private long mutedBlocks;

    /**
     * Telemetry of one stream.
     *
     * @param explainer is told blocks and pulls, null offline
     */
    Telemetry(
            Session session,
            int leadLimitFrames,
            Consumer<EngineEvent> events,
            Consumer<MeterReading> meters,
            @Nullable UnderrunExplainer explainer) {
        this.session = session;
        this.events = events;
        this.meters = meters;
        this.explainer = explainer;
        this.highestFillFrames = Math.max(2, leadLimitFrames);
        this.fillFrames = new Histogram(1, highestFillFrames, DIGITS);
        this.fillHistory = new FillHistory();
    }

    /** Lets a witness see blocks and pulls from now on. */
    void watch(LiveWitness newWitness) {
        witness = newWitness;
    }

    RecordRing producerRecords() {
        return producerRecords;
    }

    RecordRing pullRecords() {
        return pullRecords;
    }

    FillHistory fillHistory() {
        return fillHistory;
    }

    /** Reads what is there; blocks first, so that an underrun finds the blocks around it. */
    void drain(long nowNanos) {
        for (int left = DRAINED_AT_ONCE; left > 0 && producerRecords.read(record); left--) {
            producerRecord(nowNanos);
        }
        for (int left = DRAINED_AT_ONCE; left > 0 && pullRecords.read(record); left--) {
            pull(nowNanos);
        }
        if (explainer != null) {
            explainer.tellKnown(nowNanos);
        }
    }

    private void producerRecord(long nowNanos) {
        long kind = record[RenderRecord.KIND];
        if (kind == RenderRecord.BLOCK) {
            block(nowNanos);
        } else if (kind == RenderRecord.SWAP) {
            swap();
        } else if (kind == RenderRecord.FAULT) {
            fault();
        } else if (kind == RenderRecord.METER) {
            meter();
        } else if (kind == RenderRecord.LEAD) {
            lead();
        } else {
            throw new IllegalStateException("a record of the unknown kind " + kind);
        }
    }

    private void block(long nowNanos) {
        long nanos = record[RenderRecord.BLOCK_END_NANOS] - record[RenderRecord.BLOCK_START_NANOS];
        renderNanos.recordValue(clamp(nanos));
        latenessNanos.recordValue(clamp(record[RenderRecord.BLOCK_LATENESS_NANOS]));
        if (explainer != null) {
            explainer.block(record, nowNanos);
        }
        witness.block(
                record[RenderRecord.BLOCK_START_NANOS],
                record[RenderRecord.BLOCK_END_NANOS],
                record[RenderRecord.BLOCK_LATENESS_NANOS]);
        FlightEvents.BlockRenderedEvent event = new FlightEvents.BlockRenderedEvent();
        if (event.isEnabled()) {
            event.positionFrames = record[RenderRecord.POSITION_FRAMES];
            event.renderNanos = nanos;
            event.latenessNanos = record[RenderRecord.BLOCK_LATENESS_NANOS];
            event.fillFrames = (int) record[RenderRecord.BLOCK_FILL_FRAMES];
            event.revision = record[RenderRecord.BLOCK_REVISION];
            event.commit();
        }
    }

    private static long clamp(long nanos) {
        return Math.min(LONGEST_NANOS, Math.max(0, nanos));
    }

    private void swap() {
        long revision = record[RenderRecord.SWAP_REVISION];
        FlightEvents.PlanSwapEvent flight = new FlightEvents.PlanSwapEvent();
        flight.positionFrames = record[RenderRecord.POSITION_FRAMES];
        flight.revision = revision;
        flight.transition = record[RenderRecord.SWAP_TRANSITION] != 0;
        flight.commit();
        CompiledGraph.Statistics statistics = session.takeStatistics(revision);
        if (statistics != null) {
            swaps++;
            events.accept(new EngineEvent.PlanSwapped(
                    revision, record[RenderRecord.POSITION_FRAMES], statistics.nodes(), statistics.planNanos()));
        }
    }

    private void fault() {
        mutedBlocks += record[RenderRecord.FAULT_BLOCKS];
        int node = (int) record[RenderRecord.FAULT_NODE];
        RenderPlan plan = session.ledger().find(record[RenderRecord.FAULT_PLAN]);
        String name = plan == null || node < 0 ? "a node that is not known yet" : plan.nodeName(node);
        events.accept(new EngineEvent.NonFinite(
                name, record[RenderRecord.POSITION_FRAMES], record[RenderRecord.FAULT_BLOCKS]));
    }

    private void meter() {
        RenderPlan plan = session.ledger().find(record[RenderRecord.METER_PLAN]);
        int index = (int) record[RenderRecord.METER_INDEX];
        List<String> names = plan == null ? List.of() : plan.meterNames();
        if (index < names.size()) {
            meters.accept(new MeterReading(
                    names.get(index),
                    Double.longBitsToDouble(record[RenderRecord.METER_PEAK_BITS]),
                    Math.sqrt(Double.longBitsToDouble(record[RenderRecord.METER_MEAN_SQUARE_BITS])),
                    record[RenderRecord.POSITION_FRAMES]));
        }
    }

    private void lead() {
        int frames = (int) record[RenderRecord.LEAD_FRAMES];
        if (explainer != null) {
            explainer.lead(frames);
        }
        events.accept(new EngineEvent.LeadChanged(
                record[RenderRecord.POSITION_FRAMES], (int) record[RenderRecord.LEAD_BEFORE_FRAMES], frames));
    }

    private void pull(long nowNanos) {
        int fill = (int) record[RenderRecord.PULL_FILL_FRAMES];
        fillFrames.recordValue(Math.min(highestFillFrames, fill));
        fillHistory.add(record[RenderRecord.PULL_NANOS], fill);
        if (explainer != null) {
            explainer.pull(record, nowNanos);
        }
        if (record[RenderRecord.PULL_COUNTS] != 0) {
            witness.pull(
                    record[RenderRecord.PULL_NANOS],
                    (int) record[RenderRecord.PULL_REQUESTED_FRAMES],
                    (int) record[RenderRecord.PULL_FOUND_FRAMES],
                    fill);
        }
    }

    Distribution render() {
        return Distribution.of(renderNanos);
    }

    Distribution lateness() {
        return Distribution.of(latenessNanos);
    }

    Distribution fill() {
        return Distribution.of(fillFrames);
    }

    long swaps() {
        return swaps;
    }

    long mutedBlocks() {
        return mutedBlocks;
    }

    long lostRecords() {
        return producerRecords.droppedRecords() + pullRecords.droppedRecords();
    }
}
