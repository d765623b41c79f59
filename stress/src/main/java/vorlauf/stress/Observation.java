package vorlauf.stress;

import java.util.List;

/**
 * What jcstress saw of one test in one JVM mode.
 *
 * @param test the test's class name
 * @param ran the fork came to its end and its samples count
 * @param samples executions
 * @param forbidden what happened and must not, one message each; never empty where {@code ran} and the grade is bad
 * @param trouble why it did not run, where it did not
 */
record Observation(String test, boolean ran, long samples, List<String> forbidden, String trouble) {}
