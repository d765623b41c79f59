package vorlauf.compile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vorlauf.graph.Operation;

/** Pass <i>checked</i>: finds every mistake of a graph and counts its channels. */
final class Checker {
    /** Longest delay: one of ten minutes at 192 kHz fits. */
    static final long MAXIMUM_DELAY_FRAMES = 1L << 27;

    private static final int MAXIMUM_CONTROLS = 16_384;

    private final Graph graph;
    private final CompileSettings settings;
    private final AudioFiles files;
    private final List<Problem> problems;
    private final int[] sameAs;
    private final @Nullable Checked before;
    private int[] channels = new int[0];

    private Checker(
            Declared declared,
            @Nullable Checked before,
            CompileSettings settings,
            AudioFiles files,
            List<Problem> problems) {
        graph = declared.graph();
        sameAs = declared.sameAs();
        this.before = before;
        this.settings = settings;
        this.files = files;
        this.problems = problems;
    }

    /**
     * Checks a graph; what is wrong is added to {@code problems}. What it shares with the graph before was checked there.
     *
     * @param before the graph that the declaration refers to, or null
     */
    static Checked check(
            Declared declared,
            @Nullable Checked before,
            CompileSettings settings,
            AudioFiles files,
            List<Problem> problems) {
        return new Checker(declared, before, settings, files, problems).run();
    }

    /**
     * Checks a graph of the shape of the one before, in which numbers alone have other values; null where that is a mistake.
     */
    static @Nullable Checked recheck(Retrace.Found found, Checked before, CompileSettings settings, AudioFiles files) {
        List<Problem> problems = new ArrayList<>();
        Checker checker = new Checker(found.declared(), before, settings, files, problems);
        for (int number : found.moved()) {
            checker.checkValues(number);
        }
        for (int reader : found.readers()) {
            checker.checkValues(reader);
        }
        return problems.isEmpty()
                ? new Checked(found.declared().graph(), before.channels(), before.components())
                : null;
    }

    private Checked run() {
        Components components = Components.of(graph);
        channels = new int[graph.size()];
        for (int node = 0; before != null && node < channels.length; node++) {
            channels[node] = sameAs[node] < 0 ? 0 : before.channels()[sameAs[node]];
        }
        ChannelRules.infer(graph, components, new Probe(), channels);
        for (int node = 0; node < graph.size(); node++) {
            if (before == null || sameAs[node] < 0) {
                checkValues(node);
                checkChannels(node);
            }
        }
        checkNames();
        List<Integer> cycle = Cycles.withoutDelay(graph, components, settings.sampleRateHertz());
        if (!cycle.isEmpty()) {
            problems.add(new Problem(graph.node(cycle.getFirst()).place(), describe(cycle)));
        }
        return new Checked(graph, channels, components);
    }

    private String describe(List<Integer> cycle) {
        StringBuilder path = new StringBuilder("a cycle without a delay: ");
        int shown = Math.min(cycle.size(), 12);
        for (int i = 0; i < shown; i++) {
            path.append(graph.node(cycle.get(i)).title()).append(" -> ");
        }
        if (shown < cycle.size()) {
            path.append("... ").append(cycle.size() - shown).append(" more -> ");
        }
        return path.append(graph.operation(cycle.getFirst()).label())
                .append("; put a delay of at least one sample into the loop")
                .toString();
    }

