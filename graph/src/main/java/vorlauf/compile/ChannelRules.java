package vorlauf.compile;

import vorlauf.graph.Operation;

/** How many channels each node has. */
final class ChannelRules {
    /** Most channels of a signal. */
    static final int MAXIMUM = 64;

    private ChannelRules() {}

    /** Gives the channels of a file, or 1 where it cannot be read (which is a problem of its own). */
    interface FileChannels {
        int of(Operation.AudioFile file);
    }

    /**
     * Finds the channels of every node that has none yet: the smallest counts that agree with each other. A loop has the
     * channels of its result, so inside a cycle counts are raised until nothing changes; {@link #MAXIMUM} + 1 stands for more
     * than the maximum.
     *
     * @param channels of each node; 0 where they are to be found, which is the same for all nodes of a cycle
     */
    static void infer(Graph graph, Components components, FileChannels files, int[] channels) {
        int[] order = components.order();
        for (int component = 0; component < components.count(); component++) {
            boolean raised = channels[components.first(component)] == 0;
            while (raised) {
                raised = false;
                for (int i = components.begin()[component]; i < components.begin()[component + 1]; i++) {
                    int node = order[i];
                    int count = count(graph, node, channels, files);
                    raised |= count > channels[node];
                    channels[node] = Math.max(channels[node], count);
                }
                raised &= components.cyclic()[component];
            }
        }
    }

    /** The channels of a node, given those of its inputs. */
    static int count(Graph graph, int node, int[] channels, FileChannels files) {
        return Math.min(MAXIMUM + 1, of(graph, node, channels, files));
    }

    private static int of(Graph graph, int node, int[] channels, FileChannels files) {
        int[] inputs = graph.inputs(node);
        return switch (graph.operation(node)) {
            case Operation.Constant ignored -> 1;
            case Operation.Control ignored -> 1;
            case Operation.Oscillator ignored -> 1;
            case Operation.Noise ignored -> 1;
            case Operation.Adsr ignored -> 1;
            case Operation.Channel ignored -> 1;
            case Operation.AudioFile file -> files.of(file);
            case Operation.Input input -> input.channels();
            case Operation.Custom custom -> custom.outputChannels();
            case Operation.Pan ignored -> 2;
            case Operation.Balance ignored -> 2;
            case Operation.Channels ignored -> sum(inputs, channels);
            case Operation.Mix ignored -> Math.max(1, most(inputs, inputs.length, channels));
            case Operation.Binary ignored -> most(inputs, 2, channels);
            case Operation.Ramp ignored -> most(inputs, 2, channels);
            case Operation.Fade ignored -> most(inputs, 2, channels);
            case Operation.StateVariableFilter ignored -> most(inputs, 1, channels);
            case Operation.Biquad ignored -> most(inputs, 1, channels);
            case Operation.OnePole ignored -> most(inputs, 1, channels);
            case Operation.Delay ignored -> most(inputs, 1, channels);
            case Operation.MovingDelay ignored -> most(inputs, 1, channels);
            case Operation.ModulatedDelay ignored -> most(inputs, 1, channels);
            case Operation.Tanh ignored -> most(inputs, 1, channels);
            case Operation.Clip ignored -> most(inputs, 1, channels);
            case Operation.WaveShape ignored -> most(inputs, 1, channels);
            case Operation.Meter ignored -> most(inputs, 1, channels);
            case Operation.Keyed ignored -> most(inputs, 1, channels);
            case Operation.Feedback ignored -> most(inputs, 1, channels);
            case Operation.Loop ignored -> 1;
        };
    }

    private static int most(int[] inputs, int count, int[] channels) {
        int most = 0;
        for (int i = 0; i < count; i++) {
            most = Math.max(most, channels[inputs[i]]);
        }
        return most;
    }

    private static int sum(int[] inputs, int[] channels) {
        int sum = 0;
        for (int input : inputs) {
            sum = Math.min(MAXIMUM + 1, sum + channels[input]);
        }
        return sum;
    }
}
