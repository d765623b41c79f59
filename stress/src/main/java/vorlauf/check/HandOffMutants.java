package vorlauf.check;

import static vorlauf.check.FindingKind.DEADLOCK;
import static vorlauf.check.FindingKind.EXCEPTION;
import static vorlauf.check.FindingKind.PROPERTY;
import static vorlauf.check.FindingKind.RACE;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What can be wrong with the hand-offs beside the ring of frames. */
final class HandOffMutants {
    private static final String LINE = "\n        ";
    private static final String INNER_LINE = "\n            ";

    private static final Map<Tool, String> ORDER_ONLY = Map.of(
            Tool.LINCHECK, "explores sequentially consistent schedules only",
            Tool.JCSTRESS, "x86 is TSO: stores stay in order, loads too; to be seen on ARM");
    private static final Map<Tool, String> SEQUENTIALLY_CONSISTENT =
            Map.of(Tool.LINCHECK, "explores sequentially consistent schedules only");

    private HandOffMutants() {}

    static List<Mutant> all() {
        List<Mutant> all = new ArrayList<>(records());
        all.addAll(mail());
        all.addAll(plans());
        all.addAll(underruns());
        all.addAll(sleep());
        return all;
    }

    // ---- records ----------------------------------------------------------------------------------------------------

    private static List<Mutant> records() {
        String publish = "RingSide.POSITION.setRelease(writer, written + 1);";
        String free = "RingSide.POSITION.setRelease(reader, consumed + 1);";
        String writersLook = "(long) RingSide.POSITION.getAcquire(reader)";
        String readersLook = "(long) RingSide.POSITION.getAcquire(writer)";
        String copyIn =
                "System.arraycopy(record, 0, storage, ((int) written & slotMask) * longsPerRecord, longsPerRecord);";
        String copyOut =
                "System.arraycopy(storage, ((int) consumed & slotMask) * longsPerRecord, into, 0, longsPerRecord);";
        String count = "DROPPED.setOpaque(this, droppedRecords + 1);";
        String full = "if (written - writer.cachedOpposite == capacityRecords) {";
        HandOff ring = HandOff.RECORD_RING;
        return List.of(
                of(
                        "record-plain-publish",
                        ring,
                        "the write index is stored plainly",
                        Set.of(RACE),
                        ORDER_ONLY,
                        publish,
                        "writer.position = written + 1;"),
                of(
                        "record-opaque-publish",
                        ring,
                        "the write index is stored opaque",
                        Set.of(RACE),
                        ORDER_ONLY,
                        publish,
                        publish.replace("setRelease", "setOpaque")),
                of(
                        "record-opaque-free",
                        ring,
                        "the read index is stored opaque",
                        Set.of(RACE),
                        ORDER_ONLY,
                        free,
                        free.replace("setRelease", "setOpaque")),
                of(
                        "record-opaque-look-of-writer",
                        ring,
                        "the writer loads the read index opaque",
                        Set.of(RACE),
                        ORDER_ONLY,
                        writersLook,
                        writersLook.replace("getAcquire", "getOpaque")),
                of(
                        "record-opaque-look-of-reader",
                        ring,
                        "the reader loads the write index opaque",
                        Set.of(RACE),
                        ORDER_ONLY,
                        readersLook,
                        readersLook.replace("getAcquire", "getOpaque")),
                of(
                        "record-plain-look",
                        ring,
                        "the reader loads the write index plainly",
                        Set.of(RACE),
                        SEQUENTIALLY_CONSISTENT,
                        readersLook,
                        "writer.position"),
                of(
                        "record-publish-before-copy",
                        ring,
                        "the write index moves before the record is there",
                        Set.of(RACE),
                        Map.of(),
                        copyIn + LINE + publish,
                        publish + LINE + copyIn),
                of(
                        "record-free-before-copy",
                        ring,
                        "the slot is given back before the record is taken",
                        Set.of(RACE),
                        Map.of(),
                        copyOut + LINE + free,
                        free + LINE + copyOut),
                of(
                        "record-capacity-plus-one",
                        ring,
                        "one record more than there is room for is taken",
                        Set.of(RACE, PROPERTY),
                        Map.of(),
                        "long written = writer.position;" + LINE + full,
                        "long written = writer.position;" + LINE + full.replace("==", "== 1 +"),
                        "getAcquire(reader);" + INNER_LINE + full,
                        "getAcquire(reader);" + INNER_LINE + full.replace("==", "== 1 +")),
                of(
                        "record-no-mask",
                        ring,
                        "the writer's slot is the position itself",
                        Set.of(EXCEPTION),
                        Map.of(),
                        copyIn,
                        copyIn.replace("((int) written & slotMask)", "(int) written")),
                of(
                        "record-partial",
                        ring,
                        "the last number of a record is left out",
                        Set.of(PROPERTY),
                        Map.of(),
                        copyIn,
                        copyIn.replace("longsPerRecord);", "longsPerRecord - 1);")),
                of(
                        "record-loss-not-counted",
                        ring,
                        "a dropped record is not counted",
                        Set.of(PROPERTY),
                        Map.of(),
                        count,
                        ""),
                of(
                        "record-loss-plain",
                        ring,
                        "losses are counted with a plain store",
                        Set.of(RACE),
                        ORDER_ONLY,
                        count,
                        "droppedRecords++;"));
    }

