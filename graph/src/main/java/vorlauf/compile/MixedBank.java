package vorlauf.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import vorlauf.plan.BankForm;

/**
 * All inputs of a sum as one bank, where voices of several kinds are declared by turns.
 *
 * <p>A voice is cut in two: its ending ({@link Endings}) adds it to its partial sum, in the order that belongs to the meaning
 * of the sum; what is before that may be rendered beside any other voice of its kind. So sixteen voices of a kind stand in a
 * tile, in any lanes. When the tiles are there that the next sixteen inputs come from, their results are gathered into the
 * lanes of the partial sums and added ({@link MixedBankWriter}). An input that is in no tile is rendered by itself.
 *
 * <p>The bank hands out the sum alone, and everything that it reads is less deep than that.
 */
final class MixedBank {
    /** Voices from which a tile is worth its while. */
    private static final int FEWEST_IN_TILE = 4;

    /**
     * What is before the ending of a voice.
     *
     * @param voice its steps, without those of the endings
     * @param taps the steps whose results endings read
     * @param shape what voices have to have in common to stand beside each other
     */
    record Body(Voices.Voice voice, int[] taps, List<Integer> shape) {}

    /**
     * Bodies of a kind beside each other.
     *
     * @param lanes the lane of each
     */
    record Tile(List<Body> bodies, int[] lanes) {}

    private final Program.Sum sum;
    private final Program.Instruction[] steps;
    private final int[] madeAt;
    private final int[] depth;
    private final Endings endings;
    private final List<Tile> tiles = new ArrayList<>();
    private final boolean[] inTile;
    private int deepestRead = -1;

    /** The body before, whose arrays one that is like it has. */
    private @Nullable Body last;

    /** For each step of its voice whether it belongs to an ending. */
    private boolean[] lastEndings = {};

    private int[] lastShape = {};

    private MixedBank(Program.Sum sum, Program.Instruction[] steps, int[] madeAt, int[] depth, Endings endings) {
        this.sum = sum;
        this.steps = steps;
        this.madeAt = madeAt;
        this.depth = depth;
        this.endings = endings;
        inTile = new boolean[sum.after()[0].length];
    }

    /**
     * The bank of a sum, or null where it cannot be made or is not worth its while.
     *
     * @param voices the voice of each input in a bank of them all, or null
     * @param tilesOtherwise how many tiles there are without it
     */
    static Banks.@Nullable Found of(
            Program.Sum sum,
            Program.Instruction[] steps,
            int[] madeAt,
            int[] readers,
            int[] depth,
            IntFunction<Voices.@Nullable Voice> voices,
            int tilesOtherwise) {
        Endings endings = Endings.of(sum, steps, madeAt, readers);
        BankWriter writer = new BankWriter(steps, madeAt, sum, 0);
        if (endings == null || !isWhole(sum, writer)) {
            return null;
        }
        MixedBank bank = new MixedBank(sum, steps, madeAt, depth, endings);
        bank.findTiles(voices);
        if (!bank.isWorthIt(tilesOtherwise) || !bank.mayStand()) {
            return null;
        }
        new MixedBankWriter(bank.inTile.length, madeAt.length, steps, endings, bank.tiles, writer).write();
        return writer.found();
    }

    /** Whether the steps of this section add up nothing but the partial sums, sixteen of them. */
    private static boolean isWhole(Program.Sum sum, BankWriter writer) {
        int inputs = sum.after()[0].length;
        boolean whole = inputs >= BankForm.LANES;
        for (int channel = 0; whole && channel < sum.after().length; channel++) {
            int[] partials = new int[BankForm.LANES];
            for (int input = Math.max(0, inputs - BankForm.LANES); input < inputs; input++) {
                partials[input % BankForm.LANES] = sum.after()[channel][input];
            }
            whole = writer.isFoldOf(channel, partials);
        }
        return whole;
    }

    private boolean isWorthIt(int tilesOtherwise) {
        int voices = 0;
        for (boolean one : inTile) {
            voices += one ? 1 : 0;
        }
        int byThemselves = inTile.length - voices;
        boolean fewer = tiles.size() + (byThemselves + FEWEST_IN_TILE - 1) / FEWEST_IN_TILE < tilesOtherwise;
        return fewer && voices >= Banks.FEWEST_VOICES && voices >= byThemselves;
    }

    /** Whether all that is read is less deep than what is handed out. */
    private boolean mayStand() {
        int leastHandedOut = Integer.MAX_VALUE;
        for (int channel = 0; channel < endings.of().length; channel++) {
            int[] folded = sum.folded()[channel];
            leastHandedOut = Math.min(leastHandedOut, depth[madeAt[folded[folded.length - 1]]]);
            for (int input = 0; input < inTile.length; input++) {
                Endings.Ending ending = endings.of()[channel][input];
                boolean read = ending != null && ending.source() != Endings.NOTHING && !inTile[input];
                int maker = read ? madeAt[ending.source()] : Endings.NOTHING;
                deepestRead = maker < 0 ? deepestRead : Math.max(deepestRead, depth[maker]);
            }
        }
        return deepestRead < leastHandedOut;
    }

    // ---- bodies and tiles -------------------------------------------------------------------------------------------

