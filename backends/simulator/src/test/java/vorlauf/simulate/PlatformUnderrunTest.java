package vorlauf.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import vorlauf.engine.EngineEvent;
import vorlauf.engine.SlowNode;
import vorlauf.engine.UnderrunCause;
import vorlauf.graph.Signals;
import vorlauf.simulate.PlatformUnderrun.Where;

/**
 * Each underrun on a platform is told in full: what it says is what passed between device and client, reckoned again from their
 * list, and a record that leaves something out or has it wrong is seen.
 */
final class PlatformUnderrunTest {
    /** What a platform came to, and how full the ring was at each call. */
    private record Run(Platform platform, PlatformReport report, List<Integer> fills) {}

    private static Run run(Platform platform, Scenario scenario, NodeCost... costs) throws Exception {
        List<Integer> fills = new ArrayList<>();
        PlatformReport report = PlatformSimulation.run(
                Profile.of(platform),
                scenario,
                () -> Flux.just(Signals.sine(440).key("tone")),
                List.of(),
                List.of(costs),
                done -> {},
                new SimulationObserver() {
                    @Override
                    public void deadline(long atNanos, int requestedFrames, int foundFrames, long fillFrames) {
                        fills.add((int) fillFrames);
                    }

                    @Override
                    public void block(long startNanos, long doneNanos, boolean kept) {}
                },
                Flaw.NONE);
        return new Run(platform, report, fills);
    }

    private static Scenario scenario(Platform platform, Length cost, Length jitter, List<Stalls> stalls) {
        Scenario base = Profile.of(platform).scenario();
        return new Scenario(
                base.sampleRateHertz(),
                base.periodFrames(),
                base.leadFrames(),
                base.blockFrames(),
                base.policy(),
                cost,
                new Length.Constant(0),
                jitter,
                0,
                stalls,
                4L * base.sampleRateHertz() / base.periodFrames(),
                3);
    }

    /** What a record has to say, reckoned from the events. */
    private record Expected(
            Where where, long atNanos, long positionFrames, long requested, long found, List<Integer> fills) {}

    private static List<Expected> expected(Run run) {
        List<Expected> all = new ArrayList<>();
        RecentCounts fills = new RecentCounts();
        long called = 0;
        long played = 0;
        int call = 0;
        for (PlatformEvent event : run.report().events()) {
            switch (event.kind()) {
                case CALLED -> {
                    fills.add(run.fills().get(call++));
                    if (event.detail() < event.frames()) {
                        all.add(new Expected(
                                Where.RING, event.atNanos(), called, event.frames(), event.detail(), fills.list()));
                    }
                    called += event.frames();
                }
                case PLAYED -> {
                    if (event.detail() > 0) {
                        long found = event.frames() - event.detail();
                        all.add(new Expected(
                                Where.BUFFER, event.atNanos(), played, event.frames(), found, fills.list()));
                    }
                    played += event.frames();
                }
                case ROUTE -> fills.clear(); // another engine, another ring
                default -> {
                    // nothing that an underrun tells
                }
            }
        }
        return all;
    }

    /** What is missing or wrong in the records of a run; nothing where they are complete. */
    private static List<String> problems(Run run, List<PlatformUnderrun> records) {
        List<Expected> expected = expected(run);
        List<String> problems = new ArrayList<>();
        if (records.size() != expected.size()) {
            return List.of(records.size() + " records of " + expected.size() + " underruns");
        }
        for (int i = 0; i < records.size(); i++) {
            PlatformUnderrun record = records.get(i);
            EngineEvent.Underrun says = record.underrun();
            Expected is = expected.get(i);
            check(problems, "where", is.where(), record.where());
            check(problems, "time", is.atNanos(), says.atNanos());
            check(problems, "position", is.positionFrames(), says.positionFrames());
            check(problems, "requested", is.requested(), (long) says.requestedFrames());
            check(problems, "found", is.found(), (long) says.foundFrames());
            check(problems, "fill history", is.fills(), says.fillHistoryFrames());
            check(problems, "revision", 1L, says.revision());
            check(problems, "cause known", true, !(says.cause() instanceof UnderrunCause.Unknown));
            boolean late = is.where() == Where.RING;
            check(problems, "slowest node of a late block", late, says.slowest().isPresent());
            buffer(problems, run.platform(), record);
        }
        return problems;
    }

