package vorlauf.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        int[] preparing = new int[form.doubles().length]; // row by place of the coefficients, 0 for none
        int[] readers = new int[form.doubles().length];
        int[] headers = new int[groups.length];
        int count = 0;
        for (int at = 0; at < steps.length; at += Step.LENGTH) {
            if (steps[at] == Step.BIQUAD) {
                readers[steps[at + Step.EXTRA + 1]]++;
            } else if (steps[at] == Step.LANES && steps[at + Step.LENGTH] == Step.BIQUAD_PREPARE) {
                headers[count++] = at;
                for (int row = firstRow(at); row < endOfRows(steps, at); row += Step.LENGTH) {
                    preparing[steps[row + Step.EXTRA]] = row;
                }
            }
        }
        if (count == 0) {
            return;
        }
        headers = Arrays.copyOf(headers, count);
        @Nullable Owner[] owners = new Owner[groups.length]; // by step that prepares
        List<Owner> all = new ArrayList<>();
        for (LaneBank bank : banks) {
            for (int i = 0; !bank.isSmall && i < bank.operations.length; i++) {
                if (bank.operations[i].code == Step.BIQUAD && !bank.isInherited(i)) {
                    own(form, bank, i, preparing, readers, owners, all);
                }
            }
        }
        leaveWhatIsNotWhole(steps, headers, owners);
        for (int header : headers) {
            if (owners[firstRow(header) / Step.LENGTH] != null) {
                groups[header / Step.LENGTH] = new Group(steps, header, owners);
            }
        }
        for (Owner owner : all) {
            owner.takeIfWhole(owners);
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
            int[] preparing,
            int[] readers,
            @Nullable Owner[] owners,
            List<Owner> all) {
        LaneOperation operation = bank.operations[at];
        int[] rows = new int[BankForm.LANES];
        Arrays.fill(rows, BankForm.NOTHING);
        for (int lane : operation.lanes()) {
            int coefficients = bank.rows[at].coefficients[lane];
            if (preparing[coefficients] == 0 || readers[coefficients] != 1) {
                return;
            }
            rows[lane] = preparing[coefficients];
        }
        Owner owner = new Owner(form, bank, operation, rows);
        all.add(owner);
        for (int row : rows) {
            if (row != BankForm.NOTHING) {
                owners[row / Step.LENGTH] = owner;
            }
        }
    }

    /** A group has only rows with an owner, or none; and so has an owner. */
    private static void leaveWhatIsNotWhole(int[] steps, int[] headers, @Nullable Owner[] owners) {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int header : headers) {
                boolean whole = true;
                for (int row = firstRow(header); row < endOfRows(steps, header); row += Step.LENGTH) {
                    whole &= owners[row / Step.LENGTH] != null;
                }
                for (int row = firstRow(header); !whole && row < endOfRows(steps, header); row += Step.LENGTH) {
                    Owner owner = owners[row / Step.LENGTH];
                    if (owner != null) {
                        owner.leave(owners);
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

        /** Where the rows were not taken from it again. */
        void takeIfWhole(@Nullable Owner[] owners) {
            for (int row : rows) {
                if (row != BankForm.NOTHING && owners[row / Step.LENGTH] == null) {
                    return;
                }
            }
            operation.shared = coefficients;
        }

        void leave(@Nullable Owner[] owners) {
            for (int row : rows) {
                if (row != BankForm.NOTHING) {
                    owners[row / Step.LENGTH] = null;
                }
            }
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

        Group(int[] steps, int header, @Nullable Owner[] ofSteps) {
            List<Owner> found = new ArrayList<>();
            List<LaneBank> foundBanks = new ArrayList<>();
            for (int row = firstRow(header); row < endOfRows(steps, header); row += Step.LENGTH) {
                Owner owner = Objects.requireNonNull(ofSteps[row / Step.LENGTH]);
                if (!found.contains(owner)) {
                    found.add(owner);
                }
                if (!foundBanks.contains(owner.bank)) {
                    foundBanks.add(owner.bank);
                }
            }
            banks = foundBanks.toArray(LaneBank[]::new);
            owners = new LaneCoefficients[found.size()];
            lanes = new int[found.size()][];
            int[] own = new int[BankForm.LANES];
            for (int i = 0; i < owners.length; i++) {
                int count = 0;
                for (int row = firstRow(header); row < endOfRows(steps, header); row += Step.LENGTH) {
                    if (ofSteps[row / Step.LENGTH] == found.get(i)) {
                        own[count++] = found.get(i).lane(row);
                    }
                }
                owners[i] = found.get(i).coefficients;
                lanes[i] = Arrays.copyOf(own, count);
            }
        }
    }
}
