package vorlauf.compile;

import org.jspecify.annotations.Nullable;

/**
 * The state of a transition in which a voice stands where another was ({@link VoicePatch}): what is not of the two stays where it
 * is, the new one has nothing of the old, and what leaves takes that behind all else.
 *
 * @param moves the ranges to take over
 * @param owners the ranges of what leaves, four ints each as in a plan
 */
record VoiceState(StateMoves moves, int[] owners) {

    /** Null where what leaves needs state that the voice did not have. */
    static @Nullable VoiceState of(
            Program before,
            Retrace.Renewed voice,
            Program fading,
            Transition between,
            VoiceFragment fragment,
            int firstNode) {
        boolean[] isOfVoice = new boolean[firstNode];
        for (int node : voice.nodes()) {
            isOfVoice[node] = true;
        }
        StateMoves.Builder moves = new StateMoves.Builder();
        StateRanges old = before.states;
        IntList left = new IntList(16);
        for (int range = 0; range < old.size(); range++) {
            if (isOfVoice[old.node(range)]) {
                left.add(range);
            } else {
                moves.add(old, range, old, range);
            }
        }
        StateRanges own = fading.states;
        IntList owners = new IntList(16);
        for (int range = 0; range < own.size(); range++) {
            int continued = between.previous()[own.node(range)];
            if (own.node(range) < fragment.size() || continued < 0) {
                continue;
            }
            int from = taken(left, voice.nodes()[continued], old, own, range);
            if (from < 0) {
                return null;
            }
            moves.add(old, from, own, range);
            owners.add(firstNode + own.node(range));
            owners.add(own.isDouble(range) ? 1 : 0);
            owners.add(own.offset(range));
            owners.add(own.count(range));
        }
        return new VoiceState(moves.moves(), owners.toArray());
    }

    /** Takes the first range that is left of a node and like another; -1 where there is none. */
    private static int taken(IntList left, int node, StateRanges old, StateRanges own, int range) {
        for (int i = 0; i < left.size(); i++) {
            int from = left.get(i);
            if (from >= 0 && old.node(from) == node && own.isLike(range, old, from)) {
                left.set(i, -1);
                return from;
            }
        }
        return -1;
    }
}
