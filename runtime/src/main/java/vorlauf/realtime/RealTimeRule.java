package vorlauf.realtime;

import java.util.Locale;

/** A rule that code on a real-time thread keeps; named in JSON, and in the table of callees. */
public enum RealTimeRule {
    /** Makes an object or an array. */
    ALLOCATION,
    /** Makes an object of a number. */
    BOXING,
    /** Makes a lambda or a method reference. */
    LAMBDA,
    /** Joins strings, or makes text in another way. */
    TEXT,
    /** Makes an array for a variable number of arguments. */
    VARARGS,
    /** Is linked when it first runs: generated methods of records, switches over types, dynamic constants. */
    LINKAGE,
    /** Enters a monitor: {@code synchronized}. */
    MONITOR,
    /** Takes a lock of a library, or may. */
    LOCK,
    /** Waits: sleep, park, join, yield. */
    WAIT,
    /** Reads or writes something outside the JVM. */
    INPUT_OUTPUT,
    /** Runs the initialiser of another class. */
    INITIALISER,
    /** Throws an exception that it makes. */
    EXCEPTION,
    /** Runs code that is not bytecode. */
    NATIVE,
    /** Calls something of which no code was found, or of which not all implementations can be known. */
    UNKNOWN,
    /** A loop without a counter: a person must say that it ends. Only a note. */
    LOOP;

    /** As it is written in JSON and in tables: {@code input-output}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static RealTimeRule ofLabel(String label) {
        for (RealTimeRule rule : values()) {
            if (rule.label().equals(label)) {
                return rule;
            }
        }
        throw new IllegalArgumentException("there is no rule " + label);
    }
}
