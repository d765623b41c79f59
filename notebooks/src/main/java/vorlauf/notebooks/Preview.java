package vorlauf.notebooks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import vorlauf.compile.CompileSettings;
import vorlauf.compile.CompiledGraph;
import vorlauf.compile.Explanation;
import vorlauf.compile.GraphCompiler;
import vorlauf.compile.GraphException;
import vorlauf.compile.Problem;
import vorlauf.files.AudioFileException;
import vorlauf.files.DiskFiles;
import vorlauf.files.FileStream;
import vorlauf.files.SampleFormat;
import vorlauf.files.WavWriter;
import vorlauf.graph.Signal;
import vorlauf.plan.RenderPlan;
import vorlauf.realtime.RealTimeCheck;

/**
 * A first look at a graph: what the compiler makes of it, and its first seconds with all controls at their initial values. No
 * publisher is subscribed to, as that may be felt elsewhere: a sink may have one subscriber only.
 *
 * @param explanation nodes and steps
 * @param warnings what was found in user code
 * @param wave a WAV file of 16 bits; empty where nothing was rendered
 * @param seconds length of it
 * @param peak largest absolute sample
 * @param controls names of the controls that were held
 */
@SuppressWarnings("ArrayRecordComponent") // bytes of a file
public record Preview(
        Explanation explanation,
        List<Problem> warnings,
        byte[] wave,
        double seconds,
        double peak,
        List<String> controls) {

    /** Compiles a graph and renders its first seconds. Errors: the problems of the graph; a file that cannot be read on. */
    public static Preview of(Signal graph, double seconds) throws GraphException, IOException {
        return of(graph, Math.toIntExact(Math.round(seconds * Vorlauf.SAMPLE_RATE_HERTZ)));
    }

    static Preview compiled(Signal graph) throws GraphException, IOException {
        return of(graph, 0);
    }

    private static Preview of(Signal graph, int frames) throws GraphException, IOException {
        List<FileStream> streams = new ArrayList<>();
        GraphCompiler compiler = new GraphCompiler(
                CompileSettings.of(Vorlauf.SAMPLE_RATE_HERTZ, Vorlauf.BLOCK_FRAMES),
                new DiskFiles(streams::add),
                RealTimeCheck.WARNING.forCompiler());
        RenderPlan plan = null;
        try {
            CompiledGraph compiled = compiler.compile(graph);
            Explanation explanation = compiler.explain();
            if (explanation == null) {
                throw new IllegalStateException("a compiled graph has no explanation");
            }
            plan = compiled.change().settled();
            float[] samples = rendered(plan, streams, frames);
            double peak = 0;
            for (float sample : samples) {
                peak = Math.max(peak, Math.abs(sample));
            }
            return new Preview(
                    explanation,
                    compiled.warnings(),
                    frames == 0
                            ? new byte[0]
                            : WavWriter.bytes(samples, SampleFormat.PCM16, plan.channels(), Vorlauf.SAMPLE_RATE_HERTZ),
                    (double) frames / Vorlauf.SAMPLE_RATE_HERTZ,
                    peak,
                    compiled.controls().stream()
                            .map(CompiledGraph.Control::name)
                            .toList());
        } finally {
            for (FileStream stream : streams) {
                stream.close();
            }
            close(plan == null ? List.of() : plan.resources());
        }
    }

    private static float[] rendered(RenderPlan plan, List<FileStream> streams, int frames) throws AudioFileException {
        int channels = plan.channels();
        float[] samples = new float[frames * channels];
        float[] block = new float[Vorlauf.BLOCK_FRAMES * channels];
        for (int done = 0; done < samples.length; done += block.length) {
            for (FileStream stream : streams) {
                stream.prefetch();
            }
            plan.render(block);
            System.arraycopy(block, 0, samples, done, Math.min(block.length, samples.length - done));
        }
        return samples;
    }

    /** Nodes of the user's own are made for one engine, so this look at them closes them. */
    private static void close(List<Object> resources) throws IOException {
        for (Object resource : resources) {
            if (resource instanceof AutoCloseable closeable) {
                try {
                    closeable.close();
                } catch (Exception e) {
                    throw new IOException(resource.getClass().getSimpleName() + " cannot be closed: " + e, e);
                }
            }
        }
    }
}
