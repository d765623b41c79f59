package vorlauf.drawing;

import java.util.List;

/** Results in rows, as a notebook shows them; what makes them need not know who draws them. */
public interface Tabular {
    /** The words above the columns. */
    List<String> heading();

    /** The cells as they are shown, row by row, as many in each as there are columns. */
    List<List<String>> cells();
}