    // ---- mail -------------------------------------------------------------------------------------------------------

    private static List<Mutant> mail() {
        String port = "vorlauf.control.ControlPort";
        String exchange = "(long) PENDING.getAndSet(this, EMPTY)";
        String queues = "org.jctools.queues.atomic.AtomicQueueUtil";
        HandOff mail = HandOff.CONTROL_MAIL;
        return List.of(
                at(
                        "mail-takes-in-two-steps",
                        mail,
                        "a value is loaded and the box emptied by two accesses",
                        Set.of(PROPERTY, EXCEPTION),
                        Map.of(),
                        port,
                        "cell.set(Double.longBitsToDouble(" + exchange + "));",
                        "long taken = (long) PENDING.getVolatile(this);" + LINE + "PENDING.setVolatile(this, EMPTY);"
                                + LINE + "cell.set(Double.longBitsToDouble(taken));"),
                at(
                        "mail-posts-in-two-steps",
                        mail,
                        "the box is looked at and filled by two accesses",
                        Set.of(PROPERTY),
                        Map.of(),
                        port,
                        "} while (!PENDING.weakCompareAndSet(this, before, bits));",
                        "} while (false);" + LINE + "PENDING.setVolatile(this, bits);"),
                at(
                        "mail-forgets-to-queue",
                        mail,
                        "a port is queued only when a value waits already",
                        Set.of(PROPERTY),
                        Map.of(),
                        port,
                        "if (before == EMPTY) {",
                        "if (before != EMPTY) {"),
                at(
                        "mail-queues-before-it-posts",
                        mail,
                        "the port is queued before its value is there",
                        Set.of(PROPERTY, EXCEPTION),
                        Map.of(),
                        port,
                        "long before;",
                        "if ((long) PENDING.getVolatile(this) == EMPTY) {" + INNER_LINE + "mail.enqueue(this);" + LINE
                                + "}" + LINE + "long before;",
                        "if (before == EMPTY) {" + INNER_LINE + "mail.enqueue(this);",
                        "if (before == EMPTY) {"),
                at(
                        "mail-closes-over-a-value",
                        mail,
                        "a port is closed though a value waits in it",
                        Set.of(PROPERTY, EXCEPTION),
                        Map.of(),
                        port,
                        "return PENDING.compareAndSet(this, EMPTY, CLOSED);",
                        "PENDING.setVolatile(this, CLOSED);" + LINE + "return true;"),
                at(
                        "mail-leaves-the-last",
                        mail,
                        "a drain leaves the last port that waits",
                        Set.of(PROPERTY),
                        Map.of(),
                        mail.className(),
                        "waiting > 0; waiting--",
                        "waiting > 1; waiting--"),
                // an opaque store is enough there: what travels is the port alone, and its word is taken by an update
                call(
                        "mail-queue-plain",
                        mail,
                        "the queue stores its elements plainly",
                        Set.of(RACE),
                        ORDER_ONLY,
                        queues,
                        "soRefElement",
                        "lazySet",
                        "setPlain"));
    }

    // ---- plans ------------------------------------------------------------------------------------------------------

