package vorlauf.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vorlauf.compile.Problem;

/**
 * Something that happened to an engine and that somebody may want to know; the sound goes on unless it says otherwise.
 *
 * <p>Positions are frames since the start of the stream.
 */
public sealed interface EngineEvent {
    /** One line for people. */
    String message();

    /** The device plays. */
    record Ready(StreamFormat format, int channels, double sampleRateHertz, int leadLimitFrames)
            implements EngineEvent {
        @Override
        public String message() {
            return line(
                    "playing on %s: %d channels, %.0f Hz, %s, up to %d frames ahead",
                    format.device(), channels, sampleRateHertz, format.sampleFormat(), leadLimitFrames);
        }
    }

    /**
     * Frames were missing when the device asked for them.
     *
     * @param positionFrames first frame of the pull on the device's time line
     * @param atNanos when, nanoseconds since the device started
     * @param requestedFrames frames that the device asked for
     * @param foundFrames frames that were there
     * @param fillHistoryFrames frames in the ring at the last pulls, the oldest first, this one last
     * @param revision edits of the graph in force
     * @param cause why
     * @param slowest the slowest node of the block that came too late, as far as it is known
     */
    record Underrun(
            long positionFrames,
            long atNanos,
            int requestedFrames,
            int foundFrames,
            List<Integer> fillHistoryFrames,
            long revision,
            UnderrunCause cause,
            Optional<SlowNode> slowest)
            implements EngineEvent {
        @Override
        public String message() {
            return line(
                    "underrun at frame %d (%.3f s): %d of %d frames; %s%s",
                    positionFrames,
                    atNanos / 1e9,
                    foundFrames,
                    requestedFrames,
                    cause.text(),
                    slowest.map(node -> "; " + node.text()).orElse(""));
        }
    }

    /**
     * A block took more time than it lasts, from the instant that the producer had asked for to its end: the lead has shrunk.
     *
     * @param positionFrames first frame of the block
     * @param atNanos when it ended, nanoseconds since the device started
     * @param milliseconds from the instant that was asked for to the end
     * @param blockMilliseconds how long it lasts
     * @param revision edits of the graph in force
     * @param cause why
     * @param slowest its slowest node, as far as it is known
     */
    record LateBlock(
            long positionFrames,
            long atNanos,
            double milliseconds,
            double blockMilliseconds,
            long revision,
            UnderrunCause cause,
            Optional<SlowNode> slowest)
            implements EngineEvent {
        @Override
        public String message() {
            return line(
                    "late block at frame %d (%.3f s): %.2f ms for %.2f ms of sound; %s%s",
                    positionFrames,
                    atNanos / 1e9,
                    milliseconds,
                    blockMilliseconds,
                    cause.text(),
                    slowestThatCounts().map(node -> "; " + node.text()).orElse(""));
        }

        /** The slowest node, where it took at least a tenth of the time. */
        public Optional<SlowNode> slowestThatCounts() {
            return slowest.filter(node -> node.milliseconds() >= milliseconds / 10);
        }
    }

    /** The producer may be further ahead, or less far; {@code positionFrames} is the first frame that is rendered so. */
    record LeadChanged(long positionFrames, int beforeFrames, int leadFrames) implements EngineEvent {
        @Override
        public String message() {
            return line(
                    leadFrames > beforeFrames
                            ? "lead grown from %d to %d frames at frame %d, after an underrun"
                            : "lead shrunk from %d to %d frames at frame %d, as more was not needed",
                    beforeFrames,
                    leadFrames,
                    positionFrames);
        }
    }

    /** A graph came into force. */
    record PlanSwapped(long revision, long positionFrames, int nodes, long planNanos) implements EngineEvent {
        @Override
        public String message() {
            return line(
                    "graph %d in force at frame %d: %d nodes, compiled in %.2f ms",
                    revision, positionFrames, nodes, planNanos / 1e6);
        }
    }

    /** A graph cannot be played; the one before plays on. */
    record GraphRejected(List<Problem> problems) implements EngineEvent {
        public GraphRejected {
            problems = List.copyOf(problems);
        }

        @Override
        public String message() {
            return line(
                    "graph rejected, the one before plays on: %s%s",
                    problems.getFirst(),
                    problems.size() == 1 ? "" : line(" (and %d more problems)", problems.size() - 1));
        }
    }

    /** User code that is new in a graph may not be on time; the graph plays. */
    record NotRealTimeSafe(Problem finding) implements EngineEvent {
        @Override
        public String message() {
            return line("warning: %s", finding);
        }
    }

    /** Graphs came faster than they could be put in force; {@code graphs} were replaced by newer ones so far. */
    record GraphConflated(long graphs) implements EngineEvent {
        @Override
        public String message() {
            return line("%d graphs were replaced by newer ones before they came into force", graphs);
        }
    }

    /** The publisher of graphs has ended; the last graph plays on. */
    record GraphCompleted() implements EngineEvent {
        @Override
        public String message() {
            return "the publisher of graphs has completed, the last graph plays on";
        }
    }

    /** The publisher of graphs has failed; the last graph plays on. */
    record GraphFailed(String error) implements EngineEvent {
        @Override
        public String message() {
            return line("the publisher of graphs has failed (%s), the last graph plays on", error);
        }
    }

