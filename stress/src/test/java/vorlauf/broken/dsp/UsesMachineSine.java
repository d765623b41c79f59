package vorlauf.broken.dsp;

final class UsesMachineSine {
    private UsesMachineSine() {}

    static double sample(double phase) {
        return Math.sin(phase);
    }
}
