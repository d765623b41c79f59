package vorlauf.check;

/** One change that turns a production class into a broken one. */
public sealed interface Edit {
    /** The binary name of the class that is changed. */
    String className();

    /**
     * A change of the source: {@code before} stands in it exactly once, whatever the indentation of its lines, and
     * {@code after} takes its place.
     *
     * @param className a top-level class of {@code graph} or {@code runtime}
     */
    record Source(String className, String before, String after) implements Edit {}

    /**
     * A change of the class file, for libraries: in one method, all calls of one method go to another one of the same class
     * and descriptor.
     *
     * @param method the name of the method whose body is changed
     * @param callee the name of the method that is called there
     * @param replacement the name of the one that is called instead
     */
    record Call(String className, String method, String callee, String replacement) implements Edit {}
}
