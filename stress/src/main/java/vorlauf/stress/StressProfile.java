package vorlauf.stress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How long jcstress looks: minutes on every build, or as long as its own default by hand. */
enum StressProfile {
    /**
     * One short iteration of every test under C2, where most of what can go wrong shows, then one of all but the twins under
     * a C2 that orders its code at random. Naming the JVM's options spares jcstress the search for them, some 20 s.
     */
    QUICK(Duration.ofMinutes(15)),
    /** jcstress's default: every split of compilers and affinities. */
    FULL(Duration.ofHours(4)),
    /** For a mutant: one short iteration under C2, ten times over what it takes; one that is cut off does not end. */
    MUTANT(Duration.ofMinutes(4)),
    /** For a twin that survived: on a busy machine two threads meet rarely, and the compiler comes late. */
    SECOND_LOOK(Duration.ofMinutes(15)),
    /** For one that survived this, too. */
    LAST_LOOK(Duration.ofMinutes(15));

    private static final String SHORT = "-m quick -sc false -af NONE -iters 1 -time 300 -f 1 -fsm 1";

    private static final String LONGER = "-m quick -sc false -af NONE -iters 3 -time 2000 -f 1 -fsm 1";

    private final Duration limit;

    StressProfile(Duration limit) {
        this.limit = limit;
    }

    /** When a look is cut off. */
    Duration limit() {
        return limit;
    }

    /** The runs of jcstress, one after another. */
    List<Look> looks() {
        return switch (this) {
            case QUICK -> List.of(new Look(SHORT, Jvm.C2, true), new Look(SHORT, Jvm.RANDOM_C2, false));
            case FULL -> List.of(new Look("-m default", Jvm.ALL, true));
            case MUTANT -> List.of(new Look(SHORT, Jvm.C2, true));
            case SECOND_LOOK -> List.of(new Look(LONGER, Jvm.C2, true));
            case LAST_LOOK -> List.of(new Look(LONGER, Jvm.ALL, true));
        };
    }

    /** The JVMs that jcstress starts. */
    enum Jvm {
        /** Interpreter, C1, C2, and a C2 that orders its code at random; jcstress finds their options. */
        ALL(""),
        C2("-Xmx256m -XX:-TieredCompilation"),
        RANDOM_C2("-Xmx256m -XX:-TieredCompilation -XX:+UnlockDiagnosticVMOptions -XX:+StressLCM -XX:+StressGCM"
                + " -XX:+StressIGVN -XX:+StressCCP");

        /** For the queues of others that use {@code Unsafe}. */
        private static final String UNSAFE =
                "--sun-misc-unsafe-memory-access=allow" + " --add-opens=java.base/jdk.internal.misc=ALL-UNNAMED";

        private final String options;

        Jvm(String options) {
            this.options = options;
        }

        private List<String> arguments() {
            return this == ALL ? List.of("-jvmArgsPrepend", UNSAFE) : List.of("-jvmArgs", UNSAFE + " " + options);
        }
    }

    /**
     * One run of jcstress.
     *
     * @param time its options about time and modes
     * @param jvm what it starts
     * @param twinsToo whether the broken twins take part
     */
    record Look(String time, Jvm jvm, boolean twinsToo) {
        /** Arguments of jcstress. */
        List<String> arguments() {
            List<String> arguments = new ArrayList<>(Arrays.asList(time.split(" ", -1)));
            arguments.addAll(jvm.arguments());
            return arguments;
        }
    }
}
