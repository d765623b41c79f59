package vorlauf.plan;

import static vorlauf.graph.Signals.*;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.ObjectName;
import vorlauf.compile.CompileSettings;
import vorlauf.graph.Signal;

/**
 * Renders with vector kernels for as long as HotSpot's second compiler needs to have them all; with an argument, without what
 * has each of them compiled by itself.
 */
final class KernelDirectiveRun {
    private static final int BLOCKS = 30_000;

    private KernelDirectiveRun() {}

    public static void main(String[] arguments) throws Exception {
        GroupKernels kernels = GroupKernels.vector();
        List<Signal> voices = new ArrayList<>();
        for (int voice = 0; voice < 4; voice++) {
            voices.add(sine(100 + voice).gain(0.5).tanh());
        }
        RenderPlan plan = Bank.plan(mix(voices), CompileSettings.of(48_000, 128).withKernels(kernels));
        if (arguments.length > 0) {
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "compilerDirectivesClear",
                            new Object[0],
                            new String[0]);
        }
        float[] block = new float[plan.blockFrames() * plan.channels()];
        for (int count = 0; count < BLOCKS; count++) {
            plan.render(block);
        }
    }
}