    private static List<Mutant> plans() {
        String queues = "org.jctools.queues.atomic.AtomicQueueUtil";
        HandOff plans = HandOff.PLAN_CHANGE;
        return List.of(
                of(
                        "plan-retired-before-adopted",
                        plans,
                        "the plan before goes back before its state has moved",
                        Set.of(RACE),
                        Map.of(),
                        "next.adopt(before);",
                        "if (before != null) {" + INNER_LINE + "retired.offer(before);" + LINE + "}" + LINE
                                + "next.adopt(before);",
                        "// There is room: two places were seen when the change was taken, and only this thread fills them."
                                + INNER_LINE + "retired.offer(before);",
                        "// went back already"),
                of(
                        "plan-room-not-checked",
                        plans,
                        "a change is taken though the way back is full",
                        Set.of(PROPERTY),
                        Map.of(),
                        "if (retired.capacity() - retired.size() < PLANS_RETIRED_BY_A_CHANGE) {",
                        "if (retired.capacity() < PLANS_RETIRED_BY_A_CHANGE) {"),
                of(
                        "plan-room-for-one",
                        plans,
                        "a change is taken with room for one plan on the way back",
                        Set.of(PROPERTY),
                        Map.of(),
                        "private static final int PLANS_RETIRED_BY_A_CHANGE = 2;",
                        "private static final int PLANS_RETIRED_BY_A_CHANGE = 1;"),
                of(
                        "plan-taken-in-transition",
                        plans,
                        "a change is taken while a transition is under way",
                        Set.of(PROPERTY),
                        Map.of(),
                        "if (settled == null) {" + INNER_LINE + "takeChange(nowNanos);",
                        "if (settled == null || transitionBlocksLeft > 0) {" + INNER_LINE + "takeChange(nowNanos);"),
                of(
                        "plan-offer-not-refused",
                        plans,
                        "a change counts as handed over though there was no room",
                        Set.of(PROPERTY),
                        Map.of(),
                        "return hasRoomForChange() && changes.offer(change);",
                        "changes.offer(change);" + LINE + "return true;"),
                call(
                        "plan-queue-plain",
                        plans,
                        "the queue stores its elements plainly",
                        Set.of(RACE),
                        ORDER_ONLY,
                        queues,
                        "soRefElement",
                        "lazySet",
                        "setPlain"),
                call(
                        "plan-queue-opaque",
                        plans,
                        "the queue stores its elements opaque",
                        Set.of(RACE),
                        ORDER_ONLY,
                        queues,
                        "soRefElement",
                        "lazySet",
                        "setOpaque"),
                call(
                        "plan-queue-opaque-load",
                        plans,
                        "the queue loads its elements opaque",
                        Set.of(RACE),
                        ORDER_ONLY,
                        queues,
                        "lvRefElement",
                        "get",
                        "getOpaque"));
    }

    // ---- underruns --------------------------------------------------------------------------------------------------

    private static List<Mutant> underruns() {
        HandOff underrun = HandOff.UNDERRUN;
        String count = "vorlauf.render.Count";
        return List.of(
                of(
                        "short-read-not-counted",
                        underrun,
                        "a pull that finds too few frames is not an underrun",
                        Set.of(PROPERTY),
                        Map.of(),
                        "underrunFrames.add(frameCount - found);",
                        ""),
                of(
                        "end-looked-at-too-late",
                        underrun,
                        "whether the end has come is looked at after the ring",
                        Set.of(PROPERTY),
                        Map.of(),
                        "int found = ring.read(interleaved, offsetFrames, frameCount);" + LINE
                                + "if (found < frameCount) {",
                        "int found = ring.read(interleaved, offsetFrames, frameCount);" + LINE + "last = allWritten;"
                                + LINE + "if (found < frameCount) {"),
                of(
                        "end-told-plainly",
                        underrun,
                        "the end is told through a plain field",
                        Set.of(RACE, PROPERTY),
                        ORDER_ONLY,
                        "private volatile boolean allWritten;",
                        "private boolean allWritten;"),
                of(
                        "stale-samples-played",
                        underrun,
                        "what is missing is not silenced to its end",
                        Set.of(PROPERTY),
                        Map.of(),
                        "int end = (offsetFrames + frameCount) * channels;",
                        "java.util.Arrays.fill(interleaved, 9);" + INNER_LINE + "int end = offsetFrames;"),
                at(
                        "count-plain",
                        underrun,
                        "counts are stored plainly",
                        Set.of(RACE),
                        ORDER_ONLY,
                        count,
                        "VALUE.setRelease(this, value + more);",
                        "value += more;"));
    }

    // ---- sleep ------------------------------------------------------------------------------------------------------

