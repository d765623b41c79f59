package vorlauf.dsp;

/** Web Audio's rules for a signal that meets one with more channels ("speakers", else "discrete"). */
public final class UpMix {
    private UpMix() {}

    private static final int USUAL = 8;
    private static final int[][] SOURCES = usual();

    /** For each channel of the wider signal the channel of the narrower one, or -1 for silence. Not to be changed. */
    public static int[] sources(int narrow, int wide) {
        return narrow <= USUAL && wide <= USUAL ? SOURCES[narrow * (USUAL + 1) + wide] : made(narrow, wide);
    }

    private static int[][] usual() {
        int[][] sources = new int[(USUAL + 1) * (USUAL + 1)][];
        for (int narrow = 0; narrow <= USUAL; narrow++) {
            for (int wide = 0; wide <= USUAL; wide++) {
                sources[narrow * (USUAL + 1) + wide] = made(narrow, wide);
            }
        }
        return sources;
    }

    private static int[] made(int narrow, int wide) {
        int[] sources = new int[wide];
        for (int channel = 0; channel < wide; channel++) {
            sources[channel] = channel < narrow ? channel : -1;
        }
        if (narrow == 1 && (wide == 2 || wide == 4)) {
            sources[1] = 0;
        } else if (narrow == 1 && wide == 6) {
            sources[0] = -1;
            sources[2] = 0; // the centre
        } else if (narrow == 4 && wide == 6) {
            sources[2] = -1;
            sources[3] = -1;
            sources[4] = 2;
            sources[5] = 3;
        }
        return sources;
    }
}
