package vorlauf.plan;

/**
 * The layout of one step in a plan's step table, and the codes of all steps.
 *
 * <p>A step is {@link #LENGTH} ints: its code, the node it belongs to, up to four output buffers, up to five operands, up to
 * five extras. An operand is a buffer where it is 0 or more; else {@code ~operand} is a scalar, or from {@link #SAVED} on an
 * entry of the plan's doubles that a step saved in the block before.
 */
public final class Step {
    public static final int LENGTH = 16;
    public static final int CODE = 0;
    public static final int NODE = 1;
    public static final int OUT = 2;
    public static final int IN = 6;
    public static final int EXTRA = 11;
    public static final int MOST_OUTPUTS = 4;
    public static final int MOST_INPUTS = 5;
    public static final int MOST_EXTRAS = 5;

    /** Marks a place of a step that holds nothing. */
    public static final int NONE = Integer.MIN_VALUE;

    /** Scalars from here on are entries of the doubles. */
    public static final int SAVED = 1 << 28;

    /** Codes are grouped in families of this many; each family has its own interpreter, small enough for the JIT. */
    public static final int FAMILY_SHIFT = 5;

    // Arithmetic: element-wise, the output may be any input.
    public static final int COPY = 0;
    public static final int FILL = 1;
    public static final int ADD = 2;
    public static final int ADD_RAMP = 3;
    public static final int SUBTRACT = 4;
    public static final int SUBTRACT_RAMP = 5;
    public static final int RAMP_SUBTRACT = 6;
    public static final int MULTIPLY = 7;
    public static final int MULTIPLY_RAMP = 8;
    public static final int CLIP = 9;
    public static final int CLIP_RAMP = 10;
    public static final int TANH = 11;
    /** Extra: payload of the table. */
    public static final int SHAPE = 12;
    /** Extra: frames of the fade. */
    public static final int FADE = 13;
    /** Fills a buffer whose value is dead with NaN. */
    public static final int POISON = 14;
    /** First operand times the second, a scalar, plus the third. */
    public static final int MULTIPLY_ADD = 15;

    public static final int MULTIPLY_ADD_RAMP = 16;

    /** First operand times the second plus the third, all buffers. */
    public static final int MULTIPLY_ADD_SIGNALS = 17;

    // Oscillators: 32 + shape with hertz as a scalar, 48 + shape with hertz as a buffer. Extra: phase in longs.
    public static final int OSCILLATOR = 32;
    /** The oscillators that have their phase from {@link vorlauf.dsp.Phases#cornered} in lanes; the first three are band-limited. */
    public static final int SAW = OSCILLATOR + 1;

    public static final int SQUARE = OSCILLATOR + 2;
    public static final int TRIANGLE = OSCILLATOR + 3;
    public static final int NAIVE_SAW = OSCILLATOR + 4;
    public static final int NAIVE_SQUARE = OSCILLATOR + 5;
    public static final int NAIVE_TRIANGLE = OSCILLATOR + 6;
    public static final int PHASOR = OSCILLATOR + 7;

    public static final int OSCILLATOR_AUDIO = 48;

    /** A sine times a scalar plus a buffer. Operands: hertz, factor, addend. Extra: phase in longs. */
    public static final int SINE_MULTIPLY_ADD = 56;
    /** A sine times a scalar plus a scalar. */
    public static final int SINE_MULTIPLY_ADD_RAMP = 57;

    // Coefficients, once a block. Extras: place in doubles, flags in longs, kind; see Prepared.
    public static final int BIQUAD_PREPARE = 64;
    public static final int ONE_POLE_PREPARE = 65;
    public static final int STATE_VARIABLE_PREPARE = 66;
    public static final int ADSR_PREPARE = 67;
    /** Keeps the last value of a buffer for the next block. Extra: entry in doubles. */
    public static final int SAVE = 68;

