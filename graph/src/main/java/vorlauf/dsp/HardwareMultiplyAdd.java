package vorlauf.dsp;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/**
 * Whether this JVM adds products in one instruction. In a class of its own, which a browser never loads.
 *
 * <p>Threads: any.
 */
public final class HardwareMultiplyAdd {
    /** The same for as long as the JVM lives, so that compilers leave the other way out. */
    public static final boolean PRESENT = isPresent();

    private HardwareMultiplyAdd() {}

    /** What HotSpot says; another JVM is not asked, and does without. */
    private static boolean isPresent() {
        try {
            HotSpotDiagnosticMXBean options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return options != null
                    && Boolean.parseBoolean(options.getVMOption("UseFMA").getValue());
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }
}
