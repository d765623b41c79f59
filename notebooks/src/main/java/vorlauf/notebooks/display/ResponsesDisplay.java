package vorlauf.notebooks.display;

import java.util.stream.Collectors;
import vorlauf.drawing.Charts;
import vorlauf.drawing.Response;
import vorlauf.notebooks.Responses;

/** Filters: level and phase over frequency. */
final class ResponsesDisplay {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 480;

    private ResponsesDisplay() {}

    static Rendering of(Responses responses) {
        String names = responses.responses().stream().map(Response::name).collect(Collectors.joining(", "));
        Html html = new Html()
                .png(
                        Charts.responses("", responses.responses(), responses.sampleRateHertz(), WIDTH, HEIGHT),
                        "frequency response of " + names);
        if (!responses.notLinear().isEmpty()) {
            html.alarm("not linear, so this is the answer to an impulse of 1 only: "
                    + String.join(", ", responses.notLinear()));
        }
        return new Rendering("frequency response: " + names, html.toString());
    }
}
