package vorlauf.plan;

import java.util.List;

/** A plan of a bank and the controls that move it. */
record Playing(RenderPlan plan, List<ControlCell> controls, List<Double> values, float[] block) {
    /** Renders a block. Every second one finds new values in two of three controls, by turns, so that some rows move. */
    void render(int number) {
        render(number, 1);
    }

    /** The same with a factor for the first control. */
    void render(int number, double first) {
        for (int i = 0; i < controls.size(); i++) {
            double bend = number % 2 == 0 && (i + number / 4) % 3 != 0 ? 1 + 0.01 * (number % 9) : 1;
            controls.get(i).set(values.get(i) * (i == 0 ? first * bend : bend));
        }
        plan.render(block);
    }
}
