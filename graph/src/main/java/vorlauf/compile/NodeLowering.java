package vorlauf.compile;

import java.util.HashMap;
import java.util.Map;
import vorlauf.dsp.Noise;
import vorlauf.graph.Operation;
import vorlauf.plan.Prepared;
import vorlauf.plan.SampleSource;
import vorlauf.plan.Step;

/** Steps of the nodes that are more than arithmetic: sources, filters, envelopes, user code; delays by {@link DelayLowering}. */
final class NodeLowering {
    // Tags of state ranges: equal tags of a node continue each other.
    static final int MEMORY = 0;
    private static final int COEFFICIENTS = 1;
    private static final int FLAGS = 2;
    private static final int SAVED = 8;

    static final int[] NOTHING = {};

    private final Lowering lowering;
    private final Program program;
    private final CompileSettings settings;
    private final Resources resources;

    /** Where the coefficients of a node in a cycle are. */
    private final Map<Integer, int[]> prepared = new HashMap<>();

    /** Registers that a cycle still has to save at its end. */
    private final Map<Integer, int[]> saves = new HashMap<>();

    private final DelayLowering delays;

    NodeLowering(Lowering lowering, Program program, CompileSettings settings, Resources resources) {
        this.lowering = lowering;
        this.program = program;
        this.settings = settings;
        this.resources = resources;
        delays = new DelayLowering(lowering, program, settings, resources);
    }

    /** Emits the steps of a node and returns an operand for each of its channels. */
    int[] lower(int node, boolean inCycle) throws AudioFiles.UnusableFileException {
        return switch (lowering.operation(node)) {
            case Operation.Tanh ignored -> each(node, Step.TANH);
            case Operation.WaveShape shape -> each(node, Step.SHAPE, program.payload(shape.table()));
            case Operation.Clip ignored -> clip(node);
            case Operation.Fade fade -> fade(node, fade.lengthFrames());
            case Operation.Ramp ramp -> ramp(node, ramp);
            case Operation.Oscillator oscillator -> oscillator(node, oscillator.shape());
            case Operation.Noise noise -> noise(node, noise);
            case Operation.AudioFile file -> samples(node, resources.samples(node, file));
            case Operation.Input input -> samples(node, resources.samples(node, input));
            case Operation.Biquad ignored -> filter(node, Step.BIQUAD, inCycle);
            case Operation.OnePole ignored -> filter(node, Step.ONE_POLE, inCycle);
            case Operation.StateVariableFilter ignored -> filter(node, Step.STATE_VARIABLE, inCycle);
            case Operation.Delay delay -> {
                long frames = delay.frames(settings.sampleRateHertz());
                yield delays.lower(node, frames, frames, 0, inCycle);
            }
            case Operation.MovingDelay delay ->
                delays.lower(node, delay.fromFrames(), delay.toFrames(), delay.lengthFrames(), inCycle);
            case Operation.ModulatedDelay delay -> delays.modulated(node, delay, inCycle);
            case Operation.Balance ignored -> balance(node);
            case Operation.Adsr ignored -> adsr(node, inCycle);
            case Operation.Meter meter -> meter(node, meter.name());
            case Operation.Custom custom -> custom(node, custom);
            default -> throw new IllegalStateException(lowering.operation(node).label() + " is not lowered here");
        };
    }

    // ---- once a block -----------------------------------------------------------------------------------------------

    /** In a cycle, before its first chunk: reads the parameters that are read once a block. */
    void prepare(int node) {
        int[] places = coefficients(node);
        if (places.length > 0) {
            prepared.put(node, places);
        }
    }

    /** Where the coefficients are that are computed once a block: in doubles and in longs, and their kind. */
    private int[] coefficients(int node) {
        int count = lowering.inputs(node).length - 1;
        return switch (lowering.operation(node)) {
            case Operation.Biquad biquad ->
                coefficients(node, Step.BIQUAD_PREPARE, biquad.kind().ordinal(), 1, count);
            case Operation.OnePole ignored -> coefficients(node, Step.ONE_POLE_PREPARE, 0, 1, count);
            case Operation.StateVariableFilter filter ->
                coefficients(node, Step.STATE_VARIABLE_PREPARE, filter.output().ordinal(), 1, count);
            case Operation.Adsr ignored -> coefficients(node, Step.ADSR_PREPARE, 0, 0, 4);
            default -> NOTHING;
        };
    }

