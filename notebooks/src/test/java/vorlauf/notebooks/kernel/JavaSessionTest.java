package vorlauf.notebooks.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vorlauf.engine.Engine;

/** What a cell does, gives, prints and breaks. */
@Timeout(300)
final class JavaSessionTest {
    private static final String ENGINE = """
            Engine engine() throws Exception {
                Backend device = ServiceLoader.load(Backend.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .filter(backend -> backend.name().equals("simulator"))
                        .findFirst()
                        .orElseThrow();
                return Engine.start(sine(220).gain(0.1), device, EngineSettings.defaults());
            }""";

    private Desk desk = new Desk();

    @BeforeEach
    void open() {
        desk.close();
        desk = new Desk();
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void showsTheLastExpressionUnlessASemicolonEndsIt() {
        assertThat(desk.value("int x = 20;\nx + 1")).isEqualTo("21");
        assertThat(desk.value("x")).isEqualTo("20");
        assertThat(desk.run("x + 1;")).isInstanceOf(CellOutcome.Done.class);
        assertThat(desk.run("int y = 3")).isInstanceOf(CellOutcome.Done.class);
        assertThat(desk.value("new float[48_000]"))
                .startsWith("float[48000] {0.0, 0.0")
                .endsWith("...}");
    }

    @Test
    void hasVorlaufAtHand() {
        assertThat(desk.value("sine(440).gain(0.2) instanceof Signal")).isEqualTo("true");
        assertThat(desk.value("Flux.just(Duration.ofMillis(20)).blockLast().toMillis()"))
                .isEqualTo("20");
        assertThat(desk.value("EngineSettings.defaults() != null && new Sha256() != null"))
                .isEqualTo("true");
    }

    @Test
    void marksThePlaceThatDoesNotCompile() {
        assertThat(desk.failure("\n// a comment\nint one = 1;\n\n  saw(one).lowpas(3)"))
                .contains("""
                cell 1, line 5: cannot find symbol
                    saw(one).lowpas(3)
                            ^^^^^^^
                """)
                .contains("method lowpas(int)");
        assertThat(desk.value("one")).isEqualTo("1");
        assertThat(desk.failure("for (int i = 0; i < 3")).startsWith("cell 3, line 1: ");
    }

    @Test
    void tellsTheCauseAndTheLinesOfCells() {
        desk.run(
                "void play(int n) {\n    throw new IllegalStateException(\"no sound\", new java.io.IOException(\"gone\"));\n}");
        assertThat(desk.failure("int n = 2;\n\nplay(n)")).contains("""
                IllegalStateException: no sound
                    at cell 1, line 2:  throw new IllegalStateException("no sound", new java.io.IOException("gone"));
                    at cell 2, line 3:  play(n)
                caused by IOException: gone
                """);
    }

    @Test
    void namesCellsWhereGraphsNamePlaces() {
        assertThat(desk.value("Vorlauf.plan(sine(440).gain(0.2))"))
                .contains("cell 1")
                .doesNotContain("JShell");
    }

    @Test
    void classesOfSeveralCellsReferToEachOther() {
        desk.run("class Player { Score score = new Score(); int notes() { return score.notes(); } }");
        assertThat(Desk.printed(desk.output(), "stderr")).contains("Player can be used once class Score is declared");
        assertThat(desk.failure("new Player()")).contains("Player is declared, but needs class Score");
        desk.run("class Score { int notes() { return 12; } }");
        assertThat(desk.value("new Player().notes()")).isEqualTo("12");
        desk.run("class Score { int notes() { return 13; } }");
        assertThat(desk.value("new Player().notes()")).isEqualTo("13");
    }

    @Test
    void methodsAreReplaced() {
        desk.run("double level() { return 0.5; }\ndouble twice() { return 2 * level(); }");
        assertThat(desk.value("twice()")).isEqualTo("1.0");
        desk.run("double level() { return 0.25; }");
        assertThat(desk.value("twice()")).isEqualTo("0.5");
    }

    @Test
    void anInterruptEndsALoopThatDoesNotWait() {
        assertInterruptible("System.out.println(\"on\"); int i = 0; while (true) { i++; }");
        assertInterruptible(
                "System.out.println(\"on\"); while (true) { try { Thread.sleep(5); } catch (Throwable t) {} }");
        assertInterruptible("int down(int n) { return down(n) + 1; }\nSystem.out.println(\"on\");\n"
                + "while (true) { try { down(1); } catch (StackOverflowError deep) {} }");
        assertInterruptible("System.out.println(\"on\"); new java.util.concurrent.CountDownLatch(1).await();");
        assertThat(desk.value("1 + 1")).isEqualTo("2");
    }

    private void assertInterruptible(String source) {
        RecordedOutput output = new RecordedOutput();
        CompletableFuture<CellOutcome> running =
                CompletableFuture.supplyAsync(() -> desk.session().run(90, source, output));
        Desk.await(() -> Desk.printed(output, "stdout").contains("on"));
        desk.session().interrupt();
        assertThat(running.join())
                .isInstanceOfSatisfying(
                        CellOutcome.Failed.class,
                        failed -> assertThat(failed.message()).isEqualTo("the cell was interrupted"));
        Desk.await(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("cell")));
    }

