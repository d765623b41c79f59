package vorlauf.broken.dsp;

import java.lang.invoke.VarHandle;

record UsesVarHandle(VarHandle position) {}
