package vorlauf.notebooks.display;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import vorlauf.cli.ExplanationPicture;
import vorlauf.compile.Explanation;
import vorlauf.compile.GraphException;
import vorlauf.compile.Problem;
import vorlauf.drawing.GraphPicture;
import vorlauf.graph.Signal;
import vorlauf.notebooks.Preview;

/** A signal: its graph, and its first seconds to be heard; where the graph has problems, these. */
final class SignalDisplay {
    private static final double SECONDS = 1.5;

    private SignalDisplay() {}

    static Rendering of(Signal signal) {
        try {
            return of(Preview.of(signal, SECONDS));
        } catch (GraphException wrong) {
            return ProblemsDisplay.of(wrong);
        } catch (IOException unreadable) {
            String line = "cannot be rendered: " + unreadable.getMessage();
            return new Rendering(line, new Html().alarm(line).toString());
        }
    }

    private static Rendering of(Preview preview) {
        Explanation explanation = preview.explanation();
        GraphPicture picture = ExplanationPicture.of("", explanation);
        String summary = String.format(
                Locale.ROOT, "signal: %d nodes, %s", explanation.nodes().size(), channels(explanation));
        Html html = new Html().svg(Places.readable(picture.svg()), summary).audio(preview.wave());
        html.line(String.format(Locale.ROOT, "first %.1f s, peak %.2f", preview.seconds(), preview.peak())
                + held(preview.controls()));
        if (preview.peak() > 1) {
            html.alarm("louder than full scale: it clips where it is played; gain(" + halved(preview.peak())
                    + ") would not");
        }
        if (!preview.warnings().isEmpty()) {
            html.alarm("user code that may not run in real time:")
                    .list(preview.warnings().stream()
                            .map(Problem::toString)
                            .map(Places::readable)
                            .toList());
        }
        return new Rendering(summary, html.toString());
    }

    private static String held(List<String> controls) {
        return controls.isEmpty()
                ? ""
                : "; controls at their initial values (" + String.join(", ", controls)
                        + "), render(...) lets them move";
    }

    private static String halved(double peak) {
        return String.format(Locale.ROOT, "%.2f", Math.floor(100 / peak) / 100);
    }

    private static String channels(Explanation explanation) {
        int channels = explanation.nodes().stream()
                .filter(Explanation.NodeLine::isOutput)
                .mapToInt(Explanation.NodeLine::channels)
                .findFirst()
                .orElse(0);
        return channels == 1 ? "1 channel" : channels + " channels";
    }
}
