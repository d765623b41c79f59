package vorlauf.compile;

import java.util.HashMap;
import java.util.Map;
import vorlauf.graph.Operation;
import vorlauf.plan.Step;

/** Steps of delays: lines that are written once a block, and read at one place or two. */
final class DelayLowering {
    private final Lowering lowering;
    private final Program program;
    private final CompileSettings settings;
    private final Resources resources;

    /** Lines that a cycle still has to write at its end. */
    private final Map<Integer, int[]> openLines = new HashMap<>();

    DelayLowering(Lowering lowering, Program program, CompileSettings settings, Resources resources) {
        this.lowering = lowering;
        this.program = program;
        this.settings = settings;
        this.resources = resources;
    }

    /** In a cycle: writes the lines when all its nodes are rendered. */
    void closeCycle(int node) {
        int[] line = openLines.remove(node);
        if (line != null) {
            writeLines(node, line[0], line[1]);
        }
    }

    /**
     * Emits a delay of so many frames, or of some that become others within a fade, and returns an operand for each channel.
     */
    int[] lower(int node, long fromFrames, long toFrames, long fadeFrames, boolean inCycle) {
        int own = lowering.channels(node);
        if (fromFrames == 0 && toFrames == 0) {
            int[] same = new int[own];
            for (int channel = 0; channel < own; channel++) {
                same[channel] = lowering.operand(lowering.inputs(node)[0], channel);
            }
            return same;
        }
        float[][] lines = resources.lines(node, own, Math.max(fromFrames, toFrames));
        int[] places = openLines(node, lines, inCycle && Math.min(fromFrames, toFrames) > 0);
        int written = openLines.containsKey(node) ? 0 : 1;
        int[] result = new int[own];
        for (int channel = 0; channel < own; channel++) {
            result[channel] = read(node, places, channel, fromFrames, written);
            if (toFrames != fromFrames) {
                int target = read(node, places, channel, toFrames, written);
                result[channel] = lowering.fade(node, result[channel], target, fadeFrames);
            }
        }
        return result;
    }

    private int read(int node, int[] places, int channel, long frames, int written) {
        int out = program.newRegister();
        program.emit(
                Step.DELAY_READ,
                node,
                new int[] {out},
                NodeLowering.NOTHING,
                places[0] + channel,
                places[1] + channel,
                Math.toIntExact(frames),
                written);
        return out;
    }

    /** The same for a delay that a signal moves. */
    int[] modulated(int node, Operation.ModulatedDelay delay, boolean inCycle) {
        int own = lowering.channels(node);
        long longest = Operation.frames(delay.maximum(), settings.sampleRateHertz());
        int[] places = openLines(node, resources.lines(node, own, longest), inCycle);
        int seconds = lowering.operand(lowering.inputs(node)[1], 0);
        int code = seconds < 0 ? Step.DELAY_READ_MODULATED_RAMP : Step.DELAY_READ_MODULATED;
        int[] result = new int[own];
        for (int channel = 0; channel < own; channel++) {
            result[channel] = program.newRegister();
            program.emit(
                    code,
                    node,
                    new int[] {result[channel]},
                    new int[] {seconds},
                    places[0] + channel,
                    places[1] + channel,
                    Math.toIntExact(longest),
                    inCycle ? 0 : 1);
        }
        return result;
    }

    /** Gives lines their places; outside a cycle they are written at once, inside at the end of it. */
    private int[] openLines(int node, float[][] lines, boolean writeLater) {
        int firstPayload = -1;
        int firstPosition = -1;
        for (float[] line : lines) {
            int payload = program.payload(line);
            int position = program.reserveLongs(node, NodeLowering.MEMORY, 1);
            firstPayload = firstPayload < 0 ? payload : firstPayload;
            firstPosition = firstPosition < 0 ? position : firstPosition;
        }
        int[] places = {firstPayload, firstPosition};
        if (writeLater) {
            openLines.put(node, places);
        } else {
            writeLines(node, firstPayload, firstPosition);
        }
        return places;
    }

    private void writeLines(int node, int firstPayload, int firstPosition) {
        for (int channel = 0; channel < lowering.channels(node); channel++) {
            int x = lowering.register(node, lowering.operand(lowering.inputs(node)[0], channel));
            program.emit(
                    Step.DELAY_WRITE,
                    node,
                    NodeLowering.NOTHING,
                    new int[] {x},
                    firstPayload + channel,
                    firstPosition + channel);
        }
    }
}
