package vorlauf.check.desk;

import java.util.Map;
import vorlauf.notebooks.display.Renderer;

/** The renderer of verdicts and mutants. */
public final class CheckRenderer implements Renderer {
    /** Made by the service loader. */
    public CheckRenderer() {}

    @Override
    public boolean renders(Object value) {
        return value instanceof RingVerdict || value instanceof MutantTable;
    }

    @Override
    public Map<String, String> render(Object value) {
        return switch (value) {
            case RingVerdict verdict -> RingVerdictDisplay.of(verdict).bundle();
            case MutantTable table -> MutantTableDisplay.of(table).bundle();
            default -> throw new IllegalArgumentException(value.getClass().getName() + " is not known here");
        };
    }
}
