package vorlauf.backend.sharedmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vorlauf.engine.BackendException;

/** Callbacks in the shape of two platforms take every frame of a ring that this JVM fills, driven as their contracts say. */
final class CallbackShapesTest {
    private static final int FRAMES = 64 * 750;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"planar", "interleaved"})
    void anAudioUnitWhoseFrameCountsChangeHearsEveryFrame(String shape) throws Exception {
        Path program = Native.compile(folder, "audio_unit.c");
        RingFile file = RingFile.create(folder.resolve("ring"), 3_000, CountedBlocks.CHANNELS, 48_000);
        Path heard = folder.resolve("heard");
        Process consumer = Native.start(program.toString(), file.path().toString(), heard.toString(), shape);
        Thread writer = CountedBlocks.write(file.ring(), FRAMES);
        assertThat(Native.end(consumer)).isEqualTo(new Native.Ended(0, "ended\n"));
        writer.join();
        int silent = CountedBlocks.silentFrames(Native.floats(heard), FRAMES);
        // It asks for more than a ring holds, so there are underruns; after the end, and before the start, silence is
        // none.
        assertThat(file.ring().look(RingLayout.UNDERRUN_FRAMES_OFFSET))
                .isPositive()
                .isLessThanOrEqualTo(silent);
        assertThat(file.ring().look(RingLayout.UNDERRUN_EVENTS_OFFSET)).isPositive();
        assertThat(file.ring().look(RingLayout.LOWEST_FILL_FRAMES_OFFSET)).isLessThan(4_096);
        file.close();
    }

    @Test
    void anOboeStreamInBurstsHearsEveryFrameAndStopsAtTheEnd() throws Exception {
        Path program = Native.compile(folder, "oboe.cpp");
        RingFile file = RingFile.create(folder.resolve("ring"), 1_000, CountedBlocks.CHANNELS, 48_000);
        Path heard = folder.resolve("heard");
        Process consumer = Native.start(program.toString(), file.path().toString(), heard.toString());
        CountedBlocks.write(file.ring(), FRAMES).join();
        assertThat(Native.end(consumer)).isEqualTo(new Native.Ended(0, "stopped\n"));
        CountedBlocks.silentFrames(Native.floats(heard), FRAMES);
        assertThat(file.ring().look(RingLayout.CONSUMER_PROCESS_OFFSET)).isZero();
        file.close();
        assertThat(file.path()).doesNotExist();
    }

    @Test
    void oneConsumerAtATimeAndADeadOneIsReplaced() throws Exception {
        String program = Native.compile(folder, "oboe.cpp").toString();
        RingFile file = RingFile.create(folder.resolve("ring"), 1_000, CountedBlocks.CHANNELS, 48_000);
        String path = file.path().toString();
        Process first = Native.start(program, path, folder.resolve("first").toString());
        Native.until(() -> file.ring().look(RingLayout.CONSUMER_PROCESS_OFFSET) == first.pid());
        assertThat(Native.run(program, path, folder.resolve("second").toString()))
                .isEqualTo(new Native.Ended(3, "another living process reads this ring\n"));
        first.destroyForcibly();
        first.onExit().join();
        Process third = Native.start(program, path, folder.resolve("third").toString());
        Native.until(() -> file.ring().look(RingLayout.CONSUMER_PROCESS_OFFSET) == third.pid());
        file.close();
        assertThat(Native.end(third).exitCode()).isZero();
    }

    @Test
    void whatIsNoRingIsNeitherReadNorReplaced() throws Exception {
        String program = Native.compile(folder, "oboe.cpp").toString();
        Path letter = Files.writeString(folder.resolve("letter"), "Dear ring, ".repeat(200));
        String out = folder.resolve("out").toString();
        assertThat(Native.run(program, letter.toString(), out))
                .isEqualTo(new Native.Ended(3, "the file is not a Vorlauf ring of this machine's byte order\n"));
        assertThat(Native.run(program, folder.resolve("none").toString(), out).output())
                .isEqualTo("the file cannot be opened and mapped; is a producer running?\n");
        assertThatThrownBy(() -> RingFile.create(letter, 64, 1, 48_000))
                .isInstanceOf(BackendException.class)
                .hasMessage("shared-memory: " + letter + " exists and is not a ring; name another file by --device, or"
                        + " remove it");
        assertThat(letter).content().startsWith("Dear ring");
        RingFile ring = RingFile.create(folder.resolve("ring"), 64, 1, 48_000);
        assertThatThrownBy(() -> RingFile.create(ring.path(), 64, 1, 48_000))
                .hasMessage("shared-memory: process " + ProcessHandle.current().pid() + " fills " + ring.path()
                        + " already; name another file by --device");
        Path nowhere = folder.resolve("missing").resolve("ring");
        assertThatThrownBy(() -> RingFile.create(nowhere, 64, 1, 48_000))
                .hasMessage("shared-memory: cannot make the ring " + nowhere + ": there is no such folder");
    }
}
