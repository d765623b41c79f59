package vorlauf.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vorlauf.engine.EngineReport;
import vorlauf.engine.EngineSettings;
import vorlauf.engine.OfflineResult;

/**
 * What the demonstration came to, and whether all of it holds.
 *
 * @param offline the render to a file
 * @param sha256 of its samples
 * @param live figures of the live part
 * @param backend where that was played
 * @param liveAttempts 1, or 2 where it was repeated
 * @param latency control to sound
 * @param latencyAttempts 1, or 2 where it was repeated
 * @param settings of the live part
 * @param wav the file
 * @param wavFrames frames that were found in it
 * @param picture the PNG
 */
record DemoReport(
        OfflineResult offline,
        String sha256,
        EngineReport live,
        String backend,
        int liveAttempts,
        Latency latency,
        int latencyAttempts,
        EngineSettings settings,
        String wav,
        long wavFrames,
        String picture) {
    /** Whether a live part needs no second attempt. */
    static boolean holds(EngineReport live) {
        return live.underrunEvents() == 0 && live.producerAllocatedBytes() <= 0;
    }

    /** What does not hold, a line each; empty where all does. */
    List<String> misses() {
        List<String> misses = new ArrayList<>();
        if (wavFrames != offline.frames()) {
            misses.add(wav + " holds " + wavFrames + " frames, must be " + offline.frames());
        }
        if (live.underrunEvents() > 0) {
            misses.add(live.underrunEvents()
                    + " underruns, must be 0: the machine was busy; --ring makes it more patient");
        }
        if (live.producerAllocatedBytes() > 0) {
            misses.add("the producer allocated " + live.producerAllocatedBytes() + " bytes live, must be 0");
        }
        if (offline.allocatedBytes() > 0) {
            misses.add("the producer allocated " + offline.allocatedBytes() + " bytes offline, must be 0");
        }
        if (latency.heard() < latency.changes()) {
            misses.add(latency.heard() + " of " + latency.changes() + " control changes were heard");
        }
        if (latency.maximumNanos() > latency.boundNanos()) {
            misses.add(String.format(
                    java.util.Locale.ROOT,
                    "a control change took %.1f ms to the sound, at most %.1f ms: the machine was busy",
                    latency.maximumNanos() / 1e6,
                    latency.boundNanos() / 1e6));
        }
        return misses;
    }

    /** For people. */
    Table table() {
        double rate = settings.sampleRateHertz();
        Table table = new Table()
                .add("offline", "%d frames (%.1f s) to %s", offline.frames(), offline.frames() / rate, wav)
                .add("", "sha256 %s", sha256)
                .add("", "%.0f x real time (%.1f ns of CPU time a frame)", realTimes(), offline.cpuNanosPerFrame())
                .add(
                        "live",
                        "%d frames (%.1f s) on %s, %s%s",
                        live.positionFrames(),
                        live.seconds(),
                        backend,
                        live.format().device(),
                        again(liveAttempts))
                .add("underruns", "%d (%d frames)", live.underrunEvents(), live.underrunFrames())
                .add(
                        "lowest lead",
                        "%d of %d frames (%.1f of %.1f ms)",
                        live.lowestLeadFrames(),
                        live.leadLimitFrames(),
                        live.lowestLeadFrames() / rate * 1e3,
                        live.leadLimitFrames() / rate * 1e3)
                .add("allocated", "%s by the producer", Usage.bytes(live.producerAllocatedBytes()))
                .add("graphs", "%d in force one after another", live.swaps())
                .add(
                        "latency",
                        "control to sound, %d changes: p50 %.1f ms, p99 %.1f ms, max %.1f ms%s",
                        latency.heard(),
                        latency.medianNanos() / 1e6,
                        latency.percentile99Nanos() / 1e6,
                        latency.maximumNanos() / 1e6,
                        again(latencyAttempts))
                .add(
                        "",
                        "bound %.1f ms: lead %.1f + one block %.1f + hand-over %.1f",
                        latency.boundNanos() / 1e6,
                        settings.leadLimitFrames() / rate * 1e3,
                        settings.blockFrames() / rate * 1e3,
                        Latency.HAND_OVER_NANOS / 1e6)
                .add("picture", "%s", picture);
        List<String> misses = misses();
        misses.forEach(miss -> table.add("MISS", "%s", miss));
        return misses.isEmpty() ? table.add("result", "all of it holds") : table;
    }

    private double realTimes() {
        return 1e9 / (settings.sampleRateHertz() * Math.max(1e-3, offline.cpuNanosPerFrame()));
    }

    private static String again(int attempts) {
        return attempts > 1 ? " (second attempt: the first was disturbed)" : "";
    }

    /** For programs. */
    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("frames", offline.frames());
        figures.put("channels", offline.channels());
        figures.put("sampleRate", Math.round(settings.sampleRateHertz()));
        figures.put("sha256", sha256);
        figures.put("file", wav);
        figures.put("timesRealTime", realTimes());
        figures.put("cpuNanosPerFrame", offline.cpuNanosPerFrame());
        figures.put("backend", backend);
        figures.put("device", live.format().device());
        figures.put("liveFrames", live.positionFrames());
        figures.put("liveAttempts", liveAttempts);
        figures.put("underrunEvents", live.underrunEvents());
        figures.put("underrunFrames", live.underrunFrames());
        figures.put("lowestLeadFrames", live.lowestLeadFrames());
        figures.put("leadLimitFrames", live.leadLimitFrames());
        figures.put("allocatedBytes", live.producerAllocatedBytes());
        figures.put("swaps", live.swaps());
        figures.put("latency", latency);
        figures.put("latencyAttempts", latencyAttempts);
        figures.put("picture", picture);
        figures.put("misses", misses());
        return figures;
    }
}
