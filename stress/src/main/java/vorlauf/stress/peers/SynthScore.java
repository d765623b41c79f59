package vorlauf.stress.peers;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A score for scsynth without a device: bundles of Open Sound Control, each after its length.
 *
 * <p>Source: SuperCollider's reference, "Non-Realtime Synthesis"; M. Wright, "The Open Sound Control 1.0 Specification".
 */
final class SynthScore {
    /** scsynth takes no packet beyond 8 KiB. */
    private static final int SYNTHS_IN_A_BUNDLE = 16;

    private static final int FIRST_SYNTH = 1_000;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private SynthScore() {}

    /** A score that starts a synth for each set of parameters at 0 and ends after so many seconds. */
    static byte[] of(String name, List<Map<String, Double>> synths, double seconds) {
        SynthScore score = new SynthScore();
        for (int i = 0; i < synths.size(); i += SYNTHS_IN_A_BUNDLE) {
            List<byte[]> messages = new ArrayList<>();
            for (int k = i; k < Math.min(synths.size(), i + SYNTHS_IN_A_BUNDLE); k++) {
                messages.add(start(name, FIRST_SYNTH + k, synths.get(k)));
            }
            score.bundle(0, messages);
        }
        score.bundle(seconds, List.of(message("/c_set", 0, 0)));
        return score.bytes.toByteArray();
    }

    private static byte[] start(String name, int node, Map<String, Double> parameters) {
        Object[] arguments = new Object[4 + 2 * parameters.size()];
        arguments[0] = name;
        arguments[1] = node;
        arguments[2] = 0;
        arguments[3] = 0;
        int i = 4;
        for (Map.Entry<String, Double> parameter : parameters.entrySet()) {
            arguments[i++] = parameter.getKey();
            arguments[i++] = parameter.getValue().floatValue();
        }
        return message("/s_new", arguments);
    }

    private void bundle(double seconds, List<byte[]> messages) {
        try {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(body);
            padded(out, "#bundle");
            out.writeInt((int) seconds);
            out.writeInt((int) (long) ((seconds - Math.floor(seconds)) * 0x1p32));
            for (byte[] message : messages) {
                out.writeInt(message.length);
                out.write(message);
            }
            DataOutputStream whole = new DataOutputStream(bytes);
            whole.writeInt(body.size());
            body.writeTo(whole);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static byte[] message(String address, Object... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StringBuilder types = new StringBuilder(",");
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        try {
            DataOutputStream values = new DataOutputStream(data);
            for (Object argument : arguments) {
                switch (argument) {
                    case Integer number -> {
                        types.append('i');
                        values.writeInt(number);
                    }
                    case Float number -> {
                        types.append('f');
                        values.writeFloat(number);
                    }
                    default -> {
                        types.append('s');
                        padded(values, String.valueOf(argument));
                    }
                }
            }
            DataOutputStream out = new DataOutputStream(bytes);
            padded(out, address);
            padded(out, types.toString());
            data.writeTo(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Text, ended by one to four zeros so that its length is a multiple of four. */
    private static void padded(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        out.write(bytes);
        out.write(new byte[4 - (bytes.length & 3)]);
    }
}
