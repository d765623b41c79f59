package vorlauf.compile;

import org.jspecify.annotations.Nullable;
import vorlauf.dsp.UpMix;
import vorlauf.graph.Operation;
import vorlauf.plan.ScalarOperation;
import vorlauf.plan.Step;

/**
 * Pass <i>lowered</i>: nodes with channels become mono steps on registers; constants and controls become scalars.
 *
 * <p>A sum takes each of its inputs as soon as that is rendered, in the order of {@link Sums}.
 */
final class Lowering {
    private final Ordered ordered;
    private final Graph graph;
    private final int[] channels;
    private final Rate[] rates;
    private final Program program;
    private final NodeLowering nodes;
    private final int[] @Nullable [] values;
    private final Sums sums;
    private final Gains gains;
    private final PanLowering pans;

    private Lowering(Ordered ordered, CompileSettings settings, Resources resources, @Nullable Compiled goesOn) {
        this.ordered = ordered;
        graph = ordered.simplified().checked().graph();
        channels = ordered.simplified().checked().channels();
        rates = ordered.simplified().rates();
        int moving = 0;
        Components components = ordered.simplified().checked().components();
        for (int component = 0; component < components.count(); component++) {
            int node = components.first(component);
            moving += rates[node] == Rate.CONTROL ? movingScalars(node) : 0;
        }
        program = goesOn == null
                ? new Program(moving, graph.size() < settings.patchedFrom() ? 0 : PlanPatch.SPARE_SCALARS)
                : new Program(goesOn);
        nextScalar = program.firstScalar;
        nodes = new NodeLowering(this, program, settings, resources);
        values = new int[graph.size()][];
        gains = new Gains(ordered.simplified());
        pans = new PanLowering(this, program, gains, graph.size());
        sums = new Sums(this, program, graph, channels);
    }

    static Program lower(Ordered ordered, CompileSettings settings, Resources resources)
            throws AudioFiles.UnusableFileException {
        return new Lowering(ordered, settings, resources, null).run(settings, resources);
    }

    /** Steps that are added to a plan. */
    static Program lowerBeside(Compiled plan, Ordered ordered, CompileSettings settings)
            throws AudioFiles.UnusableFileException {
        return new Lowering(ordered, settings, plan.resources(), plan).run(settings, plan.resources());
    }

    private Program run(CompileSettings settings, Resources resources) throws AudioFiles.UnusableFileException {
        sums.find(ordered, rates);
        lowerScalars(resources);
        for (Ordered.Section section : ordered.sections()) {
            if (section.cycle()) {
                lowerCycle(section, settings.blockFrames());
            } else {
                for (int node : section.nodes()) {
                    if (rates[node] == Rate.AUDIO) {
                        lower(node, false);
                    }
                    sums.offer(node);
                }
            }
            program.endSection(settings.blockFrames(), false);
        }
        int[] outputs = new int[channels[graph.root()]];
        for (int channel = 0; channel < outputs.length; channel++) {
            outputs[channel] = register(graph.root(), operand(graph.root(), channel));
        }
        program.hear(outputs);
        program.endSection(settings.blockFrames(), false);
        Gains.dropUnread(program);
        program.endProgram(settings.blockFrames());
        return program;
    }

    // ---- scalars ----------------------------------------------------------------------------------------------------

    private int nextScalar;

    /** A sum of n values takes n - 1 scalars, anything else one. */
    private int movingScalars(int node) {
        return graph.kind(node) == Graph.MIX ? Math.max(1, graph.inputs(node).length - 1) : 1;
    }

    private void lowerScalars(Resources resources) {
        Simplified simplified = ordered.simplified();
        Components components = simplified.checked().components();
        for (int component = 0; component < components.count(); component++) {
            int node = components.first(component);
            if (rates[node] == Rate.CONSTANT) {
                values[node] = program.constantOperand(simplified.values()[node]);
            } else if (rates[node] == Rate.CONTROL) {
                values[node] = new int[] {scalar(node, resources)};
            }
        }
    }

    private int scalar(int node, Resources resources) {
        int[] inputs = graph.inputs(node);
        int[] operands = new int[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            operands[i] = ~operand(inputs[i], 0);
        }
        return switch (graph.operation(node)) {
            case Operation.Control control -> {
                int target = nextScalar++;
                program.cell(target, resources.cell(control));
                yield ~target;
            }
            case Operation.Binary binary -> moving(scalarCode(binary.arithmetic()), operands[0], operands[1], 0);
            case Operation.Tanh ignored -> moving(ScalarOperation.TANH, operands[0], 0, 0);
            case Operation.Clip ignored -> moving(ScalarOperation.CLIP, operands[0], operands[1], operands[2]);
            case Operation.WaveShape shape ->
                moving(ScalarOperation.SHAPE, operands[0], 0, program.payload(shape.table()));
            case Operation.Fade fade ->
                moving(ScalarOperation.FADE, operands[0], operands[1], Math.toIntExact(fade.lengthFrames()));
            case Operation.Channel ignored -> ~operands[0];
            case Operation.Mix ignored -> {
                int sum = ~operands[0];
                for (int i = 1; i < operands.length; i++) {
                    sum = moving(ScalarOperation.PLUS, ~sum, operands[i], 0);
                }
                yield sum;
            }
            default -> throw new IllegalStateException(graph.node(node).title() + " has no scalar form");
        };
    }

    private int moving(int code, int a, int b, int extra) {
        int target = nextScalar++;
        program.scalarStep(code, target, a, b, extra);
        return ~target;
    }

