package vorlauf.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What users may ask, beyond what the sweep asks itself. */
final class ResultsTest {
    @TempDir
    private static Path folder;

    @BeforeAll
    static void run() throws InterruptedException {
        Sweeps.run(Sweeps.plan(folder, Sweeps.SMALL), folder.resolve("out"), new LocalRunner(2));
    }

    private static ResultTable query(String sql) {
        return Results.in(folder.resolve("out")).query(sql);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT 1 AS a, 2 AS a, 3 AS a_1, 4 AS a              | {"a":1,"a_1":2,"a_1_1":3,"a_2":4}
            SELECT [1, NULL, 3] AS l, [['x']] AS n               | {"l":[1,null,3],"n":[["x"]]}
            SELECT {'x': 1, 'y': [2.5::DOUBLE]} AS s             | {"s":{"x":1,"y":[2.5]}}
            SELECT MAP{'k': [1]} AS m                            | {"m":{"k":[1]}}
            SELECT 'ab'::BLOB AS b, DATE '2020-01-02' AS d       | {"b":"6162","d":"2020-01-02"}
            SELECT 'inf'::DOUBLE AS i, sum(seed)::HUGEINT AS h FROM results WHERE cell = 0 | {"i":"Infinity","h":645}
            """)
    void anAnswerIsWhatJsonHasForIt(String sql, String json) {
        assertThat(JsonMapper.builder()
                        .build()
                        .writeValueAsString(query(sql).objects().getFirst()))
                .isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            9.9999999 | 10
            123.0000001 | 123
            120.5 | 120.5
            0.5 | 0.5
            0.00012 | 1.200e-04
            -3 | -3
            """)
    void numbersAreShortAndHaveNoPointWithoutDigits(double number, String word) {
        assertThat(ResultTable.word(number)).isEqualTo(word);
    }

    @Test
    void aRowIsALineAndNumbersStandToTheRightBehindNulls() {
        assertThat(query("SELECT NULL::INTEGER AS \"long name\", 'a\nb' AS t UNION ALL SELECT 7, 'c'")
                        .toString()
                        .lines())
                .containsExactly("long name  t", "           a b", "        7  c");
    }

    @Test
    void copyWritesAFileOfTheResults() {
        Path file = folder.resolve("rows.csv");
        assertThat(query("COPY (SELECT * FROM results ORDER BY ALL) TO '" + file + "'")
                        .rows())
                .hasToString("[[720]]");
        assertThat(file).content().hasLineCount(721).startsWith("cell,periodFrames,ringPeriods,renderCost_kind,");
    }

    @Test
    void moreRowsThanTheLargestGridHasAreRefusedWithoutHavingThemAll() {
        assertThat(query("FROM range(1000000)").rows()).hasSize(1_000_000);
        assertThatThrownBy(() -> query("FROM range(1000000000000)"))
                .hasMessage("the query comes to more than 1,000,000 rows; let it end with LIMIT, or write a file:"
                        + " COPY (SELECT ...) TO 'rows.csv'");
    }
}