    /** A control's publisher failed; the control holds its value. */
    record ControlFailed(String control, String error) implements EngineEvent {
        @Override
        public String message() {
            return line("control \"%s\" has failed (%s) and holds its value", control, error);
        }
    }

    /** A control's publisher ended; the control holds its value. */
    record ControlCompleted(String control) implements EngineEvent {
        @Override
        public String message() {
            return line("control \"%s\" has completed and holds its value", control);
        }
    }

    /** Values of a control came faster than blocks start; {@code values} were replaced by newer ones so far. */
    record ControlConflated(String control, long values) implements EngineEvent {
        @Override
        public String message() {
            return line(
                    "control \"%s\": %d values were replaced by newer ones before a block started", control, values);
        }
    }

    /** Values of a control were not finite; it holds the last good one. */
    record ControlRefused(String control, double value, long values) implements EngineEvent {
        @Override
        public String message() {
            return line("control \"%s\": %d values were not finite (%s) and were refused", control, values, value);
        }
    }

    /** A control's publisher holds its thread without a value; the control holds its value. */
    record ControlBlocked(String control, double seconds) implements EngineEvent {
        @Override
        public String message() {
            return line("control \"%s\": its publisher has blocked for %.1f s; the value is held", control, seconds);
        }
    }

    /** A control beyond the limit; it keeps its initial value. */
    record ControlUnconnected(String control, int maximumControls) implements EngineEvent {
        @Override
        public String message() {
            return line(
                    "control \"%s\" keeps its initial value: an engine follows %d controls", control, maximumControls);
        }
    }

    /** The device is gone. */
    record DeviceLost(String reason) implements EngineEvent {
        @Override
        public String message() {
            return line("device lost: %s", reason);
        }
    }

    /** The device is back. */
    record DeviceBack(String device) implements EngineEvent {
        @Override
        public String message() {
            return line("device back: %s", device);
        }
    }

    /** The input device records. */
    record InputReady(InputFormat format, double sampleRateHertz) implements EngineEvent {
        @Override
        public String message() {
            return line(
                    "recording from %s: %d channels, %.0f Hz, %s, %s",
                    format.device(),
                    format.channels(),
                    sampleRateHertz,
                    format.sampleFormat(),
                    format.clock() == InputFormat.Clocking.SHARED ? "on the output's clock" : "on a clock of its own");
        }
    }

    /** Frames of the input were not there when a block began; {@code frames} were silent so far, in {@code blocks} blocks. */
    record InputUnderrun(long blocks, long frames) implements EngineEvent {
        @Override
        public String message() {
            return line(
                    "input underrun: %d frames were not there in time and are silent, in %d blocks", frames, blocks);
        }
    }

    /** Frames of the input were recorded and not heard, as the engine was late; {@code frames} so far. */
    record InputOverrun(long frames) implements EngineEvent {
        @Override
        public String message() {
            return line("input overrun: %d frames came faster than they were heard and were dropped", frames);
        }
    }

    /** The input's clock runs faster than the output's by so much (slower where negative); its frames are resampled. */
    record InputDrift(double partsPerMillion) implements EngineEvent {
        @Override
        public String message() {
            return line(
                    "input drift: the input's clock is %.0f ppm %s than the output's, its frames are resampled",
                    Math.abs(partsPerMillion), partsPerMillion < 0 ? "slower" : "faster");
        }
    }

    /** The input device is gone; the sound goes on, and the input is silent. */
    record InputLost(String reason) implements EngineEvent {
        @Override
        public String message() {
            return line("input lost: %s", reason);
        }
    }

    /** The input device is back. */
    record InputBack(String device) implements EngineEvent {
        @Override
        public String message() {
            return line("input back: %s", device);
        }
    }

    /** Something worth a line. */
    record Notice(String message) implements EngineEvent {}

    /** Blocks were not finite and were muted. */
    record NonFinite(String node, long positionFrames, long blocks) implements EngineEvent {
        @Override
        public String message() {
            return line(
                    "%d blocks muted up to frame %d: %s was not finite, its state was reset",
                    blocks, positionFrames, node);
        }
    }

    /** File streams were read faster than the disk; {@code frames} were silent so far. */
    record FileStarved(long frames) implements EngineEvent {
        @Override
        public String message() {
            return line("files: %d frames were not read from disk in time and were silent", frames);
        }
    }

    /** The recording ended early; the file is valid up to there. */
    record RecordingFailed(String reason) implements EngineEvent {
        @Override
        public String message() {
            return line("recording failed, the sound goes on: %s", reason);
        }
    }

    /** The recording is complete. */
    record RecordingStopped(Path file, long frames, long lostFrames) implements EngineEvent {
        @Override
        public String message() {
            return line("recorded %d frames to %s, %d lost", frames, file, lostFrames);
        }
    }

    /** The producer has no raised priority. */
    record PriorityRefused(String advice) implements EngineEvent {
        @Override
        public String message() {
            return advice;
        }
    }

    /** The engine has stopped. */
    record Stopped(long positionFrames, long underrunEvents) implements EngineEvent {
        @Override
        public String message() {
            return line("stopped after %d frames, %d underruns", positionFrames, underrunEvents);
        }
    }

    @SuppressWarnings("AnnotateFormatMethod") // patterns are constants in this file
    private static String line(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
