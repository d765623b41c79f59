package vorlauf.ring;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts the bytes that a thread allocates while it uses a ring; a program of its own, for flags of its own. */
final class AllocationProbe {
    /** Enough that the last deoptimisation, which allocates once, is over. */
    private static final int WARM_UP_ROUNDS = 400_000;
    /** Five transfers each. */
    private static final int ROUNDS = 200_000;

    private AllocationProbe() {}

    /** Prints the bytes for {@code frames}, {@code records} or {@code broken}. */
    public static void main(String[] arguments) {
        System.out.println(allocatedBytes(arguments[0]));
    }

    static long allocatedBytes(String subject) {
        Runnable work = switch (subject) {
            case "frames" -> new Frames(new SpscFrameRing(100, 2));
            case "broken" -> new Frames(new AllocatingRing());
            case "records" -> new Records();
            default -> throw new IllegalArgumentException("subject is " + subject + "; frames, records or broken");
        };
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        repeat(work, WARM_UP_ROUNDS);
        long before = threads.getCurrentThreadAllocatedBytes();
        repeat(work, ROUNDS);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static void repeat(Runnable work, int times) {
        for (int count = 0; count < times; count++) {
            work.run();
        }
    }

    /** A refused write, a split, a short read and an empty one in every round. */
    private static final class Frames implements Runnable {
        private final FrameRing ring;
        private final float[] block = new float[160];

        Frames(FrameRing ring) {
            this.ring = ring;
        }

        @Override
        public void run() {
            ring.write(block, 0, 60);
            ring.write(block, 20, 60);
            ring.read(block, 0, 40);
            ring.read(block, 0, ring.readableFrames() + 10);
            ring.read(block, 0, ring.writableFrames() - 30);
        }
    }

    private static final class Records implements Runnable {
        private final RecordRing ring = new RecordRing(4, 2);
        private final long[] record = new long[4];

        @Override
        public void run() {
            while (ring.write(record)) {
                record[0]++;
            }
            while (ring.read(record)) {
                record[1] = ring.droppedRecords();
            }
        }
    }

    /** The broken twin: one small array in ten thousand writes, which escape analysis would remove. */
    private static final class AllocatingRing implements FrameRing {
        private final SpscFrameRing ring = new SpscFrameRing(100, 2);
        private int writes;

        @Override
        public int channels() {
            return ring.channels();
        }

        @Override
        public int capacityFrames() {
            return ring.capacityFrames();
        }

        @Override
        public boolean write(float[] source, int offsetFrames, int frameCount) {
            if (writes++ % 10_000 == 0) {
                float[] small = new float[1];
                small[0] = source[0];
                source[0] = small[0];
            }
            return ring.write(source, offsetFrames, frameCount);
        }

        @Override
        public int read(float[] target, int offsetFrames, int frameCount) {
            return ring.read(target, offsetFrames, frameCount);
        }

        @Override
        public int readableFrames() {
            return ring.readableFrames();
        }

        @Override
        public int writableFrames() {
            return ring.writableFrames();
        }
    }
}