    /** Rules about a node's own values and those of its constant parameters. */
    private void checkValues(int node) {
        switch (graph.operation(node)) {
            case Operation.Constant o ->
                require(node, Double.isFinite(o.value()), () -> "the number is " + o.value() + ", must be finite");
            case Operation.Control o -> {
                require(node, !o.name().isBlank(), () -> "the control has no name");
                require(node, Double.isFinite(o.initial()), () -> "starts at " + o.initial() + ", must be finite");
            }
            case Operation.Delay o -> {
                long frames = o.frames(settings.sampleRateHertz());
                require(node, frames >= 0, () -> "the delay is " + length(o) + ", must not be negative");
                require(
                        node,
                        frames <= MAXIMUM_DELAY_FRAMES,
                        () -> "the delay is " + length(o) + ", at most " + longest());
            }
            case Operation.ModulatedDelay o -> {
                long frames = Operation.frames(o.maximum(), settings.sampleRateHertz());
                require(
                        node,
                        frames >= 1,
                        () -> "the longest delay is " + seconds(o.maximum()) + ", must be at least one frame");
                require(
                        node,
                        frames <= MAXIMUM_DELAY_FRAMES,
                        () -> "the longest delay is " + seconds(o.maximum()) + ", at most " + longest());
            }
            case Operation.Ramp o -> checkRamp(node, o);
            case Operation.WaveShape o -> checkTable(node, o.table());
            case Operation.Custom o ->
                require(
                        node,
                        o.outputChannels() >= 1 && o.outputChannels() <= ChannelRules.MAXIMUM,
                        () -> "has " + o.outputChannels() + " output channels, must be 1 to " + ChannelRules.MAXIMUM);
            case Operation.Input o ->
                require(
                        node,
                        o.channels() >= 1 && o.channels() <= ChannelRules.MAXIMUM,
                        () -> "has " + o.channels() + " channels, must be 1 to " + ChannelRules.MAXIMUM);
            case Operation.Meter o -> require(node, !o.name().isBlank(), () -> "the meter has no name");
            case Operation.AudioFile o ->
                require(node, !o.path().toString().isEmpty(), () -> "looped() is for file(...) alone");
            default -> {}
        }
    }

    private void checkRamp(int node, Operation.Ramp ramp) {
        require(
                node,
                !ramp.duration().isNegative(),
                () -> "lasts " + seconds(ramp.duration()) + ", must not be negative");
        int[] inputs = graph.inputs(node);
        if (ramp.exponential()
                && graph.operation(inputs[0]) instanceof Operation.Constant from
                && graph.operation(inputs[1]) instanceof Operation.Constant to) {
            require(
                    node,
                    from.value() * to.value() > 0,
                    () -> "goes from " + from.value() + " to " + to.value()
                            + "; both ends must have the same sign and not be 0 (use line to reach 0)");
        }
    }

    private void checkTable(int node, float[] table) {
        require(node, table.length >= 2, () -> "the table has " + table.length + " values, must be at least 2");
        for (int i = 0; i < table.length; i++) {
            if (!Float.isFinite(table[i])) {
                int place = i;
                require(node, false, () -> "table[" + place + "] is " + table[place] + ", must be finite");
                return;
            }
        }
    }

    /** Rules about how many channels a node takes and gives. */
    private void checkChannels(int node) {
        int[] inputs = graph.inputs(node);
        int own = channels[node];
        require(node, own <= ChannelRules.MAXIMUM, () -> "has more than " + ChannelRules.MAXIMUM + " channels");
        switch (graph.operation(node)) {
            case Operation.Pan ignored ->
                require(
                        node,
                        channels[inputs[0]] <= 2,
                        () -> "takes mono or stereo, this signal has " + channels[inputs[0]] + " channels");
            case Operation.Balance ignored ->
                require(
                        node,
                        channels[inputs[0]] <= 2,
                        () -> "takes mono or stereo, this signal has " + channels[inputs[0]] + " channels");
            case Operation.Channel o ->
                require(
                        node,
                        o.index() >= 0 && o.index() < channels[inputs[0]],
                        () -> "there is no channel " + o.index() + ": the signal has " + channels[inputs[0]]
                                + (channels[inputs[0]] == 1
                                        ? " channel, index 0"
                                        : " channels, 0 to " + (channels[inputs[0]] - 1)));
            case Operation.Channels ignored ->
                require(node, inputs.length > 0, () -> "channels() of no signals; give at least one");
            default -> {}
        }
        int firstParameter = firstParameter(graph.operation(node));
        for (int i = firstParameter; i < inputs.length; i++) {
            if (channels[inputs[i]] != 1) {
                problems.add(new Problem(
                        graph.node(node).place(),
                        graph.operation(node).label() + ": parameter " + (i - firstParameter + 1) + " ("
                                + graph.node(inputs[i]).title() + ") has " + channels[inputs[i]]
                                + " channels, must be mono; take .channel(0)"));
            }
        }
    }

