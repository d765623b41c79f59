package vorlauf.check.model;

/** Says in one line what was thrown, and where in the subject. */
final class Blame {
    private Blame() {}

    static String describe(ModelThread thread, Throwable thrown) {
        String message = thrown.getMessage() == null
                ? ""
                : ": " + thrown.getMessage().strip().replaceAll("\\s*\\R\\s*", " ");
        return thread.name + " has thrown " + thrown.getClass().getSimpleName() + message + " at " + place(thrown);
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
