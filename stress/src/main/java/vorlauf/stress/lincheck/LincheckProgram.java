package vorlauf.stress.lincheck;

import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/** Checks one of our rings with Lincheck; started in a process of its own, with a mutant's classes before ours or without. */
public final class LincheckProgram {
    /** Exit code: every schedule that was looked at has an explanation. */
    public static final int HOLDS = 0;

    /** Exit code: a schedule has none, or an operation throws. */
    public static final int VIOLATED = 1;

    private LincheckProgram() {}

    /**
     * Checks, prints what was found, and exits.
     *
     * @param arguments {@code frames} or {@code records}; the number of scenarios; schedules of each
     */
    public static void main(String[] arguments) {
        boolean frames = arguments[0].equals("frames");
        ModelCheckingOptions options = new ModelCheckingOptions()
                .iterations(Integer.parseInt(arguments[1]))
                .invocationsPerIteration(Integer.parseInt(arguments[2]))
                .threads(2)
                .actorsBefore(3)
                .actorsPerThread(4)
                .actorsAfter(3)
                .minimizeFailedScenario(false)
                .sequentialSpecification(frames ? FrameQueue.class : RecordQueue.class);
        int exitCode = HOLDS;
        try {
            options.check(frames ? FrameRingOperations.class : RecordRingOperations.class);
            System.out.println("holds");
        } catch (LincheckAssertionError e) {
            System.out.println(e.getMessage());
            exitCode = VIOLATED;
        }
        System.exit(exitCode);
    }
}