    private int[] coefficients(int node, int code, int kind, int first, int count) {
        int[] parameters = parameters(node, first, count);
        int coefficients = program.reserveDoubles(node, COEFFICIENTS, Prepared.DOUBLES);
        int flags = program.reserveLongs(node, FLAGS, Prepared.LONGS);
        boolean settles = true;
        for (int parameter : parameters) {
            settles &= program.isConstant(parameter);
        }
        if (settles) {
            program.emitSettling(code, node, parameters, coefficients, flags, kind);
        } else {
            program.emit(code, node, NOTHING, parameters, coefficients, flags, kind);
        }
        return new int[] {coefficients, flags, kind};
    }

    /** In a cycle: what follows when all its nodes are rendered, delays first. */
    void closeCycle(int node) {
        delays.closeCycle(node);
        int[] save = saves.remove(node);
        if (save != null) {
            int[] inputs = lowering.inputs(node);
            for (int i = 0; i < save.length; i += 2) {
                int register = lowering.register(node, lowering.operand(inputs[save[i]], 0));
                program.emit(Step.SAVE, node, NOTHING, new int[] {register}, save[i + 1]);
            }
        }
    }

    /** Operands of parameters; one from inside the cycle is what it was at the end of the block before. */
    private int[] parameters(int node, int first, int count) {
        int[] inputs = lowering.inputs(node);
        int[] operands = new int[count];
        int[] saved = NOTHING;
        for (int i = 0; i < count && first + i < inputs.length; i++) {
            if (lowering.isRendered(inputs[first + i])) {
                operands[i] = lowering.operand(inputs[first + i], 0);
            } else {
                int offset = program.reserveDoubles(node, SAVED + i, 1);
                operands[i] = ~(Step.SAVED + offset);
                saved = java.util.Arrays.copyOf(saved, saved.length + 2);
                saved[saved.length - 2] = first + i;
                saved[saved.length - 1] = offset;
            }
        }
        if (saved.length > 0) {
            saves.put(node, saved);
        }
        return operands;
    }

    private int[] coefficients(int node, boolean inCycle) {
        return inCycle ? prepared.getOrDefault(node, NOTHING) : coefficients(node);
    }

    private int[] filter(int node, int code, boolean inCycle) {
        int[] coefficients = coefficients(node, inCycle);
        int[] result = new int[lowering.channels(node)];
        for (int channel = 0; channel < result.length; channel++) {
            int x = lowering.register(node, lowering.operand(lowering.inputs(node)[0], channel));
            int memory = program.reserveDoubles(node, MEMORY, 2);
            result[channel] = program.newRegister();
            program.emit(
                    code,
                    node,
                    new int[] {result[channel]},
                    new int[] {x},
                    memory,
                    coefficients[0],
                    coefficients[1],
                    coefficients[2]);
        }
        return result;
    }

    private int[] adsr(int node, boolean inCycle) {
        int[] coefficients = coefficients(node, inCycle);
        int gate = lowering.operand(lowering.inputs(node)[4], 0);
        int level = program.reserveDoubles(node, MEMORY, 1);
        int stage = program.reserveLongs(node, MEMORY, 1);
        int out = program.newRegister();
        program.emit(Step.ADSR, node, new int[] {out}, new int[] {gate}, level, coefficients[0], stage);
        return new int[] {out};
    }

    // ---- sources ----------------------------------------------------------------------------------------------------

    private int[] oscillator(int node, Operation.Shape shape) {
        int hertz = lowering.operand(lowering.inputs(node)[0], 0);
        int out = program.newRegister();
        int phase = program.reserveLongs(node, MEMORY, 1);
        int code = (hertz < 0 ? Step.OSCILLATOR : Step.OSCILLATOR_AUDIO) + shape.ordinal();
        program.emit(code, node, new int[] {out}, new int[] {hertz}, phase);
        return new int[] {out};
    }

    private int[] noise(int node, Operation.Noise noise) {
        int out = program.newRegister();
        int counter = program.reserveLongs(node, MEMORY, 1);
        int seed = program.payload(new long[] {noise.seed()});
        switch (noise.color()) {
            case WHITE -> program.emit(Step.WHITE_NOISE, node, new int[] {out}, NOTHING, counter, seed);
            case PINK -> {
                double[] coefficients = new double[Noise.PINK_COEFFICIENTS];
                Noise.pinkCoefficients(settings.sampleRateHertz(), coefficients, 0);
                int memory = program.reserveDoubles(node, MEMORY, Noise.PINK_STATE);
                int payload = program.payload(coefficients);
                program.emit(Step.PINK_NOISE, node, new int[] {out}, NOTHING, counter, seed, memory, payload);
            }
        }
        return new int[] {out};
    }

    private int[] samples(int node, SampleSource source) {
        int[] out = registers(lowering.channels(node));
        int payload = program.payload(new Program.Bundle(source, NOTHING, out));
        program.emit(Step.SAMPLES, node, NOTHING, NOTHING, payload);
        return out;
    }

