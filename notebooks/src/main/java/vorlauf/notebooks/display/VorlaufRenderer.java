package vorlauf.notebooks.display;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vorlauf.compile.Explanation;
import vorlauf.compile.GraphException;
import vorlauf.drawing.Tabular;
import vorlauf.engine.Engine;
import vorlauf.engine.EngineReport;
import vorlauf.graph.Signal;
import vorlauf.notebooks.Certificate;
import vorlauf.notebooks.Clip;
import vorlauf.notebooks.Forecast;
import vorlauf.notebooks.Responses;
import vorlauf.notebooks.Simulation;
import vorlauf.notebooks.WebPage;
import vorlauf.predict.Verification;

/** The renderer of everything that a cell of Vorlauf's comes to. */
public final class VorlaufRenderer implements Renderer {
    /** Made by the service loader. */
    public VorlaufRenderer() {}

    @Override
    public boolean renders(Object value) {
        return drawing(value) != null;
    }

    @Override
    public Map<String, String> render(Object value) {
        Function<Object, Rendering> drawing = drawing(value);
        if (drawing == null) {
            throw new IllegalArgumentException(value.getClass().getName() + " is not known here");
        }
        return drawing.apply(value).bundle();
    }

    private static @Nullable Function<Object, Rendering> drawing(Object value) {
        return switch (value) {
            case Signal signal -> any -> SignalDisplay.of(signal);
            case Clip clip -> any -> ClipDisplay.of(clip);
            case Explanation plan -> any -> PlanDisplay.of(plan);
            case Responses responses -> any -> ResponsesDisplay.of(responses);
            case Rendering rendering -> any -> rendering;
            case Engine engine -> any -> EngineDisplay.of(engine);
            case EngineReport report -> any -> EngineDisplay.of(report);
            case Simulation simulation -> any -> SimulationDisplay.of(simulation);
            case Forecast forecast -> any -> ForecastDisplay.of(forecast);
            case Verification.Seen seen -> any -> ForecastDisplay.of(seen);
            case Certificate certificate -> any -> CertificateDisplay.of(certificate);
            case WebPage page -> any -> WebPageDisplay.of(page);
            case Tabular table -> any -> TableDisplay.of(table);
            case byte[] bytes when PngDisplay.isPng(bytes) -> any -> PngDisplay.of(bytes);
            case GraphException problems -> any -> ProblemsDisplay.of(problems);
            default -> null;
        };
    }
}
