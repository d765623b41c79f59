package vorlauf.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vorlauf.check.model.Exploration;
import vorlauf.check.model.Limits;
import vorlauf.check.model.ModelChecker;
import vorlauf.check.model.Scenario;
import vorlauf.check.model.ShownSchedule;
import vorlauf.check.rewrite.ClassBytes;
import vorlauf.check.rewrite.SubjectLoader;

/** What the model allows and forbids, against what the literature says of the same programs. */
final class LitmusTest {
    private static final ClassLoader OURS = LitmusTest.class.getClassLoader();

    /** Registers r0 to r3 after every execution there is, as digits; "race" where one is a data race. */
    private static Set<String> outcomes(String... program) {
        return outcomes(0, program);
    }

    /** The variables x, y, z and w at the end, as digits. */
    private static Set<String> ends(String... program) {
        return outcomes(4, program);
    }

    private static Set<String> outcomes(int from, String... program) {
        Set<String> outcomes = new TreeSet<>();
        Consumer<String> collect = digits -> outcomes.add(digits.substring(from, from + 4));
        // With four threads all executions are a million; all outcomes show up with two departures.
        int bound = program.length > 3 ? 4 : Limits.UNBOUNDED;
        Exploration exploration =
                ModelChecker.explore(() -> litmus(List.of(program), collect), new Limits(bound, 1_000_000));
        ShownSchedule shown = exploration.counterExample();
        if (shown != null && shown.finding() != null) {
            assertThat(shown.finding().kind()).isEqualTo(FindingKind.RACE);
            outcomes.add("race");
        }
        assertThat(exploration.complete()).isTrue();
        return outcomes;
    }

