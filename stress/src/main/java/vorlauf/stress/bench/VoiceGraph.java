package vorlauf.stress.bench;

import static vorlauf.graph.Signals.*;

import java.util.ArrayList;
import java.util.List;
import vorlauf.graph.Signal;

/** A bank of filtered saws with a key each, in which one voice can be edited. Four nodes a voice, numbers not counted. */
final class VoiceGraph {
    private static final int NODES_OF_A_VOICE = 4;

    private final List<Signal> voices = new ArrayList<>();

    /** How often each voice was edited. */
    private final int[] revisions;

    /** A bank of about so many nodes. */
    VoiceGraph(int nodes) {
        revisions = new int[nodes / NODES_OF_A_VOICE];
        for (int v = 0; v < revisions.length; v++) {
            voices.add(voice(v, 0));
        }
    }

    private static Signal voice(int v, int revision) {
        return voice(v, revision, "voice " + v);
    }

    private static Signal voice(int v, int revision, String key) {
        return naiveSaw(55 + 7.3 * v % 3_000)
                .lowpass(500 + v % 97 + 100 * (revision % 2), 2)
                .gain(0.001 * (1 + v % 4))
                .pan(v % 21 / 10.0 - 1)
                .key(key);
    }

    /** The whole bank. */
    Signal graph() {
        return mix(voices);
    }

    /** The bank after an edit of one voice; the signals of the others are those of before. */
    Signal edited(int edit) {
        int voice = edit * 31 % revisions.length;
        voices.set(voice, voice(voice, ++revisions[voice]));
        return graph();
    }

    /** The bank after one voice has gone and another one has come in its place. */
    Signal replaced(int edit) {
        int voice = edit * 31 % revisions.length;
        voices.set(voice, voice(voice, ++revisions[voice], "voice " + voice + "." + revisions[voice]));
        return graph();
    }

    /** The bank after one voice has gone and one of another kind has come, or the other way round. */
    Signal exchanged(int edit) {
        int voice = edit * 31 % revisions.length;
        boolean isOther = ++revisions[voice] % 2 == 1;
        String key = "voice " + voice + "." + revisions[voice];
        voices.set(
                voice, isOther ? sine(100 + voice).tanh().gain(0.001).key(key) : voice(voice, revisions[voice], key));
        return graph();
    }

    /** The bank after a voice has come at its end, or has gone again. */
    Signal joined(int edit) {
        if (voices.size() > revisions.length) {
            voices.removeLast();
        } else {
            voices.add(voice(edit, 0, "guest " + edit));
        }
        return graph();
    }

    /** The edit of {@link #edited} by a patch that declares everything anew. */
    Signal declaredAnew(int edit) {
        for (int v = 0; v < revisions.length; v++) {
            voices.set(v, voice(v, revisions[v]));
        }
        return edited(edit);
    }
}
