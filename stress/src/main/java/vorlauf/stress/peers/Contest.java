package vorlauf.stress.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import vorlauf.stress.bench.WorkloadReference;

/**
 * The same work by several engines in one run: each renders a second that is compared with the reference, then they take
 * turns, round by round, so that what else the machine does meets all of them alike.
 *
 * <p>Threads: one.
 */
public final class Contest {
    /** All workloads, in the order of tables. */
    public static final List<String> WORKLOADS = List.of(
            "W1",
            "W2",
            "W3",
            "W4",
            "W5-1000",
            "W5-4000",
            "W5-16000",
            "W2-100",
            "mixed",
            "moving",
            "moving-lfo",
            "strings");

    /** Whether there is a workload of this name; any even size of W5 is one. */
    public static boolean isWorkload(String name) {
        return WORKLOADS.contains(name) || name.matches("W5-[1-9]\\d{0,5}[02468]");
    }

    /** Noise of another engine is other noise: its level is compared, in decibels. */
    private static final double SAME_LEVEL_DECIBELS = 1;

    private final List<Peer> peers;
    private final Path folder;
    private final Consumer<String> progress;

    private Contest(List<Peer> peers, Path folder, Consumer<String> progress) {
        this.peers = peers;
        this.folder = folder;
        this.progress = progress;
    }

    /** Vorlauf with both sets of kernels and the limit in C. */
    public static Contest ofOwn(Path folder, Consumer<String> progress) {
        return new Contest(own(), folder, progress);
    }

    /** The same and every engine that is written for, installed or not. */
    public static Contest ofAll(Path folder, Consumer<String> progress) {
        List<Peer> all = new ArrayList<>(own());
        all.addAll(List.of(new FaustPeer(), new ScsynthPeer(), new PureDataPeer(), new CsoundPeer()));
        return new Contest(all, folder, progress);
    }

    /** A contest of any peers, for tests. */
    static Contest of(List<Peer> peers, Path folder) {
        return new Contest(peers, folder, line -> {});
    }

    private static List<Peer> own() {
        return List.of(new LimitPeer(), new VorlaufPeer("vector"), new VorlaufPeer("plain"));
    }

    /**
     * Runs.
     *
     * @param workloads some of {@link #WORKLOADS}
     * @param rounds how often each engine has its turn, at least 1
     * @param seconds CPU time of a turn
     */
    public ContestReport run(List<String> workloads, int rounds, double seconds)
            throws IOException, InterruptedException {
        List<String> missing = new ArrayList<>();
        List<Peer> present = new ArrayList<>();
        for (Peer peer : peers) {
            String line = peer.missing();
            if (line == null) {
                present.add(peer);
            } else {
                missing.add(peer.name() + ": " + line);
            }
        }
        List<ContestResult> results = new ArrayList<>();
        for (String workload : workloads) {
            results.addAll(run(workload, present, rounds, seconds));
        }
        return new ContestReport(results, missing, rounds, seconds);
    }

    /** A contestant with its figures so far. */
    private record Entry(Peer peer, Contestant contestant, Check check, List<Double> nanosPerFrame) {
        ContestResult result(String workload) {
            return ContestResult.of(workload, peer.name(), nanosPerFrame, check, contestant.note());
        }
    }

    private List<ContestResult> run(String workload, List<Peer> present, int rounds, double seconds)
            throws IOException, InterruptedException {
        double[][] reference = WorkloadReference.render(workload, Samples.FRAMES);
        List<ContestResult> failures = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        try {
            for (Peer peer : present) {
                if (peer.knows(workload)) {
                    progress.accept(workload + ": " + peer.name() + " gets ready");
                    enter(workload, peer, reference, entries, failures);
                }
            }
            for (int round = 1; round <= rounds; round++) {
                progress.accept(String.format(Locale.ROOT, "%s: round %d of %d", workload, round, rounds));
                for (Entry entry : List.copyOf(entries)) {
                    try {
                        entry.nanosPerFrame.add(entry.contestant.cpuNanosPerFrame(seconds));
                    } catch (PeerException failed) {
                        failures.add(failure(workload, entry.peer, failed));
                        entry.contestant.close();
                        entries.remove(entry);
                    }
                }
            }
            List<ContestResult> results = new ArrayList<>(ContestResult.beside(
                    LimitPeer.NAME,
                    entries.stream().map(entry -> entry.result(workload)).toList()));
            results.addAll(failures);
            return results;
        } finally {
            for (Entry entry : entries) {
                entry.contestant.close();
            }
        }
    }

    /** Lets a peer get ready, and compares what it renders. */
    private void enter(
            String workload, Peer peer, double[][] reference, List<Entry> entries, List<ContestResult> failures)
            throws IOException, InterruptedException {
        try {
            Contestant contestant = peer.prepare(workload, folderOf(peer, workload));
            try {
                Check check = check(workload, peer, reference, contestant.samples());
                entries.add(new Entry(peer, contestant, check, new ArrayList<>()));
            } catch (PeerException | IOException noSamples) {
                contestant.close();
                throw noSamples;
            }
        } catch (PeerException failed) {
            failures.add(failure(workload, peer, failed));
        }
    }

    private static ContestResult failure(String workload, Peer peer, PeerException failed) {
        return ContestResult.failed(workload, peer.name(), String.valueOf(failed.getMessage()));
    }

    private Path folderOf(Peer peer, String workload) throws IOException {
        return Files.createDirectories(
                folder.resolve(peer.name().replace(' ', '-')).resolve(workload));
    }

    /**
     * What a comparison has found.
     *
     * @param decibels the samples' agreement; 0 where noise differs
     * @param agrees whether it is the same work
     * @param words for people
     */
    record Check(double decibels, boolean agrees, String words) {}

    /** Vorlauf and the limit draw the same noise; others draw their own. */
    private static Check check(String workload, Peer peer, double[][] reference, float[][] samples) {
        boolean ours = peer instanceof VorlaufPeer || peer instanceof LimitPeer;
        if (workload.equals("W4") && !ours) {
            double decibels = level(samples) - level(reference);
            return new Check(
                    0,
                    Math.abs(decibels) <= SAME_LEVEL_DECIBELS,
                    String.format(Locale.ROOT, "other noise, level %+.2f dB", decibels));
        }
        Agreement agreement = Agreement.of(reference, samples);
        return new Check(
                agreement.decibels(),
                agreement.decibels() >= (ours ? Agreement.SAME_FORMULA_DECIBELS : Agreement.SAME_WORK_DECIBELS),
                String.format(Locale.ROOT, "%.0f dB", agreement.decibels())
                        + (agreement.lagFrames() == 0 ? "" : ", " + agreement.lagFrames() + " frames later"));
    }

    /** Level in the second half, in decibels: by then the echoes are there. */
    private static double level(float[][] samples) {
        double sum = 0;
        int count = samples[0].length;
        for (int frame = count / 2; frame < count; frame++) {
            sum += samples[0][frame] * (double) samples[0][frame];
        }
        return 10 * Math.log10(Math.max(sum / Math.max(1, count - count / 2), Double.MIN_NORMAL));
    }

    private static double level(double[][] samples) {
        float[] floats = new float[samples[0].length];
        for (int frame = 0; frame < floats.length; frame++) {
            floats[frame] = (float) samples[0][frame];
        }
        return level(new float[][] {floats});
    }
}
