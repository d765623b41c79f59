package vorlauf.realtime;

import java.util.ArrayList;
import java.util.List;

/**
 * What a scan has found.
 *
 * @param roots the real-time methods that it began with
 * @param methods methods that were read, those of the JDK not counted
 * @param findings places that break a rule
 * @param notes places for a person to look at
 * @param reviewed findings that are on the reviewed list
 */
public record ScanReport(
        List<String> roots, int methods, List<Finding> findings, List<Finding> notes, List<Finding> reviewed) {
    public ScanReport {
        roots = List.copyOf(roots);
        findings = List.copyOf(findings);
        notes = List.copyOf(notes);
        reviewed = List.copyOf(reviewed);
    }

    /** Whether nothing was found. */
    public boolean isClean() {
        return findings.isEmpty();
    }

    /** The findings as a compiler prints them, one a line. */
    public List<String> lines() {
        return findings.stream().map(Finding::toString).toList();
    }

    /** Both, each finding once. */
    public ScanReport and(ScanReport other) {
        return new ScanReport(
                joined(roots, other.roots),
                methods + other.methods,
                joined(findings, other.findings),
                joined(notes, other.notes),
                joined(reviewed, other.reviewed));
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        second.stream().filter(each -> !all.contains(each)).forEach(all::add);
        return all;
    }
}
