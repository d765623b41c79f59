package vorlauf.notebooks;

import vorlauf.graph.Processor;
import vorlauf.realtime.RealTimeScan;
import vorlauf.realtime.Reviewed;
import vorlauf.realtime.ScanReport;

/**
 * Whether a node's code may run on the producer's thread.
 *
 * @param node name of its class
 * @param report what the scan has found
 */
public record Certificate(String node, ScanReport report) {
    static Certificate of(Class<? extends Processor> type) {
        RealTimeScan scan = new RealTimeScan(CellClasses.loader(type), Reviewed.none());
        return new Certificate(type.getSimpleName(), scan.processor(type));
    }

    /** Whether there is nothing to object to. */
    public boolean isClean() {
        return report.isClean();
    }
}