    private int[] ramp(int node, Operation.Ramp ramp) {
        int[] inputs = lowering.inputs(node);
        int own = lowering.channels(node);
        int[] result = new int[own];
        long frames = Operation.frames(ramp.duration(), settings.sampleRateHertz());
        int length = program.payload(new long[] {frames});
        int code = ramp.exponential() ? Step.RAMP_EXPONENTIAL : Step.RAMP_LINEAR;
        for (int channel = 0; channel < own; channel++) {
            int position = program.reserveLongs(node, MEMORY, 1);
            result[channel] = program.newRegister();
            int from = lowering.mixed(inputs[0], channel, own);
            int to = lowering.mixed(inputs[1], channel, own);
            if (!ramp.exponential() && !(program.isConstant(from) && program.isConstant(to))) {
                from = lowering.register(node, from);
                to = lowering.register(node, to);
            }
            program.emit(code, node, new int[] {result[channel]}, new int[] {from, to}, position, length);
        }
        return result;
    }

    // ---- element by element -----------------------------------------------------------------------------------------

    private int[] each(int node, int code, int... extras) {
        int[] result = new int[lowering.channels(node)];
        for (int channel = 0; channel < result.length; channel++) {
            int x = lowering.register(node, lowering.operand(lowering.inputs(node)[0], channel));
            result[channel] = program.newRegister();
            program.emit(code, node, new int[] {result[channel]}, new int[] {x}, extras);
        }
        return result;
    }

    private int[] clip(int node) {
        int[] inputs = lowering.inputs(node);
        int low = lowering.operand(inputs[1], 0);
        int high = lowering.operand(inputs[2], 0);
        boolean scalars = low < 0 && high < 0;
        int[] result = new int[lowering.channels(node)];
        for (int channel = 0; channel < result.length; channel++) {
            int x = lowering.register(node, lowering.operand(inputs[0], channel));
            int lowOperand = scalars ? low : lowering.register(node, low);
            int highOperand = scalars ? high : lowering.register(node, high);
            result[channel] = program.newRegister();
            program.emit(scalars ? Step.CLIP_RAMP : Step.CLIP, node, new int[] {result[channel]}, new int[] {
                x, lowOperand, highOperand
            });
        }
        return result;
    }

    private int[] fade(int node, long frames) {
        int[] inputs = lowering.inputs(node);
        int own = lowering.channels(node);
        int[] result = new int[own];
        for (int channel = 0; channel < own; channel++) {
            int from = lowering.register(node, lowering.mixed(inputs[0], channel, own));
            int to = lowering.register(node, lowering.mixed(inputs[1], channel, own));
            result[channel] = lowering.fade(node, from, to, frames);
        }
        return result;
    }

    // ---- space, meters, user code -----------------------------------------------------------------------------------

    private int[] balance(int node) {
        int[] inputs = lowering.inputs(node);
        int left = lowering.register(node, lowering.mixed(inputs[0], 0, 2));
        int right = lowering.register(node, lowering.mixed(inputs[0], 1, 2));
        int[] out = registers(2);
        program.emit(Step.BALANCE, node, out, new int[] {left, right, lowering.operand(inputs[1], 0)});
        return out;
    }

    private int[] meter(int node, String name) {
        int own = lowering.channels(node);
        int memory = program.reserveDoubles(node, MEMORY, 3);
        program.meters.add(name);
        program.meterOffsets.add(memory);
        int[] result = new int[own];
        for (int channel = 0; channel < own; channel++) {
            result[channel] = lowering.register(node, lowering.operand(lowering.inputs(node)[0], channel));
            program.emit(Step.METER, node, NOTHING, new int[] {result[channel]}, memory);
        }
        return result;
    }

    private int[] custom(int node, Operation.Custom custom) {
        int[] inputs = lowering.inputs(node);
        int count = 0;
        for (int input : inputs) {
            count += lowering.channels(input);
        }
        int[] operands = new int[count];
        int next = 0;
        for (int input : inputs) {
            for (int channel = 0; channel < lowering.channels(input); channel++) {
                operands[next++] = lowering.register(node, lowering.operand(input, channel));
            }
        }
        int[] out = registers(custom.outputChannels());
        int payload = program.payload(new Program.Bundle(resources.processor(node, custom), operands, out));
        program.emit(Step.CUSTOM, node, NOTHING, NOTHING, payload);
        return out;
    }

    private int[] registers(int count) {
        int[] fresh = new int[count];
        for (int i = 0; i < count; i++) {
            fresh[i] = program.newRegister();
        }
        return fresh;
    }
}
