package vorlauf.check.model;

import java.util.List;

/** Says in one line what has gone wrong, and where in the subject. */
final class Blame {
    private Blame() {}

    static String describe(ModelThread thread, Throwable thrown) {
        String message = thrown.getMessage() == null
                ? ""
                : ": " + thrown.getMessage().strip().replaceAll("\\s*\\R\\s*", " ");
        return thread.name + " has thrown " + thrown.getClass().getSimpleName() + message + " at " + place(thrown);
    }

    static String neverEnds(ModelThread thread, boolean alone) {
        return thread.name + " does not come to its end: it is at " + Sites.get(thread.site)
                + (alone ? " while nobody else has anything to do" : "");
    }

    static String deadlock(List<ModelThread> threads) {
        StringBuilder where = new StringBuilder("nobody can go on: ");
        String separator = "";
        for (ModelThread thread : threads) {
            if (thread.number > 0 && thread.state != ModelThread.State.DONE) {
                where.append(separator).append(thread.name).append(' ').append(waitsFor(thread));
                separator = ", ";
            }
        }
        return where.toString();
    }

    private static String waitsFor(ModelThread thread) {
        String at = " at " + Sites.get(thread.site);
        return switch (thread.state) {
            case PARKED -> "is parked" + at;
            case WANTS_MONITOR -> "wants a monitor" + at;
            case WAITS_ON_MONITOR -> "waits to be notified" + at;
            case RUNNABLE, PARKED_FOR_A_TIME, JOINS, DONE -> "stands" + at;
        };
    }

    private static String place(Throwable thrown) {
        for (StackTraceElement frame : thrown.getStackTrace()) {
            if (!isOurs(frame.getClassName())) {
                return frame.getFileName() + ":" + frame.getLineNumber();
            }
        }
        return "an unknown place";
    }

    private static boolean isOurs(String className) {
        return className.startsWith("java.")
                || className.startsWith("jdk.")
                || className.startsWith("sun.")
                || className.startsWith("vorlauf.check.model.")
                || className.startsWith("vorlauf.check.rewrite.");
    }
}
