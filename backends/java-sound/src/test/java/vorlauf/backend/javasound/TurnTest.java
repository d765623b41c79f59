package vorlauf.backend.javasound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TurnTest {
    private final Turn turn = new Turn();

    @Test
    void saysSinceWhenAWriteIsUnderWay() {
        assertThat(turn.writingSinceNanos()).isEqualTo(Turn.FREE);
        turn.enterWrite(41);
        assertThat(turn.writingSinceNanos()).isEqualTo(41);
        assertThat(turn.leaveWrite()).isTrue();
        assertThat(turn.writingSinceNanos()).isEqualTo(Turn.FREE);
    }

    @Test
    void endsTheWriteThatWasSeenAndNeverTheNextOne() {
        turn.enterWrite(41);
        long seen = turn.writingSinceNanos();
        assertThat(turn.leaveWrite()).isTrue();
        turn.enterWrite(1_000);
        assertThat(turn.endWriteOf(seen)).isFalse();
        assertThat(turn.leaveWrite()).isTrue();
        assertThat(turn.endWriteOf(Turn.FREE)).isFalse();
    }

    @Test
    void anEndedTurnStaysEnded() {
        turn.enterWrite(40);
        assertThat(turn.endWriteOf(turn.writingSinceNanos())).isTrue();
        assertThat(turn.leaveWrite()).isFalse();
        assertThat(turn.leaveWrite()).isFalse();
        assertThat(turn.writingSinceNanos()).isEqualTo(Turn.FREE);
    }
}
