package vorlauf.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vorlauf.graph.Processor;

/** Each rule of the scan has a class that breaks it and is found, and one beside it that is clean. */
final class RealTimeScanTest {
    /** One class a rule, and words of its finding. */
    static List<Object[]> violating() {
        return List.of(
                new Object[] {BreaksRules.AllocatesArray.class, RealTimeRule.ALLOCATION, "allocates a float[]"},
                new Object[] {BreaksRules.AllocatesObject.class, RealTimeRule.ALLOCATION, "allocates a java.lang.Object"
                },
                new Object[] {
                    BreaksRules.Copies.class, RealTimeRule.ALLOCATION, "allocates an array (java.util.Arrays.copyOf)"
                },
                new Object[] {BreaksRules.Sorts.class, RealTimeRule.ALLOCATION, "in java.util.Arrays.sort"},
                new Object[] {BreaksRules.Clones.class, RealTimeRule.ALLOCATION, "allocates a copy of an array"},
                new Object[] {BreaksRules.Boxes.class, RealTimeRule.BOXING, "boxes a float"},
                new Object[] {BreaksRules.Concatenates.class, RealTimeRule.TEXT, "joins strings"},
                new Object[] {BreaksRules.MakesLambda.class, RealTimeRule.LAMBDA, "makes a lambda"},
                new Object[] {BreaksRules.LinksRecord.class, RealTimeRule.LINKAGE, "calls hashCode, which is generated"
                },
                new Object[] {BreaksRules.SwitchesOverTypes.class, RealTimeRule.LINKAGE, "switches over types"},
                new Object[] {BreaksRules.Synchronizes.class, RealTimeRule.MONITOR, "enters a monitor"},
                new Object[] {BreaksRules.CallsSynchronized.class, RealTimeRule.MONITOR, "is synchronized"},
                new Object[] {BreaksRules.Locks.class, RealTimeRule.LOCK, "takes a lock"},
                new Object[] {BreaksRules.Notifies.class, RealTimeRule.LOCK, "needs the object's monitor"},
                new Object[] {BreaksRules.Sleeps.class, RealTimeRule.WAIT, "sleeps"},
                new Object[] {BreaksRules.Parks.class, RealTimeRule.WAIT, "parks or wakes a thread"},
                new Object[] {BreaksRules.Prints.class, RealTimeRule.INPUT_OUTPUT, "does input or output"},
                new Object[] {
                    BreaksRules.Throws.class, RealTimeRule.EXCEPTION, "throws a new java.lang.IllegalArgumentException"
                },
                new Object[] {BreaksRules.ThrowsKept.class, RealTimeRule.EXCEPTION, "throws an exception"},
                new Object[] {
                    BreaksRules.Exact.class, RealTimeRule.EXCEPTION, "throws on overflow (java.lang.Math.addExact)"
                },
                new Object[] {BreaksRules.Varargs.class, RealTimeRule.VARARGS, "makes an array for the arguments of"},
                new Object[] {BreaksRules.EnumValues.class, RealTimeRule.ALLOCATION, "allocates a copy of an array"},
                new Object[] {BreaksRules.Iterates.class, RealTimeRule.UNKNOWN, "java.util.List.iterator"},
                new Object[] {
                    BreaksRules.CallsJdkInterface.class, RealTimeRule.UNKNOWN, "DoubleUnaryOperator.applyAsDouble"
                },
                new Object[] {
                    BreaksRules.NobodyImplements.class,
                    RealTimeRule.UNKNOWN,
                    "which nothing that was scanned implements"
                },
                new Object[] {BreaksRules.Native.class, RealTimeRule.NATIVE, "calls native code"},
                new Object[] {BreaksRules.Reflects.class, RealTimeRule.NATIVE, "calls by reflection"},
                new Object[] {BreaksRules.Initialises.class, RealTimeRule.INITIALISER, "may run the initialiser of"},
                new Object[] {
                    BreaksRules.InitialisesSometimes.class, RealTimeRule.INITIALISER, "may run the initialiser of"
                },
                new Object[] {BreaksRules.InitialisesEnum.class, RealTimeRule.INITIALISER, "may run the initialiser of"
                },
                new Object[] {BreaksRules.CallsOverridden.class, RealTimeRule.ALLOCATION, "allocates an int[]"},
                new Object[] {BreaksRules.CallsLambda.class, RealTimeRule.ALLOCATION, "allocates a float[]"},
                new Object[] {
                    BreaksRules.CallsConstructorReference.class, RealTimeRule.ALLOCATION, "by a constructor reference"
                });
    }

    @ParameterizedTest
    @MethodSource("violating")
    void whatARuleForbidsIsFound(Class<? extends Processor> type, RealTimeRule rule, String what) {
        assertThat(findings(type)).anySatisfy(finding -> {
            assertThat(finding.rule()).isEqualTo(rule);
            assertThat(finding.toString()).contains(what).startsWith("BreaksRules.java:");
            assertThat(finding.line()).isPositive();
            assertThat(finding.callers().getFirst()).contains(".process");
        });
    }

