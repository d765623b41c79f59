package vorlauf.export;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import vorlauf.plan.ControlCell;
import vorlauf.plan.PlanForm;
import vorlauf.score.Score;
import vorlauf.score.ScoreFormat;

/**
 * Writes plans and what happens to them as the bytes of a score.
 *
 * <p>Threads: one at a time. A plan is written before it is rendered: its arrays are its state.
 */
final class ScoreWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);
    private final IdentityHashMap<ControlCell, Integer> numberOfCell = new IdentityHashMap<>();
    private final IdentityHashMap<Object, Integer> numberOfArray = new IdentityHashMap<>();
    private final List<ControlCell> cells = new ArrayList<>();
    private int plans;

    /** Cells of the plans so far, in the order of their numbers. */
    List<ControlCell> cells() {
        return cells;
    }

    /** Plans so far. */
    int plans() {
        return plans;
    }

    /** Writes a plan without streams and user code and returns its number. */
    int plan(PlanForm form) {
        try {
            out.writeByte(ScoreFormat.PLAN);
            write(form);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return plans++;
    }

    /** The whole score; nothing may be written after it. */
    byte[] finish(double sampleRateHertz, int blockFrames, int channels, List<Score.Entry> timeline, long frames) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(bytes.size() + 64);
        try (DataOutputStream header = new DataOutputStream(whole)) {
            header.writeInt(ScoreFormat.MAGIC);
            header.writeInt(ScoreFormat.VERSION);
            header.writeDouble(sampleRateHertz);
            header.writeInt(blockFrames);
            header.writeInt(channels);
            for (Score.Entry entry : timeline) {
                write(entry);
            }
            out.writeByte(ScoreFormat.END);
            out.writeLong(frames);
            out.flush();
            bytes.writeTo(header);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return whole.toByteArray();
    }

    private void write(Score.Entry entry) throws IOException {
        switch (entry) {
            case Score.InForce inForce -> {
                out.writeByte(ScoreFormat.IN_FORCE);
                out.writeLong(inForce.frame());
                out.writeInt(inForce.plan());
            }
            case Score.Value value -> {
                out.writeByte(ScoreFormat.VALUE);
                out.writeLong(value.frame());
                out.writeInt(value.cell());
                out.writeDouble(value.value());
            }
        }
    }

    private void write(PlanForm form) throws IOException {
        ints(form.steps());
        ints(form.sections());
        out.writeInt(form.bufferCount());
        ints(form.outputs());
        out.writeInt(form.movingScalars());
        doubles(form.constants());
        ints(form.scalarSteps());
        out.writeInt(form.cells().length);
        for (ControlCell cell : form.cells()) {
            cell(cell);
        }
        doubles(form.doubles());
        longs(form.longs());
        ints(form.stateOwners());
        out.writeInt(form.payloads().length);
        for (Object payload : form.payloads()) {
            array(payload);
        }
        out.writeInt(form.meterNames().size());
        for (String name : form.meterNames()) {
            out.writeUTF(name);
        }
        ints(form.meterOffsets());
        ints(form.doubleMoves());
        ints(form.longMoves());
    }

    private void cell(ControlCell cell) throws IOException {
        Integer known = numberOfCell.get(cell);
        out.writeInt(known == null ? cells.size() : known);
        if (known == null) {
            numberOfCell.put(cell, cells.size());
            cells.add(cell);
            out.writeUTF(cell.name());
            out.writeDouble(cell.value());
        }
    }

    private void array(Object array) throws IOException {
        Integer known = numberOfArray.get(array);
        out.writeInt(known == null ? numberOfArray.size() : known);
        if (known != null) {
            return;
        }
        numberOfArray.put(array, numberOfArray.size());
        switch (array) {
            case float[] floats -> floats(floats);
            case double[] doubles -> {
                out.writeByte(ScoreFormat.DOUBLES);
                doubles(doubles);
            }
            case long[] longs -> {
                out.writeByte(ScoreFormat.LONGS);
                longs(longs);
            }
            default ->
                throw new IllegalArgumentException(
                        "a plan refers to " + array.getClass() + ", which no score can hold");
        }
    }

    private void floats(float[] floats) throws IOException {
        boolean zero = true;
        for (float value : floats) {
            zero &= Float.floatToRawIntBits(value) == 0;
        }
        out.writeByte(zero ? ScoreFormat.ZERO_FLOATS : ScoreFormat.FLOATS);
        out.writeInt(floats.length);
        for (int i = 0; i < floats.length && !zero; i++) {
            out.writeFloat(floats[i]);
        }
    }

    private void ints(int[] ints) throws IOException {
        out.writeInt(ints.length);
        for (int value : ints) {
            out.writeInt(value);
        }
    }

    private void longs(long[] longs) throws IOException {
        out.writeInt(longs.length);
        for (long value : longs) {
            out.writeLong(value);
        }
    }

    private void doubles(double[] doubles) throws IOException {
        out.writeInt(doubles.length);
        for (double value : doubles) {
            out.writeDouble(value);
        }
    }
}
