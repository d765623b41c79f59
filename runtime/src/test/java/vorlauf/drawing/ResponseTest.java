package vorlauf.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResponseTest {
    @Test
    void anImpulseIsFlatAndADelayTurnsItsPhaseWithoutJumps() {
        Response.Curve flat = new Response("same", new float[] {1}).curve();
        Response.Curve late = new Response("late", new float[] {0, 0, 0, 0, 1}).curve();

        assertThat(flat.decibels()).containsOnly(new double[] {0}, within(1e-9));
        assertThat(flat.degrees()).containsOnly(new double[] {0}, within(1e-9));
        // four frames are two turns at half the rate
        assertThat(late.degrees()[late.degrees().length - 1]).isCloseTo(-720, within(1e-6));
        assertThat(late.degrees()[late.degrees().length / 2]).isCloseTo(-360, within(0.1));
    }

    @Test
    void aMeanOfTwoFramesIsSilentAtHalfTheRate() {
        Response.Curve mean = new Response("mean", new float[] {0.5f, 0.5f}).curve();

        assertThat(mean.decibels()[0]).isCloseTo(0, within(1e-9));
        assertThat(mean.decibels()[mean.decibels().length - 1]).isLessThan(-190);
        assertThat(mean.hertz(mean.decibels().length - 1, 48_000)).isEqualTo(24_000);
    }

    @Test
    void whatCannotBeDrawnIsRefused() {
        assertThatThrownBy(() -> new Response("none", new float[0])).hasMessageContaining("'none' has 0 frames");
        assertThatThrownBy(() -> Charts.responses("", List.of(), 48_000, 400, 300))
                .hasMessageContaining("at least one");
    }

    @Test
    void aPlanWithoutRowsIsRefusedAndEachRowIsASquare() {
        assertThatThrownBy(() -> new PlanPicture.Line("sine", PlanPicture.Form.LANES, 0, 1))
                .hasMessageContaining("0 rows");
        String svg = new PlanPicture("p", List.of(new PlanPicture.Line("sine", PlanPicture.Form.LANES, 20, 1))).svg();
        // a page, two bundles of sixteen, a bar
        assertThat(svg.split("<rect", -1)).hasSize(1 + 1 + 32 + 1);
    }
}
