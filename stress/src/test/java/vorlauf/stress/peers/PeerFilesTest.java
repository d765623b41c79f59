package vorlauf.stress.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vorlauf.stress.bench.WorkloadReference;

/** What is written for other engines: its form everywhere, and its samples where the engine is installed. */
final class PeerFilesTest {
    private static final String LADDER = "W5-20";

    @TempDir
    private Path folder = Path.of("");

    static List<Peer> peers() {
        return List.of(new CsoundPeer(), new PureDataPeer(), new ScsynthPeer(), new FaustPeer());
    }

    @Test
    void csoundHasANoteForEachVoice() {
        assertThat(CsoundFile.of("W1").lines().filter(line -> line.startsWith("i1 ")))
                .hasSize(256);
        assertThat(CsoundFile.of("W2-3").lines().filter(line -> line.startsWith("i1 ")))
                .hasSize(3);
        assertThat(CsoundFile.of("W2-3")).contains("nchnls = 2");
        assertThat(CsoundFile.of(LADDER).lines().filter(line -> line.startsWith("ag")))
                .hasSize(10);
    }

    @Test
    void everyWireOfAPureDataPatchJoinsTwoObjectsOfItsCanvas() {
        for (String workload : List.of("W1", "W2-3", "W3", "W4", LADDER)) {
            for (String recording : new String[] {"", "out.wav"}) {
                int[] objects = new int[2];
                int canvas = -1;
                for (String line : PureDataPatch.of(workload, 1, recording.isEmpty() ? null : recording)
                        .split("\n", -1)) {
                    if (line.startsWith("#N canvas")) {
                        canvas++;
                    } else if (line.startsWith("#X restore")) {
                        objects[--canvas]++;
                    } else if (line.startsWith("#X connect")) {
                        String[] words = line.replace(";", "").split(" ", -1);
                        assertThat(Integer.parseInt(words[2])).as(line).isLessThan(objects[canvas]);
                        assertThat(Integer.parseInt(words[4])).as(line).isLessThan(objects[canvas]);
                    } else if (!line.isEmpty()) {
                        objects[canvas]++;
                    }
                }
                assertThat(canvas).isZero();
            }
        }
    }

    @Test
    void faustReadsItsOwnNumbersAndKeepsTheGainsOfTheLadder() {
        assertThat(FaustProgram.of("W1")).doesNotContainPattern("\\dE-?\\d").contains("9.765625e-4");
        assertThat(FaustProgram.of(LADDER)).contains("seq(i, 10,").contains("hslider(\"a%i\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"W1", "W2-3", "W3", "W4", LADDER})
    void everyInputOfASynthIsAConstantOrAUnitBeforeIt(String workload) throws Exception {
        DataInputStream in = new DataInputStream(
                new ByteArrayInputStream(SynthWorkload.of(workload).definition()));
        assertThat(new String(in.readNBytes(4), StandardCharsets.US_ASCII)).isEqualTo("SCgf");
        assertThat(in.readInt()).isEqualTo(2);
        assertThat(in.readShort()).isEqualTo((short) 1);
        assertThat(text(in)).isEqualTo(SynthWorkload.NAME);
        int constants = in.readInt();
        in.skipNBytes(4L * constants);
        int parameters = in.readInt();
        in.skipNBytes(4L * parameters);
        assertThat(in.readInt()).isEqualTo(parameters);
        for (int i = 0; i < parameters; i++) {
            text(in);
            assertThat(in.readInt()).isEqualTo(i);
        }
        int[] outputsOf = new int[in.readInt()];
        for (int unit = 0; unit < outputsOf.length; unit++) {
            String kind = text(in);
            in.readByte();
            int inputs = in.readInt();
            outputsOf[unit] = in.readInt();
            in.readShort();
            for (int i = 0; i < inputs; i++) {
                int from = in.readInt();
                int output = in.readInt();
                assertThat(from).as("%s %d", kind, unit).isLessThan(unit);
                assertThat(output).isLessThan(from < 0 ? constants : outputsOf[from]);
            }
            in.skipNBytes(outputsOf[unit]);
        }
        assertThat(in.readShort()).isZero();
        assertThat(in.read()).isEqualTo(-1);
    }

    private static String text(DataInputStream in) throws Exception {
        return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.US_ASCII);
    }

    @Test
    void aScoreIsBundlesThatFitEachInAPacket() throws Exception {
        byte[] score = SynthWorkload.of("W2-40").score(1.5);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(score));
        int bundles = 0;
        while (in.available() > 0) {
            int length = in.readInt();
            assertThat(length).isLessThanOrEqualTo(8_192);
            assertThat(new String(in.readNBytes(8), StandardCharsets.US_ASCII)).isEqualTo("#bundle\0");
            int seconds = in.readInt();
            int fraction = in.readInt();
            bundles++;
            assertThat(seconds).isEqualTo(in.available() > length - 16 ? 0 : 1);
            assertThat(fraction).isEqualTo(seconds == 0 ? 0 : 1 << 31);
            in.skipNBytes(length - 16L);
        }
        assertThat(bundles).isEqualTo(4); // 16, 16 and 8 synths, and the end
    }

    @Test
    void whatIsMissingIsNamedWithItsPackage() {
        assertThat(Tool.missing("some-package", "no-such-program"))
                .isEqualTo("no-such-program is not installed; the Debian package some-package brings it");
    }

    @Test
    void aProgramThatFailsIsOneLine() {
        assertThatThrownBy(
                        () -> Tool.run(folder, Duration.ofSeconds(20), List.of("sh", "-c", "echo out of tune; exit 3")))
                .isInstanceOf(PeerException.class)
                .hasMessageContaining("exit code 3: out of tune; its log is ");
    }

    @ParameterizedTest
    @MethodSource("peers")
    void anInstalledEngineAgreesAndCanBeTimed(Peer peer) throws Exception {
        String missing = peer.missing();
        assumeTrue(missing == null, missing);
        try (Contestant contestant = peer.prepare(LADDER, folder)) {
            Agreement agreement = Agreement.of(WorkloadReference.render(LADDER, 48_000), contestant.samples());
            assertThat(agreement.decibels()).isGreaterThan(50);
            assertThat(Agreement.of(WorkloadReference.render("W5-24", 48_000), contestant.samples())
                            .decibels())
                    .isLessThan(Agreement.SAME_WORK_DECIBELS);
            assertThat(contestant.cpuNanosPerFrame(0.001)).isFinite();
        }
    }
}