    private static void buffer(List<String> problems, Platform platform, PlatformUnderrun record) {
        List<Integer> history = record.bufferHistoryFrames();
        if (platform == Platform.NULL_DEVICE) {
            check(problems, "no buffer", List.of(), history);
        } else {
            check(problems, "buffer history", true, !history.isEmpty() && history.size() <= RecentCounts.KEPT);
            if (record.where() == Where.BUFFER && !history.isEmpty()) {
                check(problems, "dry buffer", record.underrun().foundFrames(), history.getLast());
            }
        }
    }

    private static void check(List<String> problems, String what, Object is, Object says) {
        if (!is.equals(says)) {
            problems.add(what + ": " + says + " for " + is);
        }
    }

    /** A producer that stands still until the ring is empty, and a JVM that stands still until the buffer is. */
    private static List<Stalls> stalls(Platform platform) {
        Scenario base = Profile.of(platform).scenario();
        double nanosPerFrame = 1e9 / base.sampleRateHertz();
        long leadNanos = (long) (base.leadFrames() * nanosPerFrame);
        long bufferNanos = (long) (nanosPerFrame * platform.bufferPeriods() * base.periodFrames());
        return List.of(
                new Stalls(new Stalls.Once(1_400_000_000, leadNanos + 100_000_000), false),
                new Stalls(new Stalls.Once(3_400_000_000L, bufferNanos + leadNanos + 50_000_000), true));
    }

    private static Run stalled(Platform platform) throws Exception {
        return run(
                platform, scenario(platform, new Length.Constant(500_000), new Length.Constant(0), stalls(platform)));
    }

