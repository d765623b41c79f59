package vorlauf.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vorlauf.plan.BankForm;
import vorlauf.plan.Step;

/** Writes the bank of a sum whose voices are of several kinds: tiles, and behind them the inputs that these complete. */
final class MixedBankWriter {
    private static final int NOTHING = BankForm.NOTHING;

    private final Program.Instruction[] steps;
    private final Endings endings;
    private final BankWriter writer;
    private final int inputs;

    /** The tile of each input, or null. */
    private final MixedBank.@Nullable Tile[] tileOf;

    private final IdentityHashMap<MixedBank.Tile, int[]> slotsOfTile = new IdentityHashMap<>();

    /** By register where a tile has it. */
    private final int[] placeOf;

    /** What is fetched or gathered for the inputs in hand: registers by lane, and the slot. */
    private final List<int[]> gathered = new ArrayList<>();

    private final IntList gatheredIn = new IntList(4);

    private final List<Integer> lent = new ArrayList<>();

    MixedBankWriter(
            int inputs,
            int registers,
            Program.Instruction[] steps,
            Endings endings,
            List<MixedBank.Tile> tiles,
            BankWriter writer) {
        this.inputs = inputs;
        placeOf = new int[registers];
        Arrays.fill(placeOf, NOTHING);
        this.steps = steps;
        this.endings = endings;
        this.writer = writer;
        tileOf = new MixedBank.Tile[inputs];
        for (MixedBank.Tile tile : tiles) {
            for (MixedBank.Body body : tile.bodies()) {
                tileOf[body.voice().input()] = tile;
            }
        }
    }

    void write() {
        for (int first = 0; first < inputs; first += BankForm.LANES) {
            int end = Math.min(inputs, first + BankForm.LANES);
            for (int input = first; input < end; input++) {
                MixedBank.Tile tile = tileOf[input];
                if (tile != null && !slotsOfTile.containsKey(tile)) {
                    render(tile);
                }
            }
            for (int channel = 0; channel < endings.of().length; channel++) {
                add(channel, first, end);
            }
            gathered.clear();
            gatheredIn.clear();
            lent.forEach(writer::giveBack);
            lent.clear();
            giveBackTiles(first, end);
        }
    }

    private void render(MixedBank.Tile tile) {
        int[] taps = tile.bodies().getFirst().taps();
        List<Voices.Voice> voices =
                tile.bodies().stream().map(MixedBank.Body::voice).toList();
        int[] slots = writer.tile(voices, tile.lanes(), taps);
        slotsOfTile.put(tile, slots);
        for (int voice = 0; voice < voices.size(); voice++) {
            for (int tap = 0; tap < taps.length; tap++) {
                int register = steps[voices.get(voice).steps()[taps[tap]]].outputs()[0];
                placeOf[register] = BankForm.place(slots[tap], tile.lanes()[voice]);
            }
        }
    }

    /** Voices of a kind are taken in the order of the sum, so a tile is done with where its last voice is. */
    private void giveBackTiles(int first, int end) {
        for (int input = first; input < end; input++) {
            MixedBank.Tile tile = tileOf[input];
            if (tile != null && tile.bodies().getLast().voice().input() == input) {
                Arrays.stream(slotsOfTile.getOrDefault(tile, new int[0])).forEach(writer::giveBack);
            }
        }
    }

    // ---- inputs to their partial sums -------------------------------------------------------------------------------

    private void add(int channel, int first, int end) {
        int[] sources = new int[BankForm.LANES];
        Arrays.fill(sources, NOTHING);
        boolean any = false;
        for (int input = first; input < end; input++) {
            Endings.Ending ending = endings.of()[channel][input];
            if (ending != null) {
                sources[input % BankForm.LANES] = ending.source();
                any |= ending.source() != NOTHING;
                writer.noteWritten(channel, input);
            }
        }
        int slot = any ? gathered(sources) : NOTHING;
        boolean[] added = new boolean[end - first];
        for (int input = first; input < end; input++) {
            Endings.Ending ending = endings.of()[channel][input];
            if (ending != null && !added[input - first]) {
                add(channel, ending.code(), first, end, added, slot);
            }
        }
    }

    /** Adds the inputs that end in steps of one code. */
    private void add(int channel, int code, int first, int end, boolean[] added, int slot) {
        IntList in = new IntList(BankForm.LANES);
        IntList of = new IntList(BankForm.LANES);
        for (int input = first; input < end; input++) {
            Endings.Ending ending = endings.of()[channel][input];
            if (ending != null && ending.code() == code) {
                in.add(input % BankForm.LANES);
                of.add(ending.step());
                added[input - first] = true;
            }
        }
        int[] lanes = in.toArray();
        if (code == Endings.NOTHING) {
            writer.add(BankForm.SET, lanes, channel, new int[] {slot});
            return;
        }
        int[] rows = of.toArray();
        int[] operands = switch (code) {
            case Step.MULTIPLY_RAMP -> new int[] {slot, NOTHING};
            case Step.ADD -> new int[] {channel, slot};
            case Step.ADD_RAMP -> new int[] {channel, NOTHING};
            case Step.MULTIPLY_ADD -> new int[] {slot, NOTHING, channel};
            case Step.SINE_MULTIPLY_ADD -> new int[] {NOTHING, NOTHING, channel};
            default -> throw new IllegalStateException("no input of a sum ends with a step " + Step.name(code));
        };
        writer.add(rows, lanes, channel, operands);
    }

    /** A slot that has a register in each lane, {@link #NOTHING} where anything will do. */
    private int gathered(int[] sources) {
        for (int i = 0; i < gatheredIn.size(); i++) {
            if (Arrays.equals(gathered.get(i), sources)) {
                return gatheredIn.get(i);
            }
        }
        int[] places = new int[BankForm.LANES];
        int[] fetched = new int[BankForm.LANES];
        Arrays.fill(fetched, NOTHING);
        int outside = 0;
        for (int lane = 0; lane < places.length; lane++) {
            places[lane] = sources[lane] == NOTHING ? NOTHING : placeOf[sources[lane]];
            if (sources[lane] != NOTHING && places[lane] == NOTHING) {
                fetched[lane] = sources[lane];
                outside++;
            }
        }
        if (outside > 0) {
            fetch(fetched, outside, places);
        }
        int slot = inPlace(places);
        if (slot == NOTHING) {
            slot = lentSlot();
            writer.add(BankForm.GATHER, BankWriter.lanes(0, BankForm.LANES), slot, places);
        }
        gathered.add(sources);
        gatheredIn.add(slot);
        return slot;
    }

    private void fetch(int[] registers, int count, int[] places) {
        int slot = lentSlot();
        int[] lanes = new int[count];
        int next = 0;
        for (int lane = 0; lane < places.length; lane++) {
            if (registers[lane] != NOTHING) {
                lanes[next++] = lane;
                places[lane] = BankForm.place(slot, lane);
            }
        }
        writer.add(BankForm.FETCH_EACH, lanes, slot, registers);
    }

    /** The slot where all lanes are in their place already, or nothing. */
    private static int inPlace(int[] places) {
        int slot = NOTHING;
        for (int lane = 0; lane < places.length; lane++) {
            if (places[lane] == NOTHING) {
                continue;
            }
            int from = places[lane] / BankForm.LANES;
            if (places[lane] % BankForm.LANES != lane || (slot != NOTHING && slot != from)) {
                return NOTHING;
            }
            slot = from;
        }
        return slot;
    }

    private int lentSlot() {
        int slot = writer.newSlot();
        lent.add(slot);
        return slot;
    }
}
