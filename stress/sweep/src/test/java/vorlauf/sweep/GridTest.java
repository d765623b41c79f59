package vorlauf.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

final class GridTest {
    private static Grid grid(String json) {
        return Grid.of((ObjectNode) JsonMapper.builder().build().readTree(json));
    }

    private static List<String> axes(String json) {
        return grid(json).axes().stream().map(Axis::name).toList();
    }

    @Test
    void eachArrayIsAnAxisAndTheLastIsTheFastest() {
        Grid grid = grid("{\"a\": [1, 2], \"b\": {\"c\": [\"x\", \"y\", \"z\"]}, \"d\": 5}");
        assertThat(grid.size()).isEqualTo(6);
        assertThat(grid.cell(0)).hasToString("{\"a\":1,\"b\":{\"c\":\"x\"},\"d\":5}");
        assertThat(grid.cell(1)).hasToString("{\"a\":1,\"b\":{\"c\":\"y\"},\"d\":5}");
        assertThat(grid.cell(5)).hasToString("{\"a\":2,\"b\":{\"c\":\"z\"},\"d\":5}");
        assertThat(grid.words(5)).isEqualTo("a 2, b.c \"z\"");
    }

    @Test
    void aScenarioWithoutArraysIsAGridOfOne() {
        assertThat(grid("{\"a\": 1}").size()).isOne();
    }

    @Test
    void listsOfStallsStayListsAndTheirKeysMayBeAxes() {
        Grid grid = grid("{\"stalls\": [{\"kind\": \"once\", \"lengthNanos\": [1, 2]}, {\"kind\": \"once\"}]}");
        assertThat(grid.axes()).hasSize(1);
        assertThat(grid.axes().getFirst().place()).isEqualTo("stalls[0].lengthNanos");
        assertThat(grid.cell(1))
                .hasToString("{\"stalls\":[{\"kind\":\"once\",\"lengthNanos\":2},{\"kind\":\"once\"}]}");
    }

    @Test
    void anArrayOfListsOfStallsIsAnAxis() {
        Grid grid = grid("{\"stalls\": [[], [{\"kind\": \"once\"}]]}");
        assertThat(grid.size()).isEqualTo(2);
        assertThat(grid.cell(0)).hasToString("{\"stalls\":[]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"periodFrames": [64, 128]}                                      | [periodFrames]
            {"periodFrames": [[441, 441, 442], 64]}                          | [periodFrames]
            {"renderCost": {"kind": "trace", "nanos": [1, 2]}}               | []
            {"renderCost": {"kind": "trace", "nanos": [[1, 2], [3]]}}        | [renderCost_nanos]
            {"renderCost": {"kind": "constant", "nanos": [1, 2]}}            | [renderCost_nanos]
            {"renderCost": {"kind": "histogram", "bins": [0, 1]}}            | []
            {"renderCost": {"kind": "histogram", "bins": [[0, 1], [0, 2]]}}  | [renderCost_bins]
            {"stalls": [{"kind": "trace", "stalls": [10, 5]}]}               | []
            {"stalls": []}                                                   | []
            {"edits": [{"atNanos": 1}]}                                      | []
            {"renderCost": [{"kind": "constant"}, {"kind": "uniform"}]}      | [renderCost]
            """)
    void dataIsToldFromAxes(String json, String names) {
        assertThat(axes(json)).hasToString(names);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"a": []}                            | a is an empty array; an axis has one value at least
            {"a": {"b": [1, 2, 1]}}              | a.b holds 1 twice
            {"a": [2, 2.0]}                      | a holds 2.0 twice
            {"a": [0.5, 1, 0.50]}                | a holds 0.5 twice
            {"stalls": [[], {"kind": "once"}]}   | stalls holds arrays beside other values; an axis of it is an array of arrays
            """)
    void whatIsNoAxisIsRefused(String json, String line) {
        assertThatThrownBy(() -> grid(json)).hasMessage(line);
    }

    @Test
    void columnsAreTheKeysOfAllScenarios() {
        Grid grid = grid("""
                {"renderCost": [{"kind": "constant", "nanos": 5}, {"kind": "exponential", "meanNanos": 0.5}],
                 "drift": [1, 2.5], "mixed": [1, "x"], "lists": [[], [[7]]], "stalls": [{"kind": "once"}], "pattern": [[1, 2]],
                 "seed": 1, "deadlines": 5}""");
        KeyColumns columns = KeyColumns.of(grid);
        assertThat(columns.types())
                .hasToString(
                        "{renderCost=VARCHAR, lists=VARCHAR, renderCost_kind=VARCHAR, renderCost_nanos=BIGINT, drift=DOUBLE, mixed=VARCHAR,"
                                + " stalls_0_kind=VARCHAR, pattern=VARCHAR, renderCost_meanNanos=DOUBLE, lists_0=VARCHAR}");
        assertThat(columns.values(grid.cell(0)))
                .containsExactly(
                        "{\"kind\":\"constant\",\"nanos\":5}",
                        "[]",
                        "constant",
                        5L,
                        1.0,
                        "1",
                        "once",
                        "[1,2]",
                        null,
                        null);
        assertThat(columns.values(grid.cell(15)))
                .containsExactly(
                        "{\"kind\":\"exponential\",\"meanNanos\":0.5}",
                        "[[7]]",
                        "exponential",
                        null,
                        2.5,
                        "x",
                        "once",
                        "[1,2]",
                        0.5,
                        "[7]");
    }
}
