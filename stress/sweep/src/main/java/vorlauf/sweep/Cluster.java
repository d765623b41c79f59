package vorlauf.sweep;

import java.util.List;

/**
 * A kind of cluster that runs slices, found by {@link java.util.ServiceLoader} where its module is on the class path.
 *
 * <p>The results stay with the process that asks: workers return rows, and this process writes them.
 */
public interface Cluster {
    /** A property: the number of the process that started this one for a cluster, and that it should not outlive. */
    String STARTER = "vorlauf.spark.starter";

    /**
     * Connects to a cluster.
     *
     * <p>Errors: a {@link vorlauf.cli.CommandException} with one line where there is none.
     *
     * @param master {@code local[*]} or {@code spark://host:port}
     */
    SliceRunner connect(String master);

    /** Options that each JVM of the cluster needs. */
    static List<String> jvmFlags() {
        return ClusterProcess.flags();
    }
}