    static int scalarCode(Operation.Arithmetic arithmetic) {
        return switch (arithmetic) {
            case PLUS -> ScalarOperation.PLUS;
            case MINUS -> ScalarOperation.MINUS;
            case TIMES -> ScalarOperation.TIMES;
        };
    }

    // ---- audio ------------------------------------------------------------------------------------------------------

    private void lower(int node, boolean inCycle) throws AudioFiles.UnusableFileException {
        int[] inputs = graph.inputs(node);
        int own = channels[node];
        int[] result = new int[own];
        switch (graph.operation(node)) {
            case Operation.Mix ignored -> result = sums.finish(node);
            case Operation.Channels ignored -> {
                int channel = 0;
                for (int input : inputs) {
                    for (int i = 0; i < channels[input]; i++) {
                        result[channel++] = operand(input, i);
                    }
                }
            }
            case Operation.Channel channel -> result[0] = operand(inputs[0], channel.index());
            case Operation.Binary binary -> {
                int gain = binary.arithmetic() == Operation.Arithmetic.PLUS ? gains.joined(inputs) : -1;
                for (int c = 0; c < own; c++) {
                    int source = gain < 0 ? -1 : UpMix.sources(channels[inputs[gain]], own)[c];
                    result[c] = source < 0
                            ? arithmetic(node, binary.arithmetic(), mixed(inputs[0], c, own), mixed(inputs[1], c, own))
                            : plus(node, mixed(inputs[1 - gain], c, own), inputs[gain], source);
                }
            }
            case Operation.Pan ignored -> result = pans.lower(node);
            default -> result = nodes.lower(node, inCycle);
        }
        values[node] = result;
    }

    private void lowerCycle(Ordered.Section section, int blockFrames) throws AudioFiles.UnusableFileException {
        // Parameters from outside are read before the cycle begins: once a block, not once a chunk.
        for (int node : section.nodes()) {
            nodes.prepare(node);
        }
        program.endSection(blockFrames, false);
        for (int node : section.nodes()) {
            lower(node, true);
        }
        for (int node : section.nodes()) {
            nodes.closeCycle(node);
        }
        program.endSection(section.chunkFrames(), true);
        for (int node : section.nodes()) {
            sums.offer(node);
        }
    }

    /** Emits a sum and the channel of a node that is added to it, a gain rounded with it. */
    int plus(int node, int sum, int added, int channel) {
        if (!gains.is(added)) {
            return arithmetic(node, Operation.Arithmetic.PLUS, sum, operand(added, channel));
        }
        boolean pan = graph.kind(added) == Graph.PAN;
        int signal = register(node, mixed(gains.signal(added), pan ? 0 : channel, pan ? 1 : channels[added]));
        int factor = pan ? pans.factor(added, channel) : mixed(gains.factor(added), channel, channels[added]);
        int code = sum < 0 ? Step.MULTIPLY_ADD_RAMP : Step.MULTIPLY_ADD;
        int addend = sum;
        if (factor >= 0) { // on its way from a signal to a number
            code = Step.MULTIPLY_ADD_SIGNALS;
            addend = register(node, sum);
        }
        int out = program.newRegister();
        program.emit(code, node, new int[] {out}, new int[] {signal, factor, addend});
        return out;
    }

    /** Emits the arithmetic of two operands and returns where its result is. */
    int arithmetic(int node, Operation.Arithmetic arithmetic, int a, int b) {
        if (a < 0 && b < 0) {
            return arithmetic(node, arithmetic, register(node, a), b);
        }
        int out = program.newRegister();
        boolean scalar = a < 0 || b < 0;
        int code = switch (arithmetic) {
            case PLUS -> scalar ? Step.ADD_RAMP : Step.ADD;
            case TIMES -> scalar ? Step.MULTIPLY_RAMP : Step.MULTIPLY;
            case MINUS -> a < 0 ? Step.RAMP_SUBTRACT : b < 0 ? Step.SUBTRACT_RAMP : Step.SUBTRACT;
        };
        // Steps with a scalar have the buffer first.
        int[] operands = a < 0 ? new int[] {b, a} : new int[] {a, b};
        program.emit(code, node, new int[] {out}, operands);
        return out;
    }

    // ---- operands ---------------------------------------------------------------------------------------------------

    int[] inputs(int node) {
        return graph.inputs(node);
    }

    Operation operation(int node) {
        return graph.operation(node);
    }

    int channels(int node) {
        return channels[node];
    }

    boolean isRendered(int node) {
        return values[node] != null;
    }

    /** The operand of one channel of a node that is rendered already. */
    int operand(int node, int channel) {
        int[] operands = values[node];
        if (operands == null) {
            throw new IllegalStateException(graph.node(node).title() + " is read before it is rendered");
        }
        return operands[channel];
    }

    /** The operand of a channel of a node that is mixed up to {@code wide} channels. */
    int mixed(int node, int channel, int wide) {
        int source = UpMix.sources(channels[node], wide)[channel];
        return source < 0 ? program.constant(0) : operand(node, source);
    }

    /** The operand as a register: a scalar is drawn into one. */
    int register(int node, int operand) {
        if (operand >= 0) {
            return operand;
        }
        int out = program.newRegister();
        program.emit(Step.FILL, node, new int[] {out}, new int[] {operand});
        return out;
    }

    /** A crossfade of two registers over so many frames, as a register. */
    int fade(int node, int from, int to, long frames) {
        int out = program.newRegister();
        program.emit(Step.FADE, node, new int[] {out}, new int[] {from, to}, Math.toIntExact(frames));
        return out;
    }
}