    private void findTiles(IntFunction<Voices.@Nullable Voice> voices) {
        Map<List<Integer>, List<Body>> kinds = new LinkedHashMap<>();
        for (int input = 0; input < inTile.length; input++) {
            Voices.Voice voice = voices.apply(input);
            Body body = voice == null ? null : body(voice);
            if (body != null) {
                kinds.computeIfAbsent(body.shape(), fresh -> new ArrayList<>()).add(body);
            }
        }
        for (List<Body> kind : kinds.values()) {
            List<List<Body>> inPlace = inPlace(kind);
            int tilesAtLeast = (kind.size() + BankForm.LANES - 1) / BankForm.LANES;
            if (inPlace.size() <= tilesAtLeast + tilesAtLeast / BankForm.LANES) {
                inPlace.stream().filter(MixedBank::isEnough).forEach(this::tile);
                tiles(inPlace.stream()
                        .filter(few -> !isEnough(few))
                        .flatMap(List::stream)
                        .toList());
            } else {
                tiles(kind);
            }
        }
    }

    private static boolean isEnough(List<Body> tile) {
        return tile.size() >= FEWEST_IN_TILE;
    }

    /** Voices of a kind that can stand beside each other in the lanes of their partial sums: nothing is gathered for them. */
    private static List<List<Body>> inPlace(List<Body> kind) {
        List<List<Body>> tiles = new ArrayList<>();
        int tile = -1;
        for (Body body : kind) {
            if (body.voice().input() / BankForm.LANES != tile) {
                tile = body.voice().input() / BankForm.LANES;
                tiles.add(new ArrayList<>());
            }
            tiles.getLast().add(body);
        }
        return tiles;
    }

    private void tiles(List<Body> bodies) {
        for (int first = 0; bodies.size() - first >= FEWEST_IN_TILE; first += BankForm.LANES) {
            tile(bodies.subList(first, Math.min(bodies.size(), first + BankForm.LANES)));
        }
    }

    private void tile(List<Body> bodies) {
        int[] lanes = new int[bodies.size()];
        boolean[] used = new boolean[BankForm.LANES];
        boolean distinct = true;
        for (int i = 0; i < lanes.length; i++) {
            Voices.Voice voice = bodies.get(i).voice();
            inTile[voice.input()] = true;
            deepestRead = Math.max(deepestRead, voice.deepestRead());
            lanes[i] = voice.input() % BankForm.LANES;
            distinct &= !used[lanes[i]];
            used[lanes[i]] = true;
        }
        // Where each can stand in the lane of its partial sum, a whole tile need not be gathered.
        tiles.add(new Tile(bodies, distinct ? lanes : BankWriter.lanes(0, lanes.length)));
    }

    /** What is left of a voice without its endings; null where that is nothing. */
    @SuppressWarnings("ReferenceEquality") // voices that are alike have the same array
    private @Nullable Body body(Voices.Voice voice) {
        int count = voice.steps().length;
        boolean[] isEnding = new boolean[count];
        int length = 0;
        for (int i = 0; i < count; i++) {
            isEnding[i] = isEnding(voice.input(), voice.steps()[i]);
            length += isEnding[i] ? 0 : 1;
        }
        int[] body = new int[length];
        int next = 0;
        for (int i = 0; i < count; i++) {
            if (!isEnding[i]) {
                body[next++] = voice.steps()[i];
            }
        }
        Body like = last;
        if (like == null || voice.shape() != lastShape || !Arrays.equals(isEnding, lastEndings)) {
            like = body(voice, isEnding, body);
            last = like;
            lastShape = voice.shape();
            lastEndings = isEnding;
        }
        Voices.Voice shared = like.voice();
        Voices.Voice rest = new Voices.Voice(
                voice.input(),
                body,
                shared.operands(),
                shared.added(),
                shared.begins(),
                0,
                shared.shape(),
                voice.deepestRead(),
                voice.depth());
        return like.taps().length == 0 ? null : new Body(rest, like.taps(), like.shape());
    }

    /** A body of which there was none like it before. */
    private Body body(Voices.Voice voice, boolean[] isEnding, int[] body) {
        int[] place = new int[isEnding.length];
        int[][] operands = new int[body.length][];
        List<Integer> shape = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < place.length; i++) {
            place[i] = isEnding[i] ? Endings.NOTHING : next;
            if (!isEnding[i]) {
                operands[next] = voice.operands()[i].clone();
                shape.add(steps[body[next]].code());
                for (int k = 0; k < operands[next].length; k++) {
                    int operand = operands[next][k];
                    operands[next][k] = operand >= 0 ? place[operand] : operand;
                    shape.add(operands[next][k]);
                }
                next++;
            }
        }
        int[] taps = taps(voice.input(), body);
        Arrays.stream(taps).forEach(shape::add);
        int[] nothing = new int[endings.of().length];
        Arrays.fill(nothing, Endings.NOTHING);
        boolean[] begins = new boolean[nothing.length];
        return new Body(
                new Voices.Voice(voice.input(), body, operands, nothing, begins, 0, new int[0], -1, 0), taps, shape);
    }

    private boolean isEnding(int input, int step) {
        for (Endings.@Nullable Ending[] channel : endings.of()) {
            Endings.Ending ending = channel[input];
            if (ending != null && ending.step() == step) {
                return true;
            }
        }
        return false;
    }

    /** The steps of a body that endings read, in order. */
    private int[] taps(int input, int[] body) {
        IntList taps = new IntList(2);
        for (int step = 0; step < body.length; step++) {
            if (isSource(input, steps[body[step]].outputs()[0])) {
                taps.add(step);
            }
        }
        return taps.toArray();
    }

    private boolean isSource(int input, int register) {
        for (Endings.@Nullable Ending[] channel : endings.of()) {
            Endings.Ending ending = channel[input];
            if (ending != null && ending.source() == register) {
                return true;
            }
        }
        return false;
    }
}
