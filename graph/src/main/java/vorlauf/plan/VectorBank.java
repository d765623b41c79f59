package vorlauf.plan;

import java.util.Objects;
import vorlauf.dsp.Phases;

/** Renders a bank: its operations one after the other on some frames of all its voices, then on the next frames. */
final class VectorBank {
    private static final int WIDTH = BankForm.LANES;

    private VectorBank() {}

    /** Renders a bank. */
    static void render(RenderPlan plan, LaneBank bank, int[] steps, int from, int to) {
        bank.prepare(plan, steps);
        for (LaneOperation operation : bank.operations) {
            if (operation.shared != null && operation.shared.isDue()) {
                VectorCoefficients.compute(
                        operation.shared, operation.floatCoefficients, operation.isLow, steps, plan.sampleRateHertz);
            }
        }
        for (int begin = from; begin < to; ) {
            int end = Math.min(begin + bank.strideFrames, Phases.segmentEnd(begin, plan.begun, to));
            for (int i = 0; i < bank.operations.length; ) {
                byte loop = VectorMath.LANES == WIDTH ? bank.loops[i] : LaneVoices.NOTHING;
                if (loop != LaneVoices.NOTHING) {
                    VectorVoices.render(plan, bank.operations, loop, i, begin, end);
                } else if (bank.operations[i].code != BankForm.DONE) {
                    render(plan, bank, bank.operations[i], begin, end);
                }
                i += LaneVoices.steps(loop);
            }
            begin = end;
        }
        bank.flush();
    }

    /** Lanes without a voice may have anything in a slot, but for a sum, where voices of other tiles are. */
    private static void render(RenderPlan plan, LaneBank bank, LaneOperation of, int from, int to) {
        if (of.isFull() || of.target >= bank.sums || of.code <= BankForm.STORE) {
            render(plan, of, plan.slots[of.target], from, to);
        } else {
            float[] all = plan.slots[plan.slots.length - 2];
            render(plan, of, all, from, to);
            VectorLanes.set(all, of.active, plan.slots[of.target], (to - from) * WIDTH);
        }
    }

    private static void render(RenderPlan plan, LaneOperation of, float[] out, int from, int to) {
        int floats = (to - from) * WIDTH;
        if (of.code < 0) {
            fetch(plan, of, out, from, to);
        } else if (of.code < Step.OSCILLATOR) {
            elements(plan, of, slot(plan, of, 0), out, from, floats);
        } else if (of.code < Step.BIQUAD_PREPARE) {
            oscillator(plan, of, out, from, floats);
        } else if (of.lines != null) {
            lines(plan, of, of.lines, out, from, to);
        } else {
            filter(plan, of, slot(plan, of, 0), out, from, floats);
        }
    }

    private static void fetch(RenderPlan plan, LaneOperation of, float[] out, int from, int to) {
        switch (of.code) {
            case BankForm.FETCH_SHARED -> VectorTransposes.spread(plan.buffers[of.operands[0]], out, from, to);
            case BankForm.FETCH_EACH -> VectorTransposes.read(plan.buffers, of.operands, out, plan.tile, from, to);
            case BankForm.STORE -> VectorTransposes.write(out, plan.buffers, of.operands, plan.tile, from, to);
            case BankForm.FOLD -> VectorTransposes.fold(out, plan.buffers[of.operands[0]], plan.tile, from, to);
            case BankForm.GATHER ->
                VectorGathers.gather(Objects.requireNonNull(of.gather), plan.slots, out, (to - from) * WIDTH);
            default -> System.arraycopy(plan.slots[of.operands[0]], 0, out, 0, (to - from) * WIDTH);
        }
    }

