package vorlauf.compile;

import org.jspecify.annotations.Nullable;
import vorlauf.dsp.Panning;
import vorlauf.graph.Operation;
import vorlauf.plan.Step;

/** Steps of panning. A mono signal at a place that rests is two gains, which join the sums that read them ({@link Gains}). */
final class PanLowering {
    private final Lowering lowering;
    private final Program program;
    private final Gains gains;

    /** For each node that is two gains its factors. */
    private final int[] @Nullable [] factors;

    PanLowering(Lowering lowering, Program program, Gains gains, int nodes) {
        factors = new int[nodes][];
        this.lowering = lowering;
        this.program = program;
        this.gains = gains;
    }

    /** Emits the steps of a node and returns its two registers. */
    int[] lower(int node) {
        int[] inputs = lowering.inputs(node);
        int position = lowering.operand(inputs[1], 0);
        int left = lowering.register(node, lowering.operand(inputs[0], 0));
        if (gains.is(node)) {
            int[] of = factors(node, position);
            factors[node] = of;
            return new int[] {
                lowering.arithmetic(node, Operation.Arithmetic.TIMES, left, of[0]),
                lowering.arithmetic(node, Operation.Arithmetic.TIMES, left, of[1])
            };
        }
        int[] out = {program.newRegister(), program.newRegister()};
        if (lowering.channels(inputs[0]) == 1) {
            program.emit(Step.PAN_MONO, node, out, new int[] {left, position});
        } else {
            int right = lowering.register(node, lowering.operand(inputs[0], 1));
            program.emit(Step.PAN_STEREO, node, out, new int[] {left, right, position});
        }
        return out;
    }

    /** The factor of one channel of a node that is two gains. */
    int factor(int node, int channel) {
        int[] of = factors[node];
        if (of == null) {
            throw new IllegalStateException("a place in the stereo field is read before it is rendered");
        }
        return of[channel];
    }

    private int[] factors(int node, int position) {
        if (program.isConstant(position)) {
            float place = (float) program.value(position);
            return new int[] {program.constant(Panning.leftGain(place)), program.constant(Panning.rightGain(place))};
        }
        // On its way to the place where it will rest: ones that are panned are the factors.
        int[] out = {program.newRegister(), program.newRegister()};
        int ones = lowering.register(node, program.constant(1));
        program.emit(Step.PAN_MONO, node, out, new int[] {ones, position});
        return out;
    }
}
