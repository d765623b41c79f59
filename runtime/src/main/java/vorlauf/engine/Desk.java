package vorlauf.engine;

import java.util.List;
import reactor.core.publisher.Flux;
import vorlauf.control.LiveControl;

/**
 * What somebody with a face or knobs shows of an engine that plays, and lets people move.
 *
 * <p>Threads: any but the two real-time ones.
 */
public interface Desk {
    /** The controls of the newest graph; another list after each edit of the graph. */
    List<LiveControl> controls();

    /** Readings of the graph's meters from now on; completes when the engine stops. */
    Flux<MeterReading> meters();
}
