package vorlauf.stress;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The outcome of one test over all JVM modes.
 *
 * @param test the test's class name
 * @param twin it is a broken twin, which passes when the fault was found
 * @param passed the expectation held
 * @param modes JVM modes that were observed
 * @param samples executions in all modes
 * @param detail what was found, in a few words
 */
record Verdict(String test, boolean twin, boolean passed, int modes, long samples, String detail) {
    /** The package of the broken twins; a test there must fail. */
    static final String TWINS = "vorlauf.stress.twins.";

    private static final String SURVIVED = "fault NOT found: the test is blind";

    /** One verdict for each expected test, in the order of their names; a test that was not observed has failed. */
    static List<Verdict> of(Collection<String> expectedTests, Collection<Observation> observations) {
        Map<String, List<Observation>> byTest = new TreeMap<>();
        for (String test : expectedTests) {
            byTest.put(test, new ArrayList<>());
        }
        for (Observation observation : observations) {
            byTest.computeIfAbsent(observation.test(), name -> new ArrayList<>())
                    .add(observation);
        }
        List<Verdict> verdicts = new ArrayList<>();
        byTest.forEach((test, seen) -> verdicts.add(of(test, seen)));
        return verdicts;
    }

    /** A twin that ran well and was not caught: the test is blind, or the look was too short. */
    boolean survived() {
        return twin && !passed && detail.equals(SURVIVED);
    }

    private static Verdict of(String test, List<Observation> seen) {
        boolean twin = test.startsWith(TWINS);
        long samples = seen.stream().mapToLong(Observation::samples).sum();
        List<Observation> notRun =
                seen.stream().filter(observation -> !observation.ran()).toList();
        List<Observation> guilty = seen.stream()
                .filter(observation -> !observation.forbidden().isEmpty())
                .toList();
        String detail;
        boolean passed = false;
        if (seen.isEmpty()) {
            detail = "was not run";
        } else if (!notRun.isEmpty()) {
            detail = "did not finish: " + notRun.getFirst().trouble();
        } else if (samples == 0) {
            detail = "took no samples";
        } else if (twin) {
            passed = !guilty.isEmpty();
            detail = passed ? "fault found in " + guilty.size() + " of " + seen.size() + " modes" : SURVIVED;
        } else {
            passed = guilty.isEmpty();
            detail = passed ? "holds" : guilty.getFirst().forbidden().getFirst();
        }
        return new Verdict(test, twin, passed, seen.size(), samples, detail);
    }
}
