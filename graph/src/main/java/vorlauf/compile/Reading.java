package vorlauf.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vorlauf.graph.Operation;
import vorlauf.graph.Signal;

/**
 * A graph without mistakes, read as an edit of the one before.
 *
 * @param match for each node the node of the graph before that it continues, or -1
 * @param readers nodes that may have other sources than before, in order; null for all nodes
 * @param voice a voice that goes, comes or both, where that is all there is; else null
 */
record Reading(
        Declared declared,
        Checked checked,
        int[] match,
        int @Nullable [] readers,
        @Nullable VoiceEdit voice) {

    /**
     * Reads a graph, along the one before where it has the same shape or one voice differs; else from nothing, with what is known.
     *
     * @param before the graph before; null for none
     * @param known its declaration, or that of a graph which was mixed up to it; null where nothing is known
     */
    static Reading of(
            Signal graph,
            @Nullable Compiled before,
            @Nullable Declared known,
            CompileSettings settings,
            AudioFiles files)
            throws GraphException {
        Reader reader = new Reader(graph, settings, files);
        Reading reading = null;
        if (before != null && known != null && before.checked().graph() == known.graph()) {
            reading = reader.alike(before, known);
            reading = reading == null ? reader.substituted(before, known) : reading;
        }
        return reading == null ? reader.whole(before, known) : reading;
    }

    private record Reader(Signal graph, CompileSettings settings, AudioFiles files) {
        /** The graph read as one of which a voice has gone, come or both; null where more has changed, or there is a mistake. */
        private @Nullable Reading substituted(Compiled before, Declared known) {
            Substitution found = Retrace.substitution(graph, known, settings.maximumNodes());
            if (found == null || found.match().length > settings.maximumNodes()) {
                return null;
            }
            List<Problem> problems = new ArrayList<>();
            Declared comer = found.comer();
            Checked come = comer == null ? null : Checker.check(comer, null, settings, files, problems);
            Declared next = problems.isEmpty() ? found.declared() : null;
            Checked checked = next == null ? null : found.checked(next, before.checked(), come);
            return next == null || checked == null
                    ? null
                    : new Reading(next, checked, found.match(), null, found.edit());
        }

        /** The graph read as one of the shape of the graph before; null where it has another, or a mistake. */
        private @Nullable Reading alike(Compiled before, Declared known) {
            Retrace.Found found = Retrace.of(graph, known);
            Checked checked = found == null ? null : Checker.recheck(found, before.checked(), settings, files);
            if (found == null || checked == null) {
                return null;
            }
            int[] match = new int[checked.graph().size()];
            Arrays.setAll(match, node -> node);
            VoiceEdit renewed = found.renewed();
            if (renewed == null) {
                return new Reading(found.declared(), checked, match, found.readers(), null);
            }
            for (int node : Objects.requireNonNull(renewed.comes()).nodes()) {
                match[node] = -1;
            }
            int[] readers = IntStream.concat(
                            IntStream.of(renewed.sum()),
                            Arrays.stream(found.readers()).filter(reader -> match[reader] >= 0))
                    .sorted()
                    .distinct()
                    .toArray();
            return new Reading(found.declared(), checked, match, readers, readers.length == 1 ? renewed : null);
        }

        private Reading whole(@Nullable Compiled before, @Nullable Declared known) throws GraphException {
            List<Problem> problems = new ArrayList<>();
            Declared read = Declaration.read(graph, known, settings.maximumNodes(), problems);
            Checked next = check(read, before, problems);
            int[] match = before == null ? none(next) : Matcher.match(before.checked(), next, read.sameAs(), settings);
            VoiceEdit voice = before == null ? null : VoiceEdit.between(before.checked(), next, match);
            return new Reading(read, next, match, null, voice);
        }

        private Checked check(Declared read, @Nullable Compiled before, List<Problem> problems) throws GraphException {
            Checked checked = Checker.check(read, before == null ? null : before.checked(), settings, files, problems);
            if (before != null) {
                int channels = before.plan().channels();
                int wanted = checked.channels()[read.graph().root()];
                if (wanted > channels) {
                    problems.add(new Problem(
                            graph.place(),
                            "the graph has " + wanted + " channels, but the engine was started with " + channels
                                    + "; mix it down or start another engine"));
                } else if (wanted < channels) {
                    checked = widened(checked, channels);
                }
            }
            if (!problems.isEmpty()) {
                throw new GraphException(problems);
            }
            return checked;
        }

        /** The graph mixed up to more channels: summed with silence that has them. */
        private static Checked widened(Checked checked, int channels) {
            Graph graph = checked.graph();
            int size = graph.size();
            int[] silence = new int[channels];
            Arrays.fill(silence, size);
            Graph.Node[] nodes = Arrays.copyOf(graph.nodes(), size + 3);
            nodes[size] = Graph.Node.number(0);
            nodes[size + 1] = Graph.Node.added(new Operation.Channels(), silence);
            nodes[size + 2] = Graph.Node.added(new Operation.Mix(), graph.root(), size + 1);
            int[] counts = Arrays.copyOf(checked.channels(), size + 3);
            counts[size] = 1;
            counts[size + 1] = channels;
            counts[size + 2] = channels;
            Graph widened = new Graph(nodes, size + 2, graph.keys());
            return new Checked(widened, counts, Components.of(widened));
        }

        private static int[] none(Checked checked) {
            int[] none = new int[checked.graph().size()];
            Arrays.fill(none, -1);
            return none;
        }
    }
}