    @Test
    void everyRuleIsBrokenByATestOrIsANote() {
        Set<RealTimeRule> broken = violating().stream()
                .map(row -> (RealTimeRule) row[1])
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(RealTimeRule.class)));
        broken.add(RealTimeRule.LOOP);
        assertThat(broken).containsExactly(RealTimeRule.values());
    }

    @ParameterizedTest
    @MethodSource("clean")
    void whatIsAllowedIsNot(Class<? extends Processor> type) {
        assertThat(RealTimeScan.of(type).processor(type)).satisfies(report -> {
            assertThat(report.lines()).isEmpty();
            assertThat(report.notes()).isEmpty();
        });
    }

    static List<Class<? extends Processor>> clean() {
        return List.of(
                KeepsRules.Arithmetic.class,
                KeepsRules.SwitchesOverEnum.class,
                KeepsRules.ComparesEnum.class,
                KeepsRules.UsesOwnInitialiser.class,
                KeepsRules.UsesInitialisedBefore.class,
                KeepsRules.PreparesOther.class,
                KeepsRules.Finally.class,
                KeepsRules.Asserts.class,
                KeepsRules.CallsFinalClass.class);
    }

    @Test
    void aFindingSaysByWhichCallsItIsReached() {
        Finding finding = findings(BreaksRules.CallsSynchronized.class).getFirst();
        assertThat(finding.callers()).hasSize(2);
        assertThat(finding.callers().getFirst()).matches("BreaksRules.CallsSynchronized.process:\\d+");
        assertThat(finding.callers().getLast()).isEqualTo("BreaksRules.CallsSynchronized.next");
        assertThat(finding.method()).isEqualTo(BreaksRules.CallsSynchronized.class.getName() + ".next");
        assertThat(finding.toString()).endsWith(" > BreaksRules.CallsSynchronized.next)");
    }

    @Test
    void aLoopWithoutACounterIsForAPersonToReview() {
        ScanReport report = RealTimeScan.of(KeepsRules.Spins.class).processor(KeepsRules.Spins.class);
        assertThat(report.lines()).isEmpty();
        assertThat(report.notes()).extracting(Finding::rule).containsOnly(RealTimeRule.LOOP);
        assertThat(report.notes()).hasSize(2);
    }

    @Test
    void aFindingThatWasReviewedIsKeptApart() {
        Reviewed reviewed = Reviewed.parse(List.of(
                "# why", "", "allocation " + BreaksRules.Copies.class.getName() + ".process  a test of the list"));
        ScanReport report = new RealTimeScan(BreaksRules.Copies.class.getClassLoader(), reviewed)
                .processor(BreaksRules.Copies.class);
        assertThat(report.isClean()).isTrue();
        assertThat(report.reviewed()).hasSize(1);
        assertThat(new RealTimeScan(BreaksRules.Clones.class.getClassLoader(), reviewed)
                        .processor(BreaksRules.Clones.class)
                        .isClean())
                .isFalse();
    }

    @Test
    void aReviewWithoutAReasonIsRefused() {
        assertThatThrownBy(() -> Reviewed.parse(List.of("allocation Some.method")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a line is a rule, class.method and a reason");
        assertThatThrownBy(() -> Reviewed.parse(List.of("allocations Some.method why")))
                .hasMessageContaining("there is no rule allocations");
    }

    @Test
    void theAssertionListsTheFindingsAndPassesWhereThereAreNone() {
        assertThatThrownBy(() -> RealTimeSafety.assertRealTimeSafe(BreaksRules.Copies.class))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("BreaksRules.java:")
                .hasMessageContaining("Arrays.copyOf");
        assertThatCode(() -> RealTimeSafety.assertRealTimeSafe(KeepsRules.Arithmetic.class))
                .doesNotThrowAnyException();
    }

    @Test
    void theAssertionTakesAnyMethodByName() {
        assertThatCode(() -> RealTimeSafety.assertRealTimeSafe(KeepsRules.Finally.class, "process"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> RealTimeSafety.assertRealTimeSafe(BreaksRules.CallsSynchronized.class, "next"))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> RealTimeSafety.assertRealTimeSafe(BreaksRules.CallsSynchronized.class, "none"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no method none");
    }

    @Test
    void aLambdaIsScannedWithTheOthersOfItsClass() {
        assertThatCode(() -> RealTimeSafety.assertRealTimeSafe(KeepsRules.CleanLambda.make()))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> RealTimeSafety.assertRealTimeSafe(BreaksRules.AllocatingLambda.make()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("allocates a float[]");
    }

    @Test
    void aClassThatExistsInMemoryOnlyCannotPass() {
        ClassLoader nobody = new ClassLoader(null) {};
        assertThatThrownBy(() -> new RealTimeScan(nobody, Reviewed.none()).processor(KeepsRules.Arithmetic.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was not found");
    }

    private static List<Finding> findings(Class<? extends Processor> type) {
        return RealTimeScan.of(type).processor(type).findings();
    }
}
