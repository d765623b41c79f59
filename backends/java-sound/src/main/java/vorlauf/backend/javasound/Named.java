package vorlauf.backend.javasound;

/** Something that a user chooses by its name. */
interface Named {
    /** Name as listed. */
    String name();
}
