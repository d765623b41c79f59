package vorlauf.stress.peers;

import java.util.ArrayList;
import java.util.List;

/**
 * What one engine took for one workload.
 *
 * @param bestNanosPerFrame CPU time of a frame in the best round; NaN where it failed
 * @param medianNanosPerFrame in the middle of all rounds
 * @param timesTheLimit the best as a multiple of the limit's best; NaN where there is no limit
 * @param medianTimesTheLimit the same of the middle
 * @param agreementDecibels energy of the reference over that of the difference; 0 where noise differs
 * @param agrees whether it is the same work
 * @param agreement the same in words
 * @param note what is to be said beside, or empty
 * @param problem why there are no figures, or empty
 */
public record ContestResult(
        String workload,
        String peer,
        double bestNanosPerFrame,
        double medianNanosPerFrame,
        double timesTheLimit,
        double medianTimesTheLimit,
        double agreementDecibels,
        boolean agrees,
        String agreement,
        String note,
        String problem) {

    static ContestResult of(String workload, String peer, List<Double> rounds, Contest.Check check, String note) {
        List<Double> sorted = rounds.stream().sorted().toList();
        return new ContestResult(
                workload,
                peer,
                sorted.getFirst(),
                sorted.get(sorted.size() / 2),
                Double.NaN,
                Double.NaN,
                check.decibels(),
                check.agrees(),
                check.words(),
                note,
                "");
    }

    static ContestResult failed(String workload, String peer, String problem) {
        return new ContestResult(
                workload, peer, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0, false, "", "", problem);
    }

    /** The same results with their ratios to the one of them that is the limit. */
    static List<ContestResult> beside(String limit, List<ContestResult> results) {
        double best = Double.NaN;
        double median = Double.NaN;
        for (ContestResult result : results) {
            if (result.peer.equals(limit)) {
                best = result.bestNanosPerFrame;
                median = result.medianNanosPerFrame;
            }
        }
        List<ContestResult> compared = new ArrayList<>();
        for (ContestResult result : results) {
            compared.add(new ContestResult(
                    result.workload,
                    result.peer,
                    result.bestNanosPerFrame,
                    result.medianNanosPerFrame,
                    result.bestNanosPerFrame / best,
                    result.medianNanosPerFrame / median,
                    result.agreementDecibels,
                    result.agrees,
                    result.agreement,
                    result.note,
                    result.problem));
        }
        return compared;
    }
}
