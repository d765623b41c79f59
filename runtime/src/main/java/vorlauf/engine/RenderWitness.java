package vorlauf.engine;

import vorlauf.compile.CompiledGraph;
import vorlauf.compile.GraphException;

/**
 * Watches what an offline render plays, closely enough to play it again elsewhere: every graph before it is rendered, and
 * the values of its controls after each run of blocks. When a graph comes into force is an {@link EngineEvent.PlanSwapped}.
 *
 * <p>Threads: the render's.
 */
public interface RenderWitness {
    /** A witness that looks away. */
    RenderWitness NONE = new RenderWitness() {
        @Override
        public void compiled(CompiledGraph graph) {}

        @Override
        public void rendered(long firstFrame) {}
    };

    /**
     * A graph was compiled; none of its plans has been rendered, so their state is still that of their beginning.
     *
     * <p>Errors: problems of a graph that the witness has no use for; they end the render.
     */
    void compiled(CompiledGraph graph) throws GraphException;

    /** Blocks from {@code firstFrame} on were rendered, all with the values that the controls' cells hold now. */
    void rendered(long firstFrame);
}
