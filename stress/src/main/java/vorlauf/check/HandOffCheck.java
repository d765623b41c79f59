package vorlauf.check;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vorlauf.check.model.Exploration;
import vorlauf.check.model.Finding;
import vorlauf.check.model.Limits;
import vorlauf.check.model.ModelChecker;
import vorlauf.check.model.Scenario;
import vorlauf.check.model.ShownSchedule;
import vorlauf.check.rewrite.ClassBytes;
import vorlauf.check.rewrite.SubjectLoader;
import vorlauf.check.ring.RingReport;
import vorlauf.check.ring.RingSubject;
import vorlauf.check.ring.RingVerification;
import vorlauf.check.ring.Unusable;

/**
 * The model checker on a hand-off of the engine, as it is or with a fault.
 *
 * <p>Threads: any; one check at a time, others wait.
 */
public final class HandOffCheck {
    private static final long MOST_SCHEDULES = 300_000;

    private HandOffCheck() {}

    /**
     * What came of it.
     *
     * @param schedules executions
     * @param complete whether all within the bound were run, or one that breaks down was found
     * @param scenario where it was found
     * @param counterExample the smallest that was found, with its finding; null where all is well
     */
    public record Outcome(
            long schedules,
            boolean complete,
            String scenario,
            @Nullable ShownSchedule counterExample) {
        /** What is wrong; null where nothing is. */
        public @Nullable Finding finding() {
            return counterExample == null ? null : counterExample.finding();
        }
    }

    /** Checks the hand-off as it is. */
    public static Outcome check(HandOff handOff, int bound) {
        return check(handOff, Map.of(), bound);
    }

    /** Checks a mutant. */
    public static Outcome check(Mutant mutant, int bound) {
        return check(mutant.handOff(), MutantClasses.of(mutant), bound);
    }

    private static Outcome check(HandOff handOff, Map<String, byte[]> edited, int bound) {
        ClassLoader ours = HandOffCheck.class.getClassLoader();
        ClassBytes bytes = ClassBytes.of(ours).under(edited);
        return handOff == HandOff.FRAME_RING ? ring(bytes, bound) : scenarios(handOff, bytes, bound);
    }

    private static Outcome ring(ClassBytes bytes, int bound) {
        try {
            RingReport report = RingVerification.run(
                    RingSubject.load(bytes, HandOff.FRAME_RING.className()),
                    new RingVerification.Settings(0, bound, 0, 0),
                    progress -> {});
            return new Outcome(report.schedules(), report.complete(), report.scenario(), report.counterExample());
        } catch (Unusable unusable) {
            throw new IllegalStateException(unusable);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Outcome scenarios(HandOff handOff, ClassBytes bytes, int bound) {
        ClassLoader loader = new SubjectLoader(bytes, Set.of(), HandOffCheck.class.getClassLoader());
        long schedules = 0;
        boolean complete = true;
        for (String name : handOff.scenarios()) {
            Constructor<?> constructor;
            int variants;
            try {
                Class<?> type = Class.forName(name, true, loader);
                constructor = type.getConstructor(int.class);
                variants = type.getField("VARIANTS").getInt(null);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
            for (int variant = 0; variant < variants; variant++) {
                int number = variant;
                Exploration found =
                        ModelChecker.explore(() -> make(constructor, number), new Limits(bound, MOST_SCHEDULES));
                schedules += found.schedules();
                complete &= found.complete();
                if (found.counterExample() != null) {
                    return new Outcome(schedules, true, name + " variant " + variant, found.counterExample());
                }
            }
        }
        return new Outcome(schedules, complete, "", null);
    }

    private static Scenario make(Constructor<?> constructor, int variant) {
        try {
            return (Scenario) constructor.newInstance(variant);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
