package vorlauf.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static vorlauf.graph.Signals.*;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import vorlauf.compile.CompileSettings;

/** Scalar steps, products of one value with numbers together, are what they are one by one. */
final class ScalarStepsTest {
    private static final int MOVING = 12;
    private static final int[] CODES = {ScalarOperation.TIMES, ScalarOperation.PLUS, ScalarOperation.MINUS};

    @Test
    void productsTogetherAreProductsOneByOne() throws Exception {
        RenderPlan plan = Bank.plan(sine(100), CompileSettings.of(48_000, 64));
        for (long seed = 0; seed < 4_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] constants = random.doubles(MOVING).toArray();
            int[] code = drawn(random);
            double[] together = new double[MOVING + constants.length];
            System.arraycopy(constants, 0, together, MOVING, constants.length);
            together[0] = random.nextDouble();
            together[1] = random.nextDouble();
            double[] alone = together.clone();
            new ScalarSteps(code, MOVING, constants).run(plan, new ControlCell[0], together, false);
            for (int i = 0; i < code.length; i += 5) {
                alone[code[i + 1]] = ScalarOperation.arithmetic(code[i], alone[code[i + 2]], alone[code[i + 3]]);
            }
            assertThat(together).as("seed %d", seed).containsExactly(alone);
        }
    }

    /** Steps of which most are products of one value with numbers, whose targets follow each other. */
    private static int[] drawn(SplittableRandom random) {
        int first = 2 + random.nextInt(2);
        int[] code = new int[5 * (MOVING - first)];
        int value = random.nextInt(2);
        int odd = random.nextInt(code.length / 5);
        for (int step = 0; step < code.length / 5; step++) {
            boolean other = step == odd;
            int target = first + step;
            code[5 * step] = other ? CODES[random.nextInt(CODES.length)] : ScalarOperation.TIMES;
            code[5 * step + 1] = other && random.nextBoolean() ? 2 : target;
            code[5 * step + 2] = other ? random.nextInt(target) : value;
            code[5 * step + 3] =
                    other && random.nextBoolean() ? random.nextInt(target) : MOVING + random.nextInt(MOVING);
        }
        return code;
    }
}
