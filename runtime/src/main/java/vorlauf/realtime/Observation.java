package vorlauf.realtime;

/** Something that stands in the bytecode of one method, before anybody asks who calls it. */
sealed interface Observation {
    /** Line in the source file, 0 where unknown. */
    int line();

    /** The method itself breaks a rule. */
    record Breach(RealTimeRule rule, int line, String what, boolean note) implements Observation {}

    /** The method calls another. */
    record Call(MethodName target, Kind kind, int line) implements Observation {}

    /** What finds the method that a call runs. */
    enum Kind {
        /** The class alone, which is initialised first. */
        STATIC,
        /** The class alone, for an object that exists: constructors, private methods, methods of the superclass. */
        FIXED,
        /** The object, at run time. */
        OPEN
    }

    /** The method uses a static field, which runs the initialiser of its class the first time. */
    record Touch(String type, int line) implements Observation {}
}
