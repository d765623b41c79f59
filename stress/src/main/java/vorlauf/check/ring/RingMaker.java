package vorlauf.check.ring;

import vorlauf.ring.FrameRing;

/** Makes rings of the class under test. */
@FunctionalInterface
public interface RingMaker {
    /** A new, empty ring; whatever the constructor throws is thrown. */
    FrameRing make(int capacityFrames, int channels) throws Throwable;
}
