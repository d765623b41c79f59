package vorlauf.engine;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** The events that an engine leaves in the JVM's flight recorder. All are committed on the control thread. */
final class FlightEvents {
    private FlightEvents() {}

    /** Frames were missing. */
    @Name("vorlauf.Underrun")
    @Label("Underrun")
    @Category("Vorlauf")
    @Description("The device asked for frames that were not there")
    @StackTrace(false)
    static final class UnderrunEvent extends Event {
        @Label("Position in frames")
        long positionFrames;

        @Label("Requested frames")
        int requestedFrames;

        @Label("Found frames")
        int foundFrames;

        @Label("Graph revision")
        long revision;

        @Label("Cause")
        String cause = "";

        @Label("Slowest node")
        String slowestNode = "";
    }

    /** A block took more time than it lasts. */
    @Name("vorlauf.LateBlock")
    @Label("Late block")
    @Category("Vorlauf")
    @StackTrace(false)
    static final class LateBlockEvent extends Event {
        @Label("Position in frames")
        long positionFrames;

        @Label("Time from the instant that was asked for")
        @Timespan(Timespan.NANOSECONDS)
        long tookNanos;

        @Label("Graph revision")
        long revision;

        @Label("Cause")
        String cause = "";

        @Label("Slowest node")
        String slowestNode = "";
    }

    /** A graph came into force. */
    @Name("vorlauf.PlanSwap")
    @Label("Plan swap")
    @Category("Vorlauf")
    @StackTrace(false)
    static final class PlanSwapEvent extends Event {
        @Label("Position in frames")
        long positionFrames;

        @Label("Graph revision")
        long revision;

        @Label("Transition")
        boolean transition;
    }

    /** A block was rendered. */
    @Name("vorlauf.BlockRendered")
    @Label("Block rendered")
    @Category("Vorlauf")
    @Description("Off by default: one event a block")
    @Enabled(false)
    @StackTrace(false)
    static final class BlockRenderedEvent extends Event {
        @Label("Position in frames")
        long positionFrames;

        @Label("Render time")
        @Timespan(Timespan.NANOSECONDS)
        long renderNanos;

        @Label("Wake-up lateness")
        @Timespan(Timespan.NANOSECONDS)
        long latenessNanos;

        @Label("Frames in the ring before")
        int fillFrames;

        @Label("Graph revision")
        long revision;
    }

    /** Bytes that the producer allocated since the last event: anything but 0 is a bug or a de-optimised kernel. */
    @Name("vorlauf.ProducerAllocation")
    @Label("Producer allocation")
    @Category("Vorlauf")
    @StackTrace(false)
    static final class ProducerAllocationEvent extends Event {
        @Label("Bytes")
        @DataAmount
        long bytes;
    }
}
