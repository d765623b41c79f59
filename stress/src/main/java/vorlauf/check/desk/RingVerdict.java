package vorlauf.check.desk;

import vorlauf.check.ring.RingReport;
import vorlauf.check.ring.RingSubject;
import vorlauf.check.ring.RingVerification;
import vorlauf.check.ring.Unusable;
import vorlauf.notebooks.CellClasses;
import vorlauf.ring.FrameRing;

/**
 * Whether a ring keeps its contract, under every schedule within a bound.
 *
 * @param ring name of its class
 * @param report what was found
 */
public record RingVerdict(String ring, RingReport report) {
    static RingVerdict of(Class<? extends FrameRing> type, int bound, int nativeSeconds) throws InterruptedException {
        ClassLoader loader = type.getClassLoader();
        try {
            RingSubject subject = RingSubject.load(
                    name -> CellClasses.find(loader == null ? ClassLoader.getSystemClassLoader() : loader, name),
                    type.getName());
            RingVerification.Settings settings = new RingVerification.Settings(0, bound, 0, nativeSeconds);
            return new RingVerdict(type.getSimpleName(), RingVerification.run(subject, settings, line -> {}));
        } catch (Unusable unusable) {
            throw new IllegalArgumentException(unusable.getMessage(), unusable);
        }
    }

    /** Whether every property holds in all that was explored. */
    public boolean holds() {
        return report.finding() == null;
    }
}
