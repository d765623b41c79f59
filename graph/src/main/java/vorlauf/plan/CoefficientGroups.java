package vorlauf.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vorlauf.dsp.RealTime;

/**
 * Groups of rows that prepare coefficients of biquads which banks have lane by lane: such a row reads its parameters, and the
 * bank computes the coefficients of sixteen voices together.
 *
 * <p>A group is left to the banks where each of its rows prepares one filter alone, whose operation in a bank has only such
 * filters.
 *
 * <p>Threads: made on the control thread; the rest producer.
 */
final class CoefficientGroups {
    /** By step, where a header of such rows is; null elsewhere. */
    private final @Nullable Group[] groups;

    CoefficientGroups(PlanForm form, LaneBank[] banks) {
        int[] steps = form.steps();
        groups = new Group[steps.length / Step.LENGTH];
        Map<Integer, Integer> preparing = new HashMap<>(); // row by place of the coefficients
        Map<Integer, Integer> readers = new HashMap<>();
        List<Integer> headers = new ArrayList<>();
        for (int at = 0; at < steps.length; at += Step.LENGTH) {
            if (steps[at] == Step.BIQUAD) {
                readers.merge(steps[at + Step.EXTRA + 1], 1, Integer::sum);
            } else if (steps[at] == Step.LANES && steps[at + Step.LENGTH] == Step.BIQUAD_PREPARE) {
                headers.add(at);
                for (int row = firstRow(at); row < endOfRows(steps, at); row += Step.LENGTH) {
                    preparing.put(steps[row + Step.EXTRA], row);
                }
            }
        }
        if (preparing.isEmpty()) {
            return;
        }
        Map<Integer, Owner> owners = new HashMap<>(); // by row that prepares
        for (LaneBank bank : banks) {
            for (int i = 0; !bank.isSmall && i < bank.operations.length; i++) {
                if (bank.operations[i].code == Step.BIQUAD && !bank.isInherited(i)) {
                    own(form, bank, i, preparing, readers, owners);
                }
            }
        }
        leaveWhatIsNotWhole(steps, headers, owners);
        for (int header : headers) {
            if (owners.containsKey(firstRow(header))) {
                groups[header / Step.LENGTH] = new Group(steps, header, owners);
            }
        }
        for (Owner owner : owners.values()) {
            owner.take();
        }
    }

    private static int firstRow(int header) {
        return header + Step.LENGTH;
    }

    private static int endOfRows(int[] steps, int header) {
        return firstRow(header) + steps[header + Step.EXTRA] * Step.LENGTH;
    }

    /** Makes an operation of biquads the owner of the rows that prepare them, if each does so for one filter. */
    private static void own(
            PlanForm form,
            LaneBank bank,
            int at,
            Map<Integer, Integer> preparing,
            Map<Integer, Integer> readers,
            Map<Integer, Owner> owners) {
        LaneOperation operation = bank.operations[at];
        int[] rows = new int[BankForm.LANES];
        Arrays.fill(rows, BankForm.NOTHING);
        for (int lane : operation.lanes()) {
            int coefficients = bank.rows[at].coefficients[lane];
            Integer from = preparing.get(coefficients);
            if (from == null || readers.getOrDefault(coefficients, 0) != 1) {
                return;
            }
            rows[lane] = from;
        }
        Owner owner = new Owner(form, bank, operation, rows);
        for (int row : rows) {
            if (row != BankForm.NOTHING) {
                owners.put(row, owner);
            }
        }
    }

    /** A group has only rows with an owner, or none; and so has an owner. */
    private static void leaveWhatIsNotWhole(int[] steps, List<Integer> headers, Map<Integer, Owner> owners) {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int header : headers) {
                boolean whole = true;
                for (int row = firstRow(header); row < endOfRows(steps, header); row += Step.LENGTH) {
                    whole &= owners.containsKey(row);
                }
                for (int row = firstRow(header); !whole && row < endOfRows(steps, header); row += Step.LENGTH) {
                    Owner owner = owners.get(row);
                    if (owner != null) {
                        Arrays.stream(owner.rows).forEach(owners::remove);
                        changed = true;
                    }
                }
            }
        }
    }

    /**
     * Leaves the rows behind a header to their banks, as far as those have their voices in lanes; false where the rows have to
     * be run, and then they have all that they need.
     */
    @RealTime
    boolean leave(RenderPlan plan, int[] steps, int header) {
        Group group = groups[header / Step.LENGTH];
        if (group == null) {
            return false;
        }
        boolean loaded = true;
        for (LaneBank bank : group.banks) {
            loaded &= bank.isLoaded();
        }
        if (!loaded) {
            for (LaneBank bank : group.banks) {
                bank.release(plan);
            }
            return false;
        }
        for (int i = 0; i < group.owners.length; i++) {
            group.owners[i].read(plan, steps, group.lanes[i]);
        }
        return true;
    }

    /** An operation of biquads, and for each lane the row that prepares its coefficients. */
    private static final class Owner {
        private final LaneBank bank;
        private final LaneOperation operation;
        private final int[] rows;
        private final LaneCoefficients coefficients;

        Owner(PlanForm form, LaneBank bank, LaneOperation operation, int[] rows) {
            this.bank = bank;
            this.operation = operation;
            this.rows = rows;
            coefficients = new LaneCoefficients(form, rows);
        }

        void take() {
            operation.shared = coefficients;
        }

        int lane(int row) {
            int lane = 0;
            while (rows[lane] != row) {
                lane++;
            }
            return lane;
        }
    }

    /** What has the coefficients of a group's rows, and in which lanes. */
    private static final class Group {
        private final LaneBank[] banks;
        private final LaneCoefficients[] owners;
        private final int[][] lanes;

        Group(int[] steps, int header, Map<Integer, Owner> byRow) {
            Map<Owner, List<Integer>> lanesOf = new LinkedHashMap<>();
            for (int row = firstRow(header); row < endOfRows(steps, header); row += Step.LENGTH) {
                Owner owner = Objects.requireNonNull(byRow.get(row));
                lanesOf.computeIfAbsent(owner, any -> new ArrayList<>()).add(owner.lane(row));
            }
            banks = lanesOf.keySet().stream()
                    .map(owner -> owner.bank)
                    .distinct()
                    .toArray(LaneBank[]::new);
            owners = lanesOf.keySet().stream().map(owner -> owner.coefficients).toArray(LaneCoefficients[]::new);
            lanes = lanesOf.values().stream()
                    .map(of -> of.stream().mapToInt(Integer::intValue).toArray())
                    .toArray(int[][]::new);
        }
    }
}
