package vorlauf.simulate;

import java.math.BigInteger;

/** The instants of deadlines: number k falls at floor(k periodFrames 1e9 / rate) nanoseconds, exactly, however large k is. */
final class DeadlineClock {
    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000L);

    private final long wholeNanos;
    private final long rest;
    private final long denominator;
    private long carried;
    private long nowNanos;

    /** A clock whose device runs {@code driftPartsPerBillion} fast. */
    DeadlineClock(int sampleRateHertz, int periodFrames, long driftPartsPerBillion) {
        BigInteger below =
                BigInteger.valueOf(sampleRateHertz).multiply(BILLION.add(BigInteger.valueOf(driftPartsPerBillion)));
        BigInteger[] period = BigInteger.valueOf(periodFrames)
                .multiply(BILLION)
                .multiply(BILLION)
                .divideAndRemainder(below);
        wholeNanos = period[0].longValueExact();
        rest = period[1].longValueExact();
        denominator = below.longValueExact();
    }

    /** The instant of the next deadline. */
    long next() {
        nowNanos += wholeNanos;
        carried += rest;
        if (carried >= denominator) {
            carried -= denominator;
            nowNanos++;
        }
        return nowNanos;
    }
}