    @Test
    void anInterruptLeavesAnEngineOfAnEarlierCellPlaying() {
        desk.run(ENGINE);
        desk.run(
                "Engine playing = engine();\nlong[] steps = {0};\n"
                        + "Thread.ofPlatform().daemon().start(() -> { while (playing.isRunning()) { steps[0]++; Thread.onSpinWait(); } });");
        assertInterruptible("System.out.println(\"on\"); while (true) {}");
        assertThat(desk.value("playing.isRunning()")).isEqualTo("true");
        assertThat(desk.value("long before = steps[0]; Thread.sleep(50); steps[0] > before"))
                .isEqualTo("true");
        assertThat(desk.value("playing.stop().positionFrames() >= 0")).isEqualTo("true");
    }

    @Test
    void theEndOfTheSessionEndsEngines() {
        desk.run(ENGINE);
        assertThat(desk.run("engine(); engine();")).isInstanceOf(CellOutcome.Done.class);
        assertThat(Engine.running()).hasSize(2);
        desk.run("%who");
        assertThat(Desk.printed(desk.output(), "stdout"))
                .contains("Engine engine()")
                .contains("an engine plays to ");
        desk.close();
        assertThat(Engine.running()).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("vorlauf-control"));
    }

    @Test
    void whatIsPrintedInTheBackgroundLandsBelowItsCell() {
        desk.run("""
                var go = new java.util.concurrent.CountDownLatch(1);
                new Thread(() -> {
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                    }
                    System.out.println("late");
                }).start();
                Flux.interval(Duration.ofMillis(5)).take(3).subscribe(i -> System.out.println("tick " + i));
                System.err.println("wrong");""");
        RecordedOutput first = desk.output();
        desk.run("go.countDown(); System.out.println(\"second\");");
        RecordedOutput second = desk.output();
        Desk.await(() -> Desk.printed(first, "stdout").contains("late")
                && Desk.printed(first, "stdout").contains("tick 2"));
        assertThat(Desk.printed(first, "stderr")).isEqualTo("wrong\n");
        assertThat(Desk.printed(second, "stdout")).isEqualTo("second\n");
        desk.run("Flux.just(1).delayElements(Duration.ofMillis(5)).subscribe(i -> System.out.println(\"third\"));");
        RecordedOutput third = desk.output();
        Desk.await(() -> Desk.printed(third, "stdout").contains("third"));
    }

    @Test
    void aLiveDisplayChangesAfterItsCell() {
        desk.run("Live level = Display.live(\"silent\");");
        RecordedOutput first = desk.output();
        assertThat(first.outputs())
                .singleElement()
                .isInstanceOfSatisfying(
                        RecordedOutput.Output.Shown.class,
                        shown -> assertThat(shown.bundle()).containsEntry("text/plain", "silent"));
        desk.run("new Thread(() -> { for (int i = 0; i <= 100; i++) { level.update(i + \" dB\"); } }).start();");
        assertThat(desk.output().outputs()).isEmpty();
        Desk.await(() -> first.outputs().getFirst() instanceof RecordedOutput.Output.Shown shown
                && "100 dB".equals(shown.bundle().get("text/plain")));
    }

    @Test
    void magicsSayWhatIsWrong() {
        assertThat(desk.failure("%wo")).startsWith("there is no %wo; there are %classpath");
        assertThat(desk.failure("%maven commons")).isEqualTo("'commons' is not GROUP:ARTIFACT:VERSION");
        assertThat(desk.failure("%maven")).startsWith("%maven needs an argument");
        assertThat(desk.failure("%jars nowhere/*.jar")).startsWith("nowhere cannot be read");
        assertThat(desk.failure("%classpath no.jar")).startsWith("no.jar does not exist; the notebook's folder is");
        assertThat(desk.value("%help\n7 %\n 4")).isEqualTo("3");
    }

    @Test
    void completesWithinTheCellThatIsBeingWritten() {
        String cell = "var deep = saw(110);\nint seven = 7;\ndeep.lowp";
        Assistance.Completion completion = desk.session().assistance().complete(cell, cell.length());
        assertThat(completion.texts()).contains("lowpass(");
        assertThat(cell.substring(completion.start(), completion.end())).isEqualTo("lowp");
        desk.run("int hertz = 440;");
        assertThat(desk.session().assistance().complete("sine(her", 8).texts()).contains("hertz");
        assertThat(desk.session().assistance().complete("%ma", 3).texts()).containsExactly("%maven");
    }

    @Test
    void documentsWhatStandsAtTheCursor() {
        assertThat(desk.session().assistance().document("sine(440).lowpass(3)", 13))
                .contains("Signal Signal.lowpass(double hertz, double q)");
        assertThat(desk.session().assistance().document("noSuchThing", 4)).isEmpty();
    }

    @Test
    void knowsAWholeCell() {
        Assistance assistance = desk.session().assistance();
        assertThat(assistance.wholeness("int x = 1")).isEqualTo(Assistance.Wholeness.COMPLETE);
        assertThat(assistance.wholeness("for (int i = 0; i < 3; i++) {")).isEqualTo(Assistance.Wholeness.INCOMPLETE);
        assertThat(assistance.wholeness("}")).isEqualTo(Assistance.Wholeness.INVALID);
        assertThat(assistance.wholeness("%who\n1 + 1")).isEqualTo(Assistance.Wholeness.COMPLETE);
    }
}