    private static void lines(RenderPlan plan, LaneOperation of, LaneLines lines, float[] out, int from, int to) {
        switch (of.code) {
            case Step.DELAY_READ -> lines.read(plan, out, to - from);
            case Step.DELAY_WRITE -> {
                float[] kept = spare(plan);
                VectorDelays.flushed(slot(plan, of, 0), 0, kept, 0, (to - from) * WIDTH);
                lines.write(plan, kept, to - from);
            }
            default -> lines.readMoving(plan, of, slot(plan, of, 0), out, from, to);
        }
    }

    private static void filter(RenderPlan plan, LaneOperation of, float[] in, float[] out, int from, int floats) {
        switch (of.code) {
            case Step.BIQUAD -> {
                biquad(of, in, out, from, floats);
                VectorLanes.flushAtSegmentEnd(of.floatMemory, from + floats / WIDTH, plan.begun);
            }
            case Step.ONE_POLE -> {
                if (of.moving) {
                    VectorFilters.movingOnePole(of, in, out, floats, from, plan.blockFrames);
                } else {
                    VectorFilters.onePole(of.doubles.coefficients, of.doubles.memory, in, out, floats);
                }
            }
            default -> {
                if (of.moving) {
                    VectorFilters.movingStateVariable(of, in, out, floats, from, plan.blockFrames);
                } else {
                    VectorFilters.stateVariable(of.doubles.coefficients, of.doubles.memory, in, out, floats);
                }
            }
        }
    }

    private static void biquad(LaneOperation of, float[] in, float[] out, int from, int floats) {
        if (of.isLow && of.moving) {
            VectorBiquads.movingLow(of, in, out, floats, from);
        } else if (of.isLow) {
            VectorBiquads.steadyLow(of.floatCoefficients, of.floatMemory, in, out, floats);
        } else if (of.moving) {
            VectorBiquads.moving(of, in, out, floats, from);
        } else {
            VectorBiquads.steady(of.floatCoefficients, of.floatMemory, in, out, floats);
        }
    }

    private static void oscillator(RenderPlan plan, LaneOperation of, float[] out, int from, int floats) {
        if (of.code == Step.OSCILLATOR_AUDIO) {
            VectorLanes.modulatedSine(of, slot(plan, of, 0), Phases.perHertz(plan.sampleRateHertz), out, floats);
            return;
        }
        if (OscillatorSteps.isModulated(of.code)) {
            VectorMovingShapes.modulated(plan, of, slot(plan, of, 0), out, floats);
        } else if (of.glides() && of.code >= Step.SINE_MULTIPLY_ADD) {
            VectorMovingShapes.moving(plan, of, spare(plan), from, floats);
            multiplyAdd(plan, of, spare(plan), out, from, floats);
        } else if (of.glides()) {
            VectorMovingShapes.moving(plan, of, out, from, floats);
        } else if (of.shape == Step.OSCILLATOR) {
            VectorPhases.steady(of, from, plan.begun, floats / WIDTH);
            sine(plan, of, out, from, floats);
        } else {
            VectorPhases.cornered(of, from, plan.begun, floats / WIDTH);
            VectorShapes.lanes(of.code, of.turns, out, floats);
        }
    }

    private static void sine(RenderPlan plan, LaneOperation of, float[] out, int from, int floats) {
        if (of.code == Step.OSCILLATOR) {
            VectorLanes.sine(of, out, floats);
        } else if (of.moves[1] || of.moves[2]) {
            float[] sine = spare(plan);
            VectorLanes.sine(of, sine, floats);
            multiplyAdd(plan, of, sine, out, from, floats);
        } else if (of.operands[2] == BankForm.NOTHING) {
            VectorLanes.sineScaleAddScalars(of, of.start[1], of.start[2], out, floats);
        } else {
            VectorLanes.sineScaleAdd(of, of.start[1], plan.slots[of.operands[2]], out, floats);
        }
    }