    /** The first input that is a parameter, which must be mono; past the last where all inputs are signals. */
    private static int firstParameter(Operation operation) {
        return switch (operation) {
            case Operation.Oscillator ignored -> 0;
            case Operation.Adsr ignored -> 0;
            case Operation.Biquad ignored -> 1;
            case Operation.OnePole ignored -> 1;
            case Operation.StateVariableFilter ignored -> 1;
            case Operation.ModulatedDelay ignored -> 1;
            case Operation.Pan ignored -> 1;
            case Operation.Balance ignored -> 1;
            case Operation.Clip ignored -> 1;
            default -> Integer.MAX_VALUE;
        };
    }

    private void checkNames() {
        Map<String, Integer> controls = new HashMap<>();
        Map<String, Integer> meters = new HashMap<>();
        for (int node = 0; node < graph.size(); node++) {
            byte kind = graph.kind(node);
            if (kind == Graph.CONTROL) {
                Operation.Control control = (Operation.Control) graph.operation(node);
                Integer first = controls.putIfAbsent(control.name(), node);
                if (first != null && !sameControl(control, (Operation.Control) graph.operation(first))) {
                    duplicate(node, "control", control.name(), first);
                }
            } else if (kind == Graph.METER) {
                Operation.Meter meter = (Operation.Meter) graph.operation(node);
                Integer first = meters.putIfAbsent(meter.name(), node);
                if (first != null) {
                    duplicate(node, "meter", meter.name(), first);
                }
            }
        }
        if (controls.size() > MAXIMUM_CONTROLS) {
            problems.add(
                    new Problem("", "the graph has " + controls.size() + " controls, at most " + MAXIMUM_CONTROLS));
        }
    }

    @SuppressWarnings("ReferenceEquality") // two publishers are the same only if they are one object
    private static boolean sameControl(Operation.Control one, Operation.Control other) {
        return one.publisher() == other.publisher() && one.initial() == other.initial();
    }

    private void duplicate(int node, String what, String name, int first) {
        problems.add(new Problem(
                graph.node(node).place(),
                what + " '" + name + "' is also declared at "
                        + graph.node(first).place() + "; use one signal in both places, or two names"));
    }

    private void require(int node, boolean holds, Supplier<String> message) {
        if (!holds) {
            Graph.Node declared = graph.node(node);
            String subject = declared.operation() instanceof Operation.Constant
                    ? ""
                    : declared.operation().label() + ": ";
            problems.add(new Problem(declared.place(), subject + message.get()));
        }
    }

    private String longest() {
        return (long) (MAXIMUM_DELAY_FRAMES / settings.sampleRateHertz()) + " s";
    }

    private static String length(Operation.Delay delay) {
        return delay.duration() == null ? delay.samples() + " samples" : seconds(delay.duration());
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }

    /** Reads each file's header once. */
    private final class Probe implements ChannelRules.FileChannels {
        private final Map<java.nio.file.Path, Integer> known = new HashMap<>();

        @Override
        public int of(Operation.AudioFile file) {
            if (file.path().toString().isEmpty()) {
                return 1;
            }
            Integer before = known.get(file.path());
            if (before == null) {
                before = probe(file);
                known.put(file.path(), before);
            }
            return before;
        }

        private int probe(Operation.AudioFile file) {
            try {
                return files.probe(file.path()).channels();
            } catch (AudioFiles.UnusableFileException unusable) {
                String message = unusable.getMessage();
                List<String> places = new ArrayList<>();
                for (Graph.Node node : graph.nodes()) {
                    if (node.operation() instanceof Operation.AudioFile other
                            && other.path().equals(file.path())) {
                        places.add(node.place());
                    }
                }
                problems.add(
                        new Problem(places.getFirst(), message == null ? "the file cannot be used" : message, true));
                return 1;
            }
        }
    }
}
