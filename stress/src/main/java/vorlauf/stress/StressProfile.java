package vorlauf.stress;

import java.time.Duration;
import java.util.List;

/** How long jcstress looks: minutes on every build, or as long as its own default by hand. */
enum StressProfile {
    /** One fork of each JVM mode and one short iteration; about 12 s a test on two calm cores. */
    QUICK(Duration.ofMinutes(15), "-m quick -sc false -af NONE -iters 1 -time 300 -f 1 -fsm 1"),
    /** jcstress's default: every split of compilers and affinities. */
    FULL(Duration.ofHours(4), "-m default"),
    /** For a twin that survived: on a busy machine two threads meet rarely, and the compiler comes late. */
    SECOND_LOOK(Duration.ofMinutes(15), "-m quick -sc false -af NONE -iters 3 -time 2000 -f 1 -fsm 1");

    private final Duration limit;
    private final String options;

    StressProfile(Duration limit, String options) {
        this.limit = limit;
        this.options = options;
    }

    /** When the run is cut off. */
    Duration limit() {
        return limit;
    }

    /** Options of jcstress. */
    List<String> options() {
        return List.of(options.split(" ", -1));
    }
}
