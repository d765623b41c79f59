package vorlauf.notebooks.display;

import java.util.Locale;
import vorlauf.notebooks.WebPage;

/** An exported page, in a frame of its own where scripts run. */
final class WebPageDisplay {
    private static final int HEIGHT = 520;

    private WebPageDisplay() {}

    static Rendering of(WebPage page) {
        String summary = String.format(
                Locale.ROOT,
                "page of %,d bytes, %.1f s; sha256 %s, which the page computes again",
                page.html().length(),
                page.recording().frames() / page.recording().sampleRateHertz(),
                page.sha256());
        return new Rendering(
                summary, new Html().frame(page.html(), HEIGHT).line(summary).toString());
    }
}