    private static void elements(RenderPlan plan, LaneOperation of, float[] a, float[] out, int from, int floats) {
        float[] scalars = of.start[1];
        boolean moves = of.moves[1];
        switch (of.code) {
            case Step.ADD -> VectorLanes.add(a, slot(plan, of, 1), out, floats);
            case Step.SUBTRACT -> VectorLanes.subtract(a, slot(plan, of, 1), out, floats);
            case Step.MULTIPLY -> VectorLanes.multiply(a, slot(plan, of, 1), out, floats);
            case Step.TANH -> VectorElements.tanh(a, out, 0, floats);
            case Step.ADD_RAMP -> {
                if (moves) {
                    VectorLanes.add(a, ramp(plan, of, 1, from, floats), out, floats);
                } else {
                    VectorLanes.add(a, scalars, out, floats, 1f);
                }
            }
            case Step.SUBTRACT_RAMP -> {
                if (moves) {
                    VectorLanes.subtract(a, ramp(plan, of, 1, from, floats), out, floats);
                } else {
                    VectorLanes.add(a, scalars, out, floats, -1f);
                }
            }
            case Step.RAMP_SUBTRACT -> {
                if (moves) {
                    VectorLanes.subtract(ramp(plan, of, 1, from, floats), a, out, floats);
                } else {
                    VectorLanes.scalarsMinus(scalars, a, out, floats);
                }
            }
            case Step.MULTIPLY_RAMP -> {
                if (moves) {
                    VectorLanes.multiply(a, ramp(plan, of, 1, from, floats), out, floats);
                } else {
                    VectorLanes.scale(a, scalars, out, floats);
                }
            }
            case Step.CLIP, Step.CLIP_RAMP -> clip(plan, of, a, out, from, floats);
            default -> multiplyAdd(plan, of, a, out, from, floats);
        }
    }

    private static void clip(RenderPlan plan, LaneOperation of, float[] a, float[] out, int from, int floats) {
        if (of.code == Step.CLIP) {
            VectorLanes.clip(a, slot(plan, of, 1), slot(plan, of, 2), out, floats);
        } else if (!of.moves[1] && !of.moves[2]) {
            VectorLanes.clipToScalars(a, of.start[1], of.start[2], out, floats);
        } else {
            float[] highs = plan.slots[plan.slots.length - 3];
            VectorLanes.ramp(of.start[2], of.step[2], from, highs, floats);
            VectorLanes.clip(a, ramp(plan, of, 1, from, floats), highs, out, floats);
        }
    }

    /** out = a times a scalar plus a slot or a scalar. */
    private static void multiplyAdd(RenderPlan plan, LaneOperation of, float[] a, float[] out, int from, int floats) {
        boolean slot = of.operands[2] != BankForm.NOTHING;
        if (!of.moves[1] && !of.moves[2]) {
            if (slot) {
                VectorLanes.scaleAdd(a, of.start[1], plan.slots[of.operands[2]], out, floats);
            } else {
                VectorLanes.scaleAddScalars(a, of.start[1], of.start[2], out, floats);
            }
            return;
        }
        float[] factors = plan.slots[plan.slots.length - 3];
        VectorLanes.ramp(of.start[1], of.step[1], from, factors, floats);
        if (slot) {
            VectorLanes.multiplyAdd(a, factors, plan.slots[of.operands[2]], out, floats);
        } else {
            float[] addends = plan.slots[plan.slots.length - 4];
            VectorLanes.ramp(of.start[2], of.step[2], from, addends, floats);
            VectorLanes.multiplyAdd(a, factors, addends, out, floats);
        }
    }

    private static float[] ramp(RenderPlan plan, LaneOperation of, int operand, int from, int floats) {
        float[] ramp = spare(plan);
        VectorLanes.ramp(of.start[operand], of.step[operand], from, ramp, floats);
        return ramp;
    }

    private static float[] spare(RenderPlan plan) {
        return plan.slots[plan.slots.length - 1];
    }

    private static float[] slot(RenderPlan plan, LaneOperation of, int operand) {
        return of.operands[operand] == BankForm.NOTHING ? spare(plan) : plan.slots[of.operands[operand]];
    }
}