    private static List<String> causes(Run run, Where where) {
        return run.report().underruns().stream()
                .filter(underrun -> underrun.where() == where)
                .map(underrun -> underrun.underrun().cause().text().replaceAll(",[^,]*$", ""))
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void eachUnderrunIsToldInFull(Platform platform) throws Exception {
        Run run = stalled(platform);
        assertThat(problems(run, run.report().underruns())).isEmpty();
        assertThat(run.report().underruns())
                .hasSize(Math.toIntExact(run.report().timing().underrunEvents()))
                .isNotEmpty();
        assertThat(causes(run, Where.RING)).contains("stalls[0] stopped the producer");
        if (platform != Platform.NULL_DEVICE) {
            assertThat(causes(run, Where.BUFFER))
                    .contains("the platform stopped the client", "stalls[1] stopped the producer and the consumer");
        }
    }

    private static PlatformUnderrun changed(PlatformUnderrun one, UnaryOperator<EngineEvent.Underrun> change) {
        return new PlatformUnderrun(one.where(), change.apply(one.underrun()), one.bufferHistoryFrames());
    }

    private static EngineEvent.Underrun underrun(
            EngineEvent.Underrun of, long position, int found, List<Integer> fills, long revision) {
        return new EngineEvent.Underrun(
                of.positionFrames() + position,
                of.atNanos(),
                of.requestedFrames(),
                of.foundFrames() + found,
                fills,
                of.revision() + revision,
                of.cause(),
                of.slowest());
    }

    /** Records with something missing or wrong. */
    private static Stream<UnaryOperator<PlatformUnderrun>> twins() {
        return Stream.of(
                one -> changed(one, it -> underrun(it, 1, 0, it.fillHistoryFrames(), 0)),
                one -> changed(one, it -> underrun(it, 0, 1, it.fillHistoryFrames(), 0)),
                one -> changed(one, it -> underrun(it, 0, 0, List.of(), 0)),
                one -> changed(
                        one,
                        it -> underrun(
                                it,
                                0,
                                0,
                                it.fillHistoryFrames()
                                        .subList(0, it.fillHistoryFrames().size() - 1),
                                0)),
                one -> changed(one, it -> underrun(it, 0, 0, it.fillHistoryFrames(), 1)),
                one -> changed(
                        one,
                        it -> new EngineEvent.Underrun(
                                it.positionFrames(),
                                it.atNanos() + 1,
                                it.requestedFrames(),
                                it.foundFrames(),
                                it.fillHistoryFrames(),
                                it.revision(),
                                it.cause(),
                                it.slowest())),
                one -> changed(
                        one,
                        it -> new EngineEvent.Underrun(
                                it.positionFrames(),
                                it.atNanos(),
                                it.requestedFrames(),
                                it.foundFrames(),
                                it.fillHistoryFrames(),
                                it.revision(),
                                new UnderrunCause.Unknown(),
                                it.slowest())),
                one -> changed(
                        one,
                        it -> new EngineEvent.Underrun(
                                it.positionFrames(),
                                it.atNanos(),
                                it.requestedFrames(),
                                it.foundFrames(),
                                it.fillHistoryFrames(),
                                it.revision(),
                                it.cause(),
                                it.slowest().isPresent()
                                        ? Optional.empty()
                                        : Optional.of(new SlowNode("x", 1, true, SlowNode.Basis.ESTIMATED)))),
                one -> new PlatformUnderrun(one.where(), one.underrun(), List.of()));
    }

    @Test
    void aRecordThatLeavesSomethingOutOrHasItWrongIsSeen() throws Exception {
        Run run = stalled(Platform.AAUDIO);
        for (Where where : Where.values()) {
            List<PlatformUnderrun> records = run.report().underruns();
            int index = records.stream().map(PlatformUnderrun::where).toList().indexOf(where);
            twins().forEach(twin -> {
                List<PlatformUnderrun> broken = new ArrayList<>(records);
                broken.set(index, twin.apply(records.get(index)));
                assertThat(problems(run, broken)).as("%s", broken.get(index)).isNotEmpty();
            });
        }
        assertThat(problems(run, run.report().underruns().subList(1, 3))).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NULL_DEVICE")
    void aClientThatComesLateByItselfIsTheCauseOfADryBuffer(Platform platform) throws Exception {
        Scenario base = Profile.of(platform).scenario();
        long bufferNanos = 1_000_000_000L * platform.bufferPeriods() * base.periodFrames() / base.sampleRateHertz();
        Run run = run(
                platform,
                scenario(platform, new Length.Constant(100_000), new Length.Uniform(2 * bufferNanos), List.of()));
        assertThat(causes(run, Where.BUFFER)).contains("consumerJitter held the client up");
        assertThat(problems(run, run.report().underruns()).stream().filter(line -> !line.startsWith("slowest")))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aSlowNodeIsNamedAndHowItsTimeIsKnown(Platform platform) throws Exception {
        Run run = run(
                platform,
                scenario(platform, new Length.Constant(100_000), new Length.Constant(0), List.of()),
                new NodeCost("tone", new Length.Constant(4_000_000)),
                new NodeCost("drum", new Length.Constant(1)));
        assertThat(causes(run, Where.RING)).anyMatch(cause -> cause.startsWith("a block that took 4.10 ms"));
        PlatformUnderrun first = run.report().underruns().stream()
                .filter(underrun -> underrun.where() == Where.RING)
                .findFirst()
                .orElseThrow();
        assertThat(first.underrun().slowest().orElseThrow().basis()).isEqualTo(SlowNode.Basis.INJECTED);
        assertThat(first.message()).startsWith("underrun at frame ").endsWith("(injected)");
        assertThat(run.report().told())
                .extracting(EngineEvent::message)
                .contains("nodeCosts[1].node is \"drum\"; no graph had such a node");
    }

    @Test
    void aClientThatThePlatformHeldUpTakesMoreThanTheRingHasInOneGo() throws Exception {
        Scenario base = Profile.of(Platform.NULL_DEVICE).scenario();
        Scenario small = new Scenario(
                base.sampleRateHertz(),
                base.periodFrames(),
                128,
                base.blockFrames(),
                base.policy(),
                base.renderCost(),
                base.wakeUp(),
                base.consumerDelay(),
                0,
                List.of(),
                base.deadlines(),
                0);
        Run run = run(Platform.NULL_DEVICE, small);
        assertThat(causes(run, Where.RING)).containsExactly("the platform stopped the client");
    }
}
