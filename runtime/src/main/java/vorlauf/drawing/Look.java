package vorlauf.drawing;

import vorlauf.drawing.GraphPicture.Kind;

/**
 * How a kind of node looks: pale fill, strong line, text colour, an icon on a 16 by 16 grid, words for the legend.
 *
 * <p>The icon says the same as the colour, so the picture can be read in grey and by those who see fewer colours.
 * Text has a contrast of at least 7 to its fill, lines of at least 4.5 to the page.
 */
record Look(String fill, String line, String text, String icon, String caption) {
    static final String PAGE = "#fcfcfd";
    static final String INK = "#1b2430";
    static final String QUIET_INK = "#4a5563";
    static final String WIRE = "#5b6775";
    static final String FEEDBACK = "#c0260f";

    static Look of(Kind kind) {
        return switch (kind) {
            case SOURCE -> pale("#e3f0fb", "#1c66a6", "M1 8Q4.5 -3 8 8T15 8", "source");
            case CONTROL -> pale("#fff3d6", "#8a5c00", "M1.5 5H14.5M1.5 11H14.5M5 2.5V7.5M11 8.5V13.5", "control");
            case CONSTANT -> pale("#eef1f4", "#566270", "M3 6H13M3 10H13", "constant");
            case FILTER -> pale("#dff5ec", "#00704f", "M1 4.5H6.5C10.5 4.5 10 13 15 13", "filter");
            case ARITHMETIC -> pale("#f0eafc", "#6544b8", "M3 8H13M8 3V13", "arithmetic");
            case ROUTING -> pale("#e8ecf9", "#3a5196", "M1.5 3L7.5 8L1.5 13M7.5 8H14.5", "mix and routing");
            case SHAPING -> pale("#fce6f1", "#a02e66", "M1 13H3.5C8 13 8 3 12.5 3H15", "shaping");
            case DELAY -> pale("#feeadf", "#a8420a", "M8 2A6 6 0 1 0 8.01 2M8 4.5V8L10.8 9.6", "delay");
            case METER -> pale("#e1f5f8", "#0a6676", "M3 14V8.5M8 14V2.5M13 14V6", "meter");
            case CUSTOM -> pale("#f6ecdf", "#754d2a", "M5.5 3L1.5 8L5.5 13M10.5 3L14.5 8L10.5 13", "custom");
            case OUTPUT ->
                new Look("#2c3747", "#2c3747", "#ffffff", "M2 6H5L9 2.5V13.5L5 10H2ZM11.8 5Q14.2 8 11.8 11", "output");
            case MORE -> pale("#ffffff", "#566270", "M3 8H3.01M8 8H8.01M13 8H13.01", "not shown");
        };
    }

    private static Look pale(String fill, String line, String icon, String caption) {
        return new Look(fill, line, INK, icon, caption);
    }
}
