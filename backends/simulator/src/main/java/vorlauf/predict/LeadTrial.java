package vorlauf.predict;

import vorlauf.control.ControlMail;
import vorlauf.engine.FrameTime;
import vorlauf.render.BlockRenderer;
import vorlauf.render.LeadRule;
import vorlauf.render.ManualClock;
import vorlauf.render.Producer;
import vorlauf.render.RenderRecord;
import vorlauf.render.RingConsumer;
import vorlauf.ring.RecordRing;
import vorlauf.ring.SpscFrameRing;
import vorlauf.simulate.Stalls;

/**
 * The real producer with a rule for its lead and the real ring in virtual time, before a device that is always on time: what
 * the rule does under stalls of the producer. Blocks cost no time.
 *
 * @param deadlines of the device
 * @param underruns deadlines that found too few frames
 * @param glitches stalls that cost at least one underrun
 * @param meanLeadFrames how far the producer might be ahead, on average over the deadlines
 * @param finalLeadFrames the same at the end
 */
record LeadTrial(long deadlines, long underruns, long glitches, double meanLeadFrames, int finalLeadFrames) {
    /**
     * Runs a rule for so long.
     *
     * @param rule before its first look
     * @param stalls when the producer cannot run, in order
     */
    static LeadTrial run(LeadRule rule, int sampleRateHertz, int blockFrames, Stalls.Source stalls, double seconds) {
        ManualClock clock = new ManualClock(0);
        RecordRing records = new RecordRing(RenderRecord.LONGS, 64);
        SpscFrameRing ring = new SpscFrameRing(rule.maximumFrames(), 1);
        RingConsumer consumer = new RingConsumer(ring, clock, new RecordRing(RenderRecord.LONGS, 64));
        BlockRenderer renderer = new BlockRenderer(new ControlMail(), blockFrames, 1, sampleRateHertz, records);
        Producer producer = new Producer(renderer, ring, null, consumer, rule, sampleRateHertz, 0.01, clock, records);
        long producerNanos = 0;
        while (producerNanos <= clock.nanoTime()) {
            producerNanos = producer.step(clock.nanoTime());
        }
        float[] taken = new float[blockFrames];
        long deadlines = 0;
        long deviceNanos = FrameTime.nanos(blockFrames, sampleRateHertz);
        long endNanos = (long) (seconds * 1e9);
        Stalls.Interval stall = stalls.next();
        long seenUnderruns = 0;
        long glitches = 0;
        double sumLeadFrames = 0;
        while (Math.min(producerNanos, deviceNanos) <= endNanos) {
            while (stall.toNanos() <= producerNanos && stall.fromNanos() < endNanos) {
                stall = stalls.next();
            }
            if (stall.fromNanos() <= producerNanos) {
                producerNanos = Math.max(producerNanos, stall.toNanos());
            }
            if (producerNanos <= deviceNanos) {
                clock.advanceTo(producerNanos);
                glitches += consumer.underrunEvents() > seenUnderruns ? 1 : 0;
                seenUnderruns = consumer.underrunEvents();
                producerNanos = producer.step(clock.nanoTime());
            } else {
                clock.advanceTo(deviceNanos);
                consumer.pull(taken, 0, blockFrames);
                deadlines++;
                deviceNanos = FrameTime.nanos((deadlines + 1) * blockFrames, sampleRateHertz);
                sumLeadFrames += producer.leadLimitFrames();
            }
        }
        return new LeadTrial(
                deadlines, consumer.underrunEvents(), glitches, sumLeadFrames / deadlines, producer.leadLimitFrames());
    }
}
