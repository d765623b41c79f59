package vorlauf.broken.plan;

/** Links to a vector kernel, and so cannot run without the module. */
final class LinksVectors {
    private LinksVectors() {}

    static void render(float[] out) {
        VectorSilence.render(out);
    }
}