    private static List<Mutant> sleep() {
        String tell = "asleep = true;";
        String look = "if (!wakeWanted) {";
        String want = "wakeWanted = true;";
        String lookForSleeper = "if (asleep) {";
        String flags = "private final Clock clock;";
        String handles = flags + LINE.replace("    ", "  ")
                + "private static final java.lang.invoke.VarHandle ASLEEP = handle(\"asleep\");"
                + "private static final java.lang.invoke.VarHandle WANTED = handle(\"wakeWanted\");"
                + "private static java.lang.invoke.VarHandle handle(String name) {"
                + "try { return java.lang.invoke.MethodHandles.lookup().findVarHandle("
                + "SleepHandshake.class, name, boolean.class); }"
                + "catch (ReflectiveOperationException e) { throw new ExceptionInInitializerError(e); } }";
        HandOff sleep = HandOff.SLEEP_WAKE;
        String sleeps = "clock.parkUntil(deadlineNanos);";
        return List.of(
                of(
                        "sleep-told-with-release",
                        sleep,
                        "the sleeper tells with setRelease that it sleeps",
                        Set.of(DEADLOCK),
                        SEQUENTIALLY_CONSISTENT,
                        flags,
                        handles,
                        tell,
                        "ASLEEP.setRelease(this, true);"),
                of(
                        "wake-wanted-with-release",
                        sleep,
                        "the waker wants with setRelease",
                        Set.of(DEADLOCK),
                        SEQUENTIALLY_CONSISTENT,
                        flags,
                        handles,
                        want,
                        "WANTED.setRelease(this, true);"),
                of(
                        "sleep-looks-with-acquire",
                        sleep,
                        "the sleeper looks with getAcquire",
                        Set.of(DEADLOCK),
                        Map.of(
                                Tool.LINCHECK,
                                "explores sequentially consistent schedules only",
                                Tool.JCSTRESS,
                                "on x86 the volatile store before it is a full fence; to be seen on ARM"),
                        flags,
                        handles,
                        look,
                        "if (!(boolean) WANTED.getAcquire(this)) {"),
                of(
                        "wake-looks-with-acquire",
                        sleep,
                        "the waker looks with getAcquire",
                        Set.of(DEADLOCK),
                        Map.of(
                                Tool.LINCHECK,
                                "explores sequentially consistent schedules only",
                                Tool.JCSTRESS,
                                "on x86 the volatile store before it is a full fence; to be seen on ARM"),
                        flags,
                        handles,
                        lookForSleeper,
                        "if ((boolean) ASLEEP.getAcquire(this)) {"),
                of(
                        "sleep-flags-plain",
                        sleep,
                        "the flags are plain fields",
                        Set.of(RACE),
                        SEQUENTIALLY_CONSISTENT,
                        "private volatile boolean asleep;",
                        "private boolean asleep;",
                        "private volatile boolean wakeWanted;",
                        "private boolean wakeWanted;"),
                of(
                        "sleep-looks-before-it-tells",
                        sleep,
                        "the sleeper looks before it tells that it sleeps",
                        Set.of(DEADLOCK),
                        Map.of(),
                        tell,
                        "",
                        sleeps,
                        tell + INNER_LINE + sleeps),
                of(
                        "wake-looks-before-it-wants",
                        sleep,
                        "the waker looks before it says what it wants",
                        Set.of(DEADLOCK),
                        Map.of(),
                        want + LINE + lookForSleeper,
                        "boolean sleeps = asleep;" + LINE + want + LINE + "if (sleeps) {"),
                of(
                        "sleep-forgets-the-wish",
                        sleep,
                        "the wish to be woken is cleared before the sleep",
                        Set.of(DEADLOCK),
                        Map.of(),
                        tell,
                        "wakeWanted = false;" + LINE + tell),
                of(
                        "wish-without-a-call",
                        sleep,
                        "the waker only leaves its wish",
                        Set.of(DEADLOCK),
                        Map.of(),
                        "clock.wake(sleeper);",
                        ""));
    }

    private static Mutant of(
            String name,
            HandOff handOff,
            String what,
            Set<FindingKind> expected,
            Map<Tool, String> survives,
            String... edits) {
        return at(name, handOff, what, expected, survives, handOff.className(), edits);
    }

    private static Mutant at(
            String name,
            HandOff handOff,
            String what,
            Set<FindingKind> expected,
            Map<Tool, String> survives,
            String className,
            String... edits) {
        List<Edit> all = new ArrayList<>();
        for (int pair = 0; pair < edits.length; pair += 2) {
            all.add(new Edit.Source(className, edits[pair], edits[pair + 1]));
        }
        return new Mutant(name, handOff, what, expected, all, survives);
    }

    private static Mutant call(
            String name,
            HandOff handOff,
            String what,
            Set<FindingKind> expected,
            Map<Tool, String> survives,
            String className,
            String method,
            String callee,
            String replacement) {
        return new Mutant(
                name,
                handOff,
                what,
                expected,
                List.of(new Edit.Call(className, method, callee, replacement)),
                survives);
    }
}
