package vorlauf.simulate;

import vorlauf.dsp.RealTime;
import vorlauf.ring.FrameRing;

/**
 * The real ring behind the rules of a scenario: a lead that may grow, and frames that came too late and are dropped.
 *
 * <p>Where blocks belong to deadlines ({@link Scenario.Policy#ABS}), what is written after its place on the device's time line
 * has passed never enters the ring.
 *
 * <p>Threads: one, as all of a simulation.
 */
final class SimulatedRing implements FrameRing {
    private final FrameRing ring;
    private final boolean absolute;
    private int leadFrames;
    private long writtenFrames;
    private long passedFrames;
    private long droppedFrames;

    /** A ring that lets the producer be {@code leadFrames} ahead, and more later, up to the capacity of {@code ring}. */
    SimulatedRing(FrameRing ring, Scenario.Policy policy, int leadFrames) {
        this.ring = ring;
        this.absolute = policy == Scenario.Policy.ABS;
        this.leadFrames = leadFrames;
    }

    /** How many frames the producer may be ahead. */
    int leadFrames() {
        return leadFrames;
    }

    /** Lets the producer be further ahead. */
    void lead(int frames) {
        leadFrames = Math.min(frames, ring.capacityFrames());
    }

    /** Says that the place of so many frames has passed on the device's time line. */
    void passed(int frames) {
        passedFrames += frames;
    }

    /** Frames that were dropped since they came too late. */
    long droppedFrames() {
        return droppedFrames;
    }

    /** Whether all of a block that would be written now comes too late. */
    boolean isTooLate(int blockFrames) {
        return absolute && passedFrames - writtenFrames >= blockFrames;
    }

    @Override
    @RealTime
    public int channels() {
        return ring.channels();
    }

    @Override
    @RealTime
    public int capacityFrames() {
        return ring.capacityFrames();
    }

    @Override
    @RealTime
    public boolean write(float[] source, int offsetFrames, int frameCount) {
        int late = absolute ? (int) Math.min(frameCount, Math.max(0, passedFrames - writtenFrames)) : 0;
        if (!ring.write(source, offsetFrames + late, frameCount - late)) {
            return false;
        }
        writtenFrames += frameCount;
        droppedFrames += late;
        return true;
    }

    @Override
    @RealTime(RealTime.Thread.PLATFORM)
    public int read(float[] target, int offsetFrames, int frameCount) {
        return ring.read(target, offsetFrames, frameCount);
    }

    @Override
    @RealTime(RealTime.Thread.PLATFORM)
    public int readableFrames() {
        return ring.readableFrames();
    }

    @Override
    @RealTime
    public int writableFrames() {
        return ring.writableFrames() - (ring.capacityFrames() - leadFrames);
    }
}
