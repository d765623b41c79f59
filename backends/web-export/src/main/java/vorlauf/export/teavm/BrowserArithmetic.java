package vorlauf.export.teavm;

import org.teavm.model.ClassHolder;
import org.teavm.model.MethodDescriptor;
import org.teavm.model.MethodHolder;
import org.teavm.model.util.ProgramUtils;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/**
 * Tells TeaVM, as it compiles the player, that browsers have no multiply-add: {@code MultiplyAdd.fma} becomes its exact form there.
 *
 * <p>Threads: Maven's. Errors: an {@link IllegalStateException} ends the build where the class has not these methods any more.
 */
public final class BrowserArithmetic implements TeaVMPlugin {
    private static final String CLASS = "vorlauf.dsp.MultiplyAdd";

    @Override
    public void install(TeaVMHost host) {
        host.add((declared, context) -> {
            if (declared.getName().equals(CLASS)) {
                method(declared, "fma")
                        .setProgram(ProgramUtils.copy(method(declared, "exact").getProgram()));
            }
        });
    }

    private static MethodHolder method(ClassHolder declared, String name) {
        MethodHolder method =
                declared.getMethod(new MethodDescriptor(name, float.class, float.class, float.class, float.class));
        if (method == null) {
            throw new IllegalStateException(CLASS + " has no method " + name);
        }
        return method;
    }
}
