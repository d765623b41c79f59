package vorlauf.ring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Plays one thread's worth of writes and reads on a ring and on a plain list beside it, and names the first difference.
 *
 * <p>Every frame is numbered and every sample tells its frame and its channel, so what is lost, repeated, torn or out
 * of order shows as a wrong sample.
 */
final class FrameRingCheck {
    /** Makes the ring under test, standing at a position. */
    interface Maker {
        FrameRing make(int capacityFrames, int channels, long startPosition);
    }

    private static final float UNTOUCHED = -1;

    private final FrameRing ring;
    private final int capacityFrames;
    private final int channels;
    private final List<Long> model = new ArrayList<>();
    private long nextFrame;

    private FrameRingCheck(FrameRing ring, int capacityFrames, int channels) {
        this.ring = ring;
        this.capacityFrames = capacityFrames;
        this.channels = channels;
    }

    /** The first violation at these positions over many shapes, block lengths and seeds, or null where all holds. */
    static @Nullable String violation(Maker maker, long... startPositions) {
        for (long startPosition : startPositions) {
            for (int capacityFrames : new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 23}) {
                for (int channels = 1; channels <= 3; channels++) {
                    String found = violationOfShape(maker, capacityFrames, channels, startPosition);
                    if (found != null) {
                        return "capacity " + capacityFrames + ", channels " + channels + ", start " + startPosition
                                + ": " + found;
                    }
                }
            }
        }
        return null;
    }

    private static @Nullable String violationOfShape(
            Maker maker, int capacityFrames, int channels, long startPosition) {
        for (int blockFrames = 1; blockFrames <= capacityFrames; blockFrames++) {
            FrameRing ring = maker.make(capacityFrames, channels, startPosition);
            String found = new FrameRingCheck(ring, capacityFrames, channels).fillAndDrainInBlocksOf(blockFrames);
            if (found != null) {
                return "blocks of " + blockFrames + ": " + found;
            }
        }
        for (long seed = 0; seed < 20; seed++) {
            FrameRing ring = maker.make(capacityFrames, channels, startPosition);
            String found = new FrameRingCheck(ring, capacityFrames, channels).playAtRandom(new Random(seed));
            if (found != null) {
                return "seed " + seed + ": " + found;
            }
        }
        return null;
    }

    private @Nullable String fillAndDrainInBlocksOf(int blockFrames) {
        try {
            for (int round = 0; round < 5 + 2 * capacityFrames; round++) {
                while (model.size() + blockFrames <= capacityFrames) {
                    write(blockFrames, round % 3);
                }
                write(blockFrames, 0);
                write(1, 0);
                readAndCheck(blockFrames, round % 2);
                if (round % 5 == 4) {
                    readAndCheck(capacityFrames + 1, 1);
                    readAndCheck(1, 0);
                }
            }
            return null;
        } catch (AssertionError | IndexOutOfBoundsException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private @Nullable String playAtRandom(Random random) {
        try {
            for (int step = 0; step < 200; step++) {
                int frames = random.nextInt(capacityFrames + 2);
                switch (random.nextInt(4)) {
                    case 0 -> readAndCheck(frames, random.nextInt(3));
                    case 1 -> expect("readableFrames", model.size(), ring.readableFrames());
                    case 2 -> expect("writableFrames", capacityFrames - model.size(), ring.writableFrames());
                    default -> write(frames, random.nextInt(3));
                }
            }
            return null;
        } catch (AssertionError | IndexOutOfBoundsException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void write(int frameCount, int offsetFrames) {
        float[] source = new float[(offsetFrames + frameCount) * channels];
        for (int index = 0; index < frameCount * channels; index++) {
            source[offsetFrames * channels + index] = sample(nextFrame + index / channels, index % channels);
        }
        boolean fits = model.size() + frameCount <= capacityFrames;
        boolean written = ring.write(source, offsetFrames, frameCount);
        if (written != fits) {
            throw new AssertionError("write of " + frameCount + " beside " + model.size() + " gave " + written);
        }
        if (fits) {
            for (int frame = 0; frame < frameCount; frame++) {
                model.add(nextFrame++);
            }
        }
    }

    private void readAndCheck(int frameCount, int offsetFrames) {
        float[] target = new float[(offsetFrames + frameCount + 1) * channels];
        Arrays.fill(target, UNTOUCHED);
        int expected = Math.min(frameCount, model.size());
        expect("frames read", expected, ring.read(target, offsetFrames, frameCount));
        for (int index = 0; index < target.length; index++) {
            int frame = index / channels - offsetFrames;
            boolean inside = frame >= 0 && frame < expected;
            float wanted = inside ? sample(model.get(frame), index % channels) : UNTOUCHED;
            if (target[index] != wanted) {
                throw new AssertionError("sample " + index + " is " + target[index] + ", not " + wanted);
            }
        }
        model.subList(0, expected).clear();
    }

    private float sample(long frame, int channel) {
        return frame * channels + channel + 1;
    }

    private static void expect(String what, int wanted, int found) {
        if (found != wanted) {
            throw new AssertionError(what + " is " + found + ", not " + wanted);
        }
    }
}
