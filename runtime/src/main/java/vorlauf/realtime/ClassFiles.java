package vorlauf.realtime;

import java.util.Map;

/** A class loader that holds class files of its own, so that the scan can read all of them. */
public interface ClassFiles {
    /** The class files by binary name. Threads: any. */
    Map<String, byte[]> classFiles();

    /** A number that is another one as soon as there are other class files, where that can be. Threads: any. */
    default long generation() {
        return 0;
    }
}
