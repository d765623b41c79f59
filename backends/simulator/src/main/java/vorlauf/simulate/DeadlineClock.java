package vorlauf.simulate;

import java.math.BigInteger;
import java.util.List;

/**
 * The instants of deadlines, exactly, however many there are: the one at which {@code f} frames in all have been asked for falls
 * at floor(f 1e9 / rate) nanoseconds.
 */
final class DeadlineClock {
    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000L);

    private final int[] frames;
    private final long[] wholeNanos;
    private final long[] rest;
    private final long denominator;
    private int next;
    private int current;
    private long carried;
    private long nowNanos;

    /** A clock whose device runs {@code driftPartsPerBillion} fast and takes as many frames as the pattern says. */
    DeadlineClock(int sampleRateHertz, List<Integer> periodPattern, long driftPartsPerBillion) {
        BigInteger below =
                BigInteger.valueOf(sampleRateHertz).multiply(BILLION.add(BigInteger.valueOf(driftPartsPerBillion)));
        denominator = below.longValueExact();
        frames = periodPattern.stream().mapToInt(Integer::intValue).toArray();
        wholeNanos = new long[frames.length];
        rest = new long[frames.length];
        for (int i = 0; i < frames.length; i++) {
            BigInteger[] period = BigInteger.valueOf(frames[i])
                    .multiply(BILLION)
                    .multiply(BILLION)
                    .divideAndRemainder(below);
            wholeNanos[i] = period[0].longValueExact();
            rest[i] = period[1].longValueExact();
        }
    }

    /** The instant of the next deadline. */
    long next() {
        current = next;
        next = next + 1 == frames.length ? 0 : next + 1;
        nowNanos += wholeNanos[current];
        carried += rest[current];
        if (carried >= denominator) {
            carried -= denominator;
            nowNanos++;
        }
        return nowNanos;
    }

    /** Frames that are asked for at the deadline that {@link #next} gave. */
    int frames() {
        return frames[current];
    }
}