    private static Scenario litmus(List<String> program, Consumer<String> outcome) {
        try {
            return (Scenario) LITMUS.getConstructor(List.class, Consumer.class).newInstance(program, outcome);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final Class<?> LITMUS = load();

    private static Class<?> load() {
        try {
            return new SubjectLoader(ClassBytes.of(OURS), Set.of(), OURS).loadClass("vorlauf.check.litmus.Litmus");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // store of the flag, load of the flag, is the old message possible, is plain data a race
        "rel, acq, false",
        "vol, vol, false",
        "rel, vol, false",
        "vol, acq, false",
        "opq, acq, true",
        "rel, opq, true",
        "opq, opq, true",
        "vol, opq, true",
        "opq, vol, true",
    })
    void messagePassing(String store, String load, boolean stale) {
        Set<String> opaqueData = outcomes("x =opq 1; y =" + store + " 1", "r0 =" + load + " y; r1 =opq x");
        Set<String> plainData = outcomes("x =plain 1; y =" + store + " 1", "r0 =" + load + " y; if r0 1; r1 =plain x");

        assertThat(opaqueData).contains("0000", "0100", "1100");
        assertThat(opaqueData.contains("1000")).isEqualTo(stale);
        assertThat(plainData.contains("race")).isEqualTo(stale);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "relFence; y =opq 1 | r0 =opq y; acqFence; | false",
                "relFence; y =opq 1 | r0 =acq y;           | false",
                "y =rel 1           | r0 =opq y; acqFence; | false",
                "fence; y =opq 1    | r0 =opq y; fence;    | false",
                "ssFence; y =opq 1  | r0 =opq y; llFence;  | false",
                "y =opq 1; relFence | r0 =opq y; acqFence; | true",
                "relFence; y =opq 1 | acqFence; r0 =opq y; | true",
                "relFence; y =opq 1 | r0 =opq y;           | true",
                "y =opq 1           | r0 =opq y; acqFence; | true",
            })
    void messagePassingBehindFences(String writer, String reader, boolean stale) {
        Set<String> outcomes = outcomes("x =opq 1; " + writer, reader + " r1 =opq x");
        Set<String> plain = outcomes("x =plain 1; " + writer, reader + " if r0 1; r1 =plain x");

        assertThat(outcomes).contains("0000", "1100");
        assertThat(outcomes.contains("1000")).isEqualTo(stale);
        assertThat(plain.contains("race")).isEqualTo(stale);
    }

    /** Loads before a store: a fence between stores alone does not hold them, as a slot that is given back must be. */
    @ParameterizedTest
    @CsvSource({"relFence, acqFence, false", "ssFence, acqFence, true", "relFence, llFence, true", "fence, fence, false"
    })
    void freeingWhatWasRead(String release, String acquire, boolean race) {
        Set<String> outcomes =
                outcomes("r0 =plain x; " + release + "; y =opq 1", "r1 =opq y; " + acquire + "; if r1 1; x =plain 1");

        assertThat(outcomes.contains("race")).isEqualTo(race);
    }

    @ParameterizedTest
    @CsvSource({
        // Dekker's pair: both miss the other unless all four are volatile, or full fences stand between
        "vol, vol, '', false",
        "vol, acq, '', true",
        "rel, vol, '', true",
        "rel, acq, '', true",
        "opq, opq, '', true",
        "opq, opq, fence;, false",
        "rel, acq, fence;, false",
        "rel, acq, relFence; acqFence;, true",
        "rel, acq, ssFence; llFence;, true",
    })
    void storeBuffering(String store, String load, String between, boolean bothMiss) {
        Set<String> outcomes = outcomes(
                "x =" + store + " 1; " + statement(between) + "r0 =" + load + " y",
                "y =" + store + " 1; " + statement(between) + "r1 =" + load + " x");

        assertThat(outcomes).contains("0100", "1000", "1100");
        assertThat(outcomes.contains("0000")).isEqualTo(bothMiss);
    }

    private static String statement(@Nullable String text) {
        return text == null || text.isEmpty() ? "" : text + " ";
    }

    @Test
    void storeBufferingWithAVolatilePairOnOneSideAndAFenceOnTheOther() {
        assertThat(outcomes("x =opq 1; fence; r0 =vol y", "y =vol 1; r1 =vol x"))
                .doesNotContain("0000");
        assertThat(outcomes("x =opq 1; fence; r0 =opq y", "y =vol 1; r1 =opq x"))
                .contains("0000");
    }

    /** A sleeper tells that it sleeps and looks for work; a waker leaves work and looks for a sleeper. */
    @ParameterizedTest
    @CsvSource({"vol, vol, false", "rel, vol, true", "vol, opq, true"})
    void lostWakeUp(String store, String load, boolean lost) {
        Set<String> outcomes =
                outcomes("x =" + store + " 1; r0 =" + load + " y", "y =" + store + " 1; r1 =" + load + " x");

        assertThat(outcomes.contains("0000")).isEqualTo(lost);
    }

    @ParameterizedTest
    @CsvSource({
        "rel, vol, '', true",
        "vol, vol, '', false",
        "rel, acq, '', true",
        "opq, opq, fence;, false",
        "opq, opq, acqFence;, true",
    })
    void independentReadsOfIndependentWrites(String store, String load, String between, boolean disagree) {
        Set<String> outcomes = outcomes(
                "x =" + store + " 1",
                "y =" + store + " 1",
                "r0 =" + load + " x; " + statement(between) + "r1 =" + load + " y",
                "r2 =" + load + " y; " + statement(between) + "r3 =" + load + " x");

        assertThat(outcomes).contains("1111", "0000");
        assertThat(outcomes.contains("1010")).isEqualTo(disagree);
    }

    @ParameterizedTest
    @CsvSource({"opq", "acq", "vol"})
    void coherenceOfLoads(String load) {
        Set<String> one = outcomes("x =opq 1", "r0 =" + load + " x; r1 =" + load + " x");
        Set<String> two = outcomes(
                "x =opq 1",
                "x =opq 2",
                "r0 =" + load + " x; r1 =" + load + " x",
                "r2 =" + load + " x; r3 =" + load + " x");

        assertThat(one).containsExactlyInAnyOrder("0000", "0100", "1100");
        assertThat(two).contains("1212", "2121", "1122").doesNotContain("1221", "2112");
    }

    @Test
    void coherenceOfStores() {
        // CoWW, CoRW1, CoWR: a thread's own stores stay in order, and it never sees what its own store has replaced
        assertThat(outcomes("x =opq 1; x =opq 2", "r0 =opq x; r1 =opq x")).doesNotContain("2100");
        assertThat(outcomes("r0 =opq x; x =opq 1")).containsExactly("0000");
        assertThat(outcomes("x =opq 1; r0 =opq x", "x =opq 2")).containsExactlyInAnyOrder("1000", "2000");
        // CoRW2: what was seen stands before what is stored after it
        assertThat(outcomes("r0 =opq x; x =opq 2", "x =opq 1", "r1 =opq x; r2 =opq x"))
                .contains("1120")
                .doesNotContain("1210");
    }

    @ParameterizedTest
    @CsvSource({"opq, true", "rel, true", "vol, false"})
    void storesOfTwoThreadsMayStandInAnotherOrderThanTheyCame(String store, boolean bothFirstStoresWin) {
        // 2+2W
        Set<String> ends = ends("x =" + store + " 1; y =" + store + " 2", "y =" + store + " 1; x =" + store + " 2");

        assertThat(ends).contains("2200", "1200", "2100");
        assertThat(ends.contains("1100")).isEqualTo(bothFirstStoresWin);
    }

    @Test
    void writeToReadCausality() {
        String[] released = {"x =opq 1", "r0 =opq x; if r0 1; y =rel 1", "r1 =acq y; if r1 1; r2 =opq x"};
        String[] opaque = {"x =opq 1", "r0 =opq x; if r0 1; y =opq 1", "r1 =acq y; if r1 1; r2 =opq x"};

        assertThat(outcomes(released)).contains("1110").doesNotContain("1100");
        assertThat(outcomes(opaque)).contains("1100");
    }

    @Test
    void updatesAreAtomic() {
        assertThat(outcomes("r0 =addVol x 1", "r1 =addVol x 1")).containsExactlyInAnyOrder("0100", "1000");
        assertThat(outcomes("r0 =addAcq x 1", "r1 =addRel x 1")).containsExactlyInAnyOrder("0100", "1000");
        assertThat(outcomes("r0 =cas x 0 1", "r1 =cas x 0 2")).containsExactlyInAnyOrder("0100", "1000");
        assertThat(outcomes("r0 =casOpq x 0 1")).containsExactlyInAnyOrder("0000", "1000");
    }

    @Test
    void anUpdateHandsOnWhatItReplaces() {
        // a release sequence: the opaque half of an acquiring update still carries the release before it
        assertThat(outcomes("z =plain 1; x =rel 1", "r0 =addAcq x 1", "r1 =acq x; if r1 2; r2 =plain z"))
                .contains("1210")
                .doesNotContain("race");
        assertThat(outcomes("z =plain 1; x =rel 1", "x =opq 2", "r1 =acq x; if r1 2; r2 =plain z"))
                .contains("race");
    }

    @Test
    void loadBufferingIsNotCovered() {
        // Java allows both loads to see the stores that follow them; an execution in steps cannot show it
        assertThat(outcomes("r0 =opq x; y =opq 1", "r1 =opq y; x =opq 1")).doesNotContain("1100");
    }
}
