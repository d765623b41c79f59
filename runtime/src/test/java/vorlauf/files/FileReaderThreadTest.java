package vorlauf.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vorlauf.ring.FrameRing;
import vorlauf.ring.SpscFrameRing;

@Timeout(60)
class FileReaderThreadTest {
    private static final int RATE = 48_000;

    @TempDir
    Path folder;

    @Test
    void keepsEightTracksFilledWhileTheyArePlayed() throws IOException {
        int length = 200_000;
        List<FileStream> streams = new ArrayList<>();
        List<float[]> tracks = new ArrayList<>();
        try (FileReaderThread reader = FileReaderThread.start((stream, problem) -> {
            throw new AssertionError(stream.path().toString(), problem);
        })) {
            for (int track = 0; track < 8; track++) {
                tracks.add(Samples.noise(10_000 + track, track));
                FileStream stream = FileStream.open(wav(track, tracks.get(track)), true, RATE);
                streams.add(stream);
                reader.add(stream);
            }
            assertThat(reader.streamCount()).isEqualTo(8);
            float[][] block = new float[1][64];
            for (int track = 0; track < 8; track++) {
                float[] samples = tracks.get(track);
                int position = 0;
                while (position < length) {
                    position = compare(streams.get(track), block, samples, position);
                }
            }
        }
        for (FileStream stream : streams) {
            stream.close();
        }
    }

    /** Plays a block as far as it is there already: a starved frame is silent, is counted and loses nothing. */
    private static int compare(FileStream stream, float[][] block, float[] samples, int position) {
        long starvedBefore = stream.starvedFrames();
        stream.read(block, 0, 64);
        if (Thread.interrupted()) {
            throw new AssertionError(stream.path() + " is not filled any more");
        }
        int there = 64 - (int) (stream.starvedFrames() - starvedBefore);
        for (int frame = 0; frame < there; frame++) {
            if (block[0][frame] != samples[(position + frame) % samples.length]) {
                throw new AssertionError(stream.path() + " differs at frame " + (position + frame));
            }
        }
        return position + there;
    }

    @Test
    void theErrorOfOneStreamIsToldAndTheOthersGoOn() throws Exception {
        AtomicReference<FileStream> failed = new AtomicReference<>();
        CountDownLatch told = new CountDownLatch(1);
        Path shrinking = wav(1, Samples.noise(500_000, 1));
        try (FileReaderThread reader = FileReaderThread.start((stream, _) -> {
                    failed.set(stream);
                    told.countDown();
                    throw new IllegalArgumentException("a listener with a fault of its own");
                });
                FileStream broken = FileStream.open(shrinking, true, RATE);
                AudioFile file = AudioFile.open(wav(2, Samples.noise(100_000, 2)))) {
            Files.write(shrinking, new byte[200]);
            reader.add(broken);
            assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(failed.get()).isSameAs(broken);
            CountDownLatch full = new CountDownLatch(1);
            FileStream other = new FileStream(file, true, RATE, new TellingRing(5_000, full));
            reader.add(other);
            assertThat(full.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(reader.streamCount()).isEqualTo(1);
            reader.remove(other);
            assertThat(reader.streamCount()).isZero();
        }
    }

    @Test
    void forgetsStreamsThatHaveEndedAndStopsWhenItIsClosed() throws Exception {
        CountDownLatch full = new CountDownLatch(1);
        FileReaderThread reader = FileReaderThread.start((_, _) -> {});
        try (AudioFile file = AudioFile.open(wav(1, Samples.noise(100, 1)));
                AudioFile endless = AudioFile.open(wav(2, Samples.noise(100, 1)))) {
            FileStream ending = new FileStream(file, false, RATE, new SpscFrameRing(1_000, 1));
            reader.add(ending);
            reader.add(new FileStream(endless, true, RATE, new TellingRing(10_000, full)));
            assertThat(full.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(ending.ended()).isTrue();
            reader.close();
            reader.close();
            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().equals("vorlauf-disk") && thread.isAlive());
        }
    }

    private Path wav(int number, float[] samples) throws IOException {
        Path path = folder.resolve("track" + number + ".wav");
        Samples.write(path, SampleFormat.PCM16, 1, RATE, samples);
        return path;
    }

    /** A ring that says when it is full for the first time. */
    private record TellingRing(SpscFrameRing ring, CountDownLatch full) implements FrameRing {
        TellingRing(int capacityFrames, CountDownLatch full) {
            this(new SpscFrameRing(capacityFrames, 1), full);
        }

        @Override
        public int channels() {
            return ring.channels();
        }

        @Override
        public int capacityFrames() {
            return ring.capacityFrames();
        }

        @Override
        public boolean write(float[] source, int offsetFrames, int frameCount) {
            boolean written = ring.write(source, offsetFrames, frameCount);
            if (ring.writableFrames() == 0) {
                full.countDown();
            }
            return written;
        }

        @Override
        public int read(float[] target, int offsetFrames, int frameCount) {
            return ring.read(target, offsetFrames, frameCount);
        }

        @Override
        public int readableFrames() {
            return ring.readableFrames();
        }

        @Override
        public int writableFrames() {
            return ring.writableFrames();
        }
    }
}
