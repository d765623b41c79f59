package vorlauf.engine;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/** The JVM's collectors and what they have done so far. */
record CollectorFigures(List<String> names, long collections, long millis) {
    static CollectorFigures now() {
        List<GarbageCollectorMXBean> beans = ManagementFactory.getGarbageCollectorMXBeans();
        long collections = 0;
        long millis = 0;
        for (GarbageCollectorMXBean bean : beans) {
            collections += Math.max(0, bean.getCollectionCount());
            millis += Math.max(0, bean.getCollectionTime());
        }
        return new CollectorFigures(
                beans.stream().map(GarbageCollectorMXBean::getName).toList(), collections, millis);
    }
}
