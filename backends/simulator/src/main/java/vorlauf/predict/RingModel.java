package vorlauf.predict;

import vorlauf.simulate.Scenario;

/**
 * What decides over underruns, as independent draws.
 *
 * @param sampleRateHertz frames a second
 * @param periodFrames frames that the device takes at each deadline
 * @param blockFrames frames that the producer renders at a time
 * @param leadFrames frames that the producer may be ahead
 * @param policy what a missed deadline does to the ones after it
 * @param cost of a block
 * @param wakeUp from room in the ring to the start of a block, where the producer was waiting for it
 * @param consumer from a deadline to the device's read
 * @param pauseGap from the end of a pause to the next one
 * @param pause how long one is; where it is constantly 0 there are none
 * @param pauseStopsConsumer whether a read that falls into a pause misses
 */
record RingModel(
        int sampleRateHertz,
        int periodFrames,
        int blockFrames,
        long leadFrames,
        Scenario.Policy policy,
        Tail cost,
        Tail wakeUp,
        Tail consumer,
        Tail pauseGap,
        Tail pause,
        boolean pauseStopsConsumer) {

    RingModel withLeadFrames(long frames) {
        return new RingModel(
                sampleRateHertz,
                periodFrames,
                blockFrames,
                frames,
                policy,
                cost,
                wakeUp,
                consumer,
                pauseGap,
                pause,
                pauseStopsConsumer);
    }

    boolean hasPauses() {
        return !(pause instanceof Tail.Constant constant && constant.nanos() == 0);
    }

    double periodNanos() {
        return periodFrames * 1e9 / sampleRateHertz;
    }
}
