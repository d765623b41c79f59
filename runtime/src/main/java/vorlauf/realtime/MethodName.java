package vorlauf.realtime;

/**
 * A method as class files name it.
 *
 * @param owner internal name of the class, {@code java/util/Arrays}
 * @param name the method's name
 * @param descriptor parameters and result, {@code ([FI)[F}
 */
record MethodName(String owner, String name, String descriptor) {
    /** For people and for the tables: {@code java.util.Arrays.copyOf}. */
    String dotted() {
        return owner.replace('/', '.') + "." + name;
    }

    /** Without the package, nested classes with dots: {@code Allocating.Smoothing.process}. */
    String brief() {
        String type = owner.substring(owner.lastIndexOf('/') + 1).replace('$', '.');
        return name.equals("<init>") ? "new " + type : type + "." + plainName();
    }

    /** The body of a lambda is named after the method that it stands in. */
    private String plainName() {
        if (!name.startsWith("lambda$")) {
            return name.equals("<clinit>") ? "static initialiser" : name;
        }
        int end = name.lastIndexOf('$');
        return (end > 7 ? name.substring(7, end) : name) + " (lambda)";
    }
}