    // Filters. Extras: memory in doubles, coefficients in doubles, flags in longs, kind.
    public static final int BIQUAD = 80;
    public static final int ONE_POLE = 81;
    public static final int STATE_VARIABLE = 82;
    /** Extras: level in doubles, coefficients in doubles, stage in longs. */
    public static final int ADSR = 83;

    // Time. Extras of the delays: payload of the line, position in longs, frames, and 1 where the line is written
    // first.
    public static final int DELAY_WRITE = 96;
    public static final int DELAY_READ = 97;
    public static final int DELAY_READ_MODULATED = 98;
    public static final int DELAY_READ_MODULATED_RAMP = 99;
    public static final int RAMP_LINEAR = 101;
    public static final int RAMP_EXPONENTIAL = 102;
    public static final int WHITE_NOISE = 103;
    public static final int PINK_NOISE = 104;

    // Space and the outside world.
    public static final int SPACE = 128;
    public static final int PAN_MONO = 128;
    public static final int PAN_STEREO = 129;
    public static final int BALANCE = 130;
    public static final int METER = 131;
    public static final int SAMPLES = 132;
    public static final int CUSTOM = 133;

    // Groups: a header, then its rows. Extra: how many rows.
    public static final int GROUP = 160;
    /** The rows are independent of each other and have one code. */
    public static final int LANES = 160;
    /** Each row reads the output of the row before it, which nothing else does. */
    public static final int RUN = 161;
    /** Voices beside each other, with groups inside. Extras: how many steps there are inside, number of the bank. */
    public static final int BANK = 162;
    /**
     * Alike loops beside each other ({@link LoopVoice}), with groups inside. Extras: how many steps there are inside, how many
     * loops, their shape, number of the header among those of loops.
     */
    public static final int LOOPS = 163;

    private Step() {}

    /** Whether there are groups behind a header, and not just rows. */
    public static boolean holdsGroups(int code) {
        return code == BANK || code == LOOPS;
    }

    /** Whether the output buffer of a step may be one of its input buffers. */
    public static boolean mayAlias(int code) {
        return code < SPACE && code != DELAY_READ;
    }

    /** Name for people. */
    public static String name(int code) {
        return switch (code) {
            case COPY -> "copy";
            case FILL -> "fill";
            case ADD, ADD_RAMP -> "add";
            case SUBTRACT, SUBTRACT_RAMP, RAMP_SUBTRACT -> "subtract";
            case MULTIPLY, MULTIPLY_RAMP -> "multiply";
            case MULTIPLY_ADD, MULTIPLY_ADD_RAMP, MULTIPLY_ADD_SIGNALS -> "multiply add";
            case SINE_MULTIPLY_ADD, SINE_MULTIPLY_ADD_RAMP -> "sine multiply add";
            case CLIP, CLIP_RAMP -> "clip";
            case TANH -> "tanh";
            case SHAPE -> "shape";
            case FADE -> "fade";
            case POISON -> "poison";
            case BIQUAD_PREPARE, ONE_POLE_PREPARE, STATE_VARIABLE_PREPARE, ADSR_PREPARE -> "coefficients";
            case BIQUAD -> "biquad";
            case ONE_POLE -> "one pole";
            case STATE_VARIABLE -> "state variable";
            case SAVE -> "save";
            case DELAY_WRITE -> "delay write";
            case DELAY_READ, DELAY_READ_MODULATED, DELAY_READ_MODULATED_RAMP -> "delay read";
            case ADSR -> "adsr";
            case RAMP_LINEAR -> "line";
            case RAMP_EXPONENTIAL -> "exponential";
            case WHITE_NOISE -> "white noise";
            case PINK_NOISE -> "pink noise";
            case PAN_MONO, PAN_STEREO -> "pan";
            case BALANCE -> "balance";
            case METER -> "meter";
            case SAMPLES -> "samples";
            case CUSTOM -> "custom";
            case LANES -> "lanes";
            case RUN -> "run";
            case BANK -> "bank";
            case LOOPS -> "loops";
            default -> code >= OSCILLATOR && code < OSCILLATOR_AUDIO + 16 ? "oscillator" : "step " + code;
        };
    }
}
