package vorlauf.stress;

import java.util.List;

/** What a suite has measured: a row each, for programs, for people and for pages. */
interface ResultTable {
    /** Records, which become objects of JSON. */
    List<?> rows();

    /** Lines for a terminal. */
    String text();

    /** A table for a Markdown file. */
    String markdown();
}
