package vorlauf.stress.peers;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A definition of a synth as scsynth loads it, file format 2, written unit by unit.
 *
 * <p>Source: SuperCollider's reference, "Synth Definition File Format".
 */
final class SynthDefinition {
    /** Rates of units. */
    private static final int CONTROL = 1;

    private static final int AUDIO = 2;
    private static final int SCALAR = 0;

    /** Special indices of operators. */
    static final int PLUS = 0;

    static final int TIMES = 2;
    static final int TANH = 36;

    /** An output of a unit; a constant has unit -1. */
    record Wire(int unit, int output) {}

    private final String name;
    private final List<Float> constants = new ArrayList<>();
    private final Map<Float, Integer> placeOfConstant = new LinkedHashMap<>();
    private final List<String> parameters = new ArrayList<>();
    private final ByteArrayOutputStream units = new ByteArrayOutputStream();
    private int unitCount;

    SynthDefinition(String name) {
        this.name = name;
    }

    Wire constant(double value) {
        float number = (float) value;
        Integer place = placeOfConstant.get(number);
        if (place == null) {
            place = constants.size();
            constants.add(number);
            placeOfConstant.put(number, place);
        }
        return new Wire(-1, place);
    }

    /** Parameters of the synth, to be declared once and before any unit. */
    List<Wire> parameters(String... names) {
        parameters.addAll(List.of(names));
        unit("Control", CONTROL, 0, List.of(), names.length);
        List<Wire> wires = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            wires.add(new Wire(0, i));
        }
        return wires;
    }

    /** A unit at audio rate with one output. */
    Wire audio(String kind, Wire... inputs) {
        return audio(kind, 0, inputs);
    }

    /** An operator at audio rate. */
    Wire audio(String kind, int special, Wire... inputs) {
        return new Wire(unit(kind, AUDIO, special, List.of(inputs), 1), 0);
    }

    /** A unit at audio rate with several outputs, or none. */
    List<Wire> audioOutputs(String kind, int outputs, Wire... inputs) {
        int unit = unit(kind, AUDIO, 0, List.of(inputs), outputs);
        List<Wire> wires = new ArrayList<>();
        for (int i = 0; i < outputs; i++) {
            wires.add(new Wire(unit, i));
        }
        return wires;
    }

    Wire times(Wire a, Wire b) {
        return audio("BinaryOpUGen", TIMES, a, b);
    }

    Wire plus(Wire a, Wire b) {
        return audio("BinaryOpUGen", PLUS, a, b);
    }

    /** A sum as sclang builds it: four at a time. */
    Wire sum(List<Wire> all) {
        Wire sum = all.getFirst();
        int i = 1;
        for (; i + 3 <= all.size(); i += 3) {
            sum = audio("Sum4", sum, all.get(i), all.get(i + 1), all.get(i + 2));
        }
        for (; i < all.size(); i++) {
            sum = plus(sum, all.get(i));
        }
        return sum;
    }

    private int unit(String kind, int rate, int special, List<Wire> inputs, int outputs) {
        try {
            DataOutputStream out = new DataOutputStream(units);
            text(out, kind);
            out.writeByte(rate);
            out.writeInt(inputs.size());
            out.writeInt(outputs);
            out.writeShort(special);
            for (Wire input : inputs) {
                out.writeInt(input.unit());
                out.writeInt(input.output());
            }
            for (int i = 0; i < outputs; i++) {
                out.writeByte(rate);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return unitCount++;
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        out.writeByte(bytes.length);
        out.write(bytes);
    }

    /** The file. */
    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            DataOutputStream out = new DataOutputStream(bytes);
            out.write("SCgf".getBytes(StandardCharsets.US_ASCII));
            out.writeInt(2);
            out.writeShort(1);
            text(out, name);
            out.writeInt(constants.size());
            for (float constant : constants) {
                out.writeFloat(constant);
            }
            out.writeInt(parameters.size());
            for (int i = 0; i < parameters.size(); i++) {
                out.writeFloat(SCALAR);
            }
            out.writeInt(parameters.size());
            for (int i = 0; i < parameters.size(); i++) {
                text(out, parameters.get(i));
                out.writeInt(i);
            }
            out.writeInt(unitCount);
            units.writeTo(out);
            out.writeShort(0); // no variants
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
