package vorlauf.notebooks.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import vorlauf.notebooks.Certificate;
import vorlauf.realtime.Finding;
import vorlauf.realtime.ScanReport;

/** A certificate for real-time code: clean, or each place that breaks a rule. */
final class CertificateDisplay {
    private static final List<String> HEADING = List.of("", "rule", "place", "what", "how it is reached");

    private CertificateDisplay() {}

    static Rendering of(Certificate certificate) {
        ScanReport report = certificate.report();
        List<List<String>> rows = new ArrayList<>();
        add(rows, "", report.findings());
        add(rows, "note", report.notes());
        add(rows, "reviewed", report.reviewed());
        String summary = String.format(
                Locale.ROOT,
                report.isClean()
                        ? "%s: nothing to object to; %,d method%s of its own and of its libraries read"
                        : "%s must not run on the producer's thread; %,d method%s read",
                certificate.node(),
                report.methods(),
                report.methods() == 1 ? "" : "s");
        Html html = report.isClean() ? new Html().title(summary) : new Html().alarm(summary);
        if (rows.isEmpty()) {
            return new Rendering(summary, html.toString());
        }
        return new Rendering(
                summary + System.lineSeparator() + TableDisplay.text(HEADING, rows),
                html.table(HEADING, rows).toString());
    }

    private static void add(List<List<String>> rows, String word, List<Finding> findings) {
        for (Finding finding : findings) {
            String place = finding.line() > 0 ? finding.file() + ":" + finding.line() : finding.file();
            rows.add(List.of(
                    word,
                    finding.rule().label(),
                    Places.readable(place),
                    finding.what(),
                    Places.readable(String.join(" > ", finding.callers()))));
        }
    }
}
