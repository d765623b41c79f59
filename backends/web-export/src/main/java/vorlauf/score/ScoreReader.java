package vorlauf.score;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import vorlauf.plan.ControlCell;
import vorlauf.plan.GroupKernels;
import vorlauf.plan.PlanForm;
import vorlauf.plan.RenderPlan;

/**
 * Makes plans of the bytes of a score, with plain kernels.
 *
 * <p>Threads: any.
 */
public final class ScoreReader {
    private final DataInputStream in;
    private final List<ControlCell> cells = new ArrayList<>();
    private final List<Object> arrays = new ArrayList<>();
    private final List<RenderPlan> plans = new ArrayList<>();
    private final List<Score.Entry> timeline = new ArrayList<>();
    private double sampleRateHertz;
    private int blockFrames;
    private int channels;

    private ScoreReader(byte[] bytes) {
        in = new DataInputStream(new ByteArrayInputStream(bytes));
    }

    /** The score that {@code bytes} hold. */
    public static Score read(byte[] bytes) throws ScoreException {
        try {
            return new ScoreReader(bytes).score();
        } catch (EOFException end) {
            throw new ScoreException("the score ends too early, after " + bytes.length + " bytes");
        } catch (IOException unreadable) {
            throw new ScoreException("the score cannot be read: " + unreadable.getMessage());
        }
    }

    private Score score() throws IOException, ScoreException {
        if (in.readInt() != ScoreFormat.MAGIC) {
            throw new ScoreException("these bytes are no score: they do not begin with VORL");
        }
        int version = in.readInt();
        if (version != ScoreFormat.VERSION) {
            throw new ScoreException("the score has version " + version + ", this player reads version "
                    + ScoreFormat.VERSION + ": export the patch again");
        }
        sampleRateHertz = in.readDouble();
        blockFrames = in.readInt();
        channels = in.readInt();
        require(sampleRateHertz >= 8_000 && sampleRateHertz <= 384_000, "sample rate");
        require(blockFrames >= 1 && blockFrames <= 8_192, "block length");
        require(channels >= 1 && channels <= 64, "channel count");
        for (int kind = in.readUnsignedByte(); kind != ScoreFormat.END; kind = in.readUnsignedByte()) {
            record(kind);
        }
        long frames = in.readLong();
        return new Score(
                sampleRateHertz,
                blockFrames,
                channels,
                frames,
                List.copyOf(cells),
                List.copyOf(plans),
                List.copyOf(timeline));
    }

    private void record(int kind) throws IOException, ScoreException {
        switch (kind) {
            case ScoreFormat.PLAN -> plans.add(new RenderPlan(form()));
            case ScoreFormat.IN_FORCE -> {
                Score.InForce entry = new Score.InForce(in.readLong(), in.readInt());
                require(entry.plan() >= 0 && entry.plan() < plans.size(), "number of a plan");
                append(entry);
            }
            case ScoreFormat.VALUE -> {
                Score.Value entry = new Score.Value(in.readLong(), in.readInt(), in.readDouble());
                require(entry.cell() >= 0 && entry.cell() < cells.size(), "number of a control");
                append(entry);
            }
            default -> throw new ScoreException("the score is damaged: a record of the unknown kind " + kind);
        }
    }

    private void append(Score.Entry entry) throws ScoreException {
        require(entry.frame() >= 0 && entry.frame() % blockFrames == 0, "frame");
        require(timeline.isEmpty() || timeline.getLast().frame() <= entry.frame(), "order of frames");
        timeline.add(entry);
    }

    private PlanForm form() throws IOException, ScoreException {
        int[] steps = ints();
        int[] sections = ints();
        int bufferCount = in.readInt();
        require(bufferCount >= 0 && bufferCount <= steps.length + 64, "number of buffers");
        int[] outputs = ints();
        require(outputs.length == channels, "channel count");
        int movingScalars = in.readInt();
        double[] constants = doubles();
        int[] scalarSteps = ints();
        require(movingScalars >= 0 && movingScalars <= scalarSteps.length + 64, "number of scalars");
        ControlCell[] planCells = new ControlCell[count(Integer.BYTES)];
        for (int i = 0; i < planCells.length; i++) {
            planCells[i] = cell();
        }
        double[] doubles = doubles();
        long[] longs = longs();
        int[] stateOwners = ints();
        Object[] payloads = new Object[count(Integer.BYTES)];
        for (int i = 0; i < payloads.length; i++) {
            payloads[i] = array();
        }
        List<String> meterNames = new ArrayList<>();
        for (int left = count(Short.BYTES); left > 0; left--) {
            meterNames.add(in.readUTF());
        }
        return new PlanForm(
                GroupKernels.plain(),
                List.of(),
                sampleRateHertz,
                blockFrames,
                steps,
                sections,
                bufferCount,
                outputs,
                movingScalars,
                constants,
                scalarSteps,
                planCells,
                doubles,
                longs,
                stateOwners,
                payloads,
                node -> "node " + node,
                List.copyOf(meterNames),
                ints(),
                ints(),
                ints());
    }

    private ControlCell cell() throws IOException, ScoreException {
        int number = in.readInt();
        require(number >= 0 && number <= cells.size(), "number of a control");
        if (number == cells.size()) {
            String name = in.readUTF();
            cells.add(new ControlCell(name, in.readDouble()));
        }
        return cells.get(number);
    }

    private Object array() throws IOException, ScoreException {
        int number = in.readInt();
        require(number >= 0 && number <= arrays.size(), "number of an array");
        if (number == arrays.size()) {
            addArray(in.readUnsignedByte());
        }
        return arrays.get(number);
    }

    /** Each kind is read by a method of its own: TeaVM 0.15 gives arrays of several types in one method one of them. */
    private void addArray(int kind) throws IOException, ScoreException {
        switch (kind) {
            case ScoreFormat.ZERO_FLOATS -> arrays.add(zeroFloats());
            case ScoreFormat.FLOATS -> arrays.add(floats());
            case ScoreFormat.DOUBLES -> arrays.add(doubles());
            case ScoreFormat.LONGS -> arrays.add(longs());
            default -> throw new ScoreException("the score is damaged: an array of the unknown kind " + kind);
        }
    }

    private float[] zeroFloats() throws IOException, ScoreException {
        int count = in.readInt();
        require(count >= 0 && count <= ScoreFormat.MOST_ZERO_FLOATS, "length of a delay line");
        return new float[count];
    }

    private float[] floats() throws IOException, ScoreException {
        float[] floats = new float[count(Float.BYTES)];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = in.readFloat();
        }
        return floats;
    }

    private int[] ints() throws IOException, ScoreException {
        int[] ints = new int[count(Integer.BYTES)];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = in.readInt();
        }
        return ints;
    }

    private long[] longs() throws IOException, ScoreException {
        long[] longs = new long[count(Long.BYTES)];
        for (int i = 0; i < longs.length; i++) {
            longs[i] = in.readLong();
        }
        return longs;
    }

    private double[] doubles() throws IOException, ScoreException {
        double[] doubles = new double[count(Double.BYTES)];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = in.readDouble();
        }
        return doubles;
    }

    /** Reads how many elements follow; more than there are bytes for would only fill the memory. */
    private int count(int elementBytes) throws IOException, ScoreException {
        int count = in.readInt();
        if (count < 0) {
            throw new ScoreException("the score is damaged: a count of " + count);
        }
        if ((long) count * elementBytes > in.available()) {
            throw new EOFException();
        }
        return count;
    }

    private static void require(boolean holds, String what) throws ScoreException {
        if (!holds) {
            throw new ScoreException("the score is damaged: an impossible " + what);
        }
    }
}
