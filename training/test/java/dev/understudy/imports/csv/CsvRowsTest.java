package dev.understudy.imports.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CsvRowsTest {
    private static List<CsvRows.Row> rows(String text) throws IOException {
        List<CsvRows.Row> rows = new ArrayList<>();
        try (CsvRows csv = new CsvRows(new ByteArrayInputStream(text.getBytes(UTF_8)))) {
            for (Optional<CsvRows.Row> row = csv.next(); row.isPresent(); row = csv.next()) {
                rows.add(row.get());
            }
        }
        return rows;
    }

    private static CsvRows.Damaged damage(String text) {
        return catchThrowableOfType(CsvRows.Damaged.class, () -> rows(text).clear());
    }

    @Test
    void cellsHoldWhatQuotesAllow() throws IOException {
        assertThat(rows("\uFEFFa,b\r\n\r\n\"x,\ny\"\"\",\n 5\" ,z\rend"))
                .extracting(CsvRows.Row::cells)
                .containsExactly(
                        List.of("a", "b"),
                        List.of("x,\ny\"", ""),
                        List.of(" 5\" ", "z"),
                        List.of("end"));
    }

    @Test
    void rowsKnowTheirLines() throws IOException {
        assertThat(rows("a\n\n\"b\nb\"\nc"))
                .extracting(CsvRows.Row::line)
                .containsExactly(1L, 3L, 5L);
    }

    @Test
    void damageHasItsLine() {
        assertThat(damage("a\n\"b\n").line()).isEqualTo(2);
        assertThat(damage("a\n\"b\"c\n").getMessage()).contains("after its quotes");
        assertThat(damage("a,".repeat(1001)).getMessage()).contains("1000 cells");
        assertThat(damage("x".repeat(10_000_001)).getMessage()).contains("10000000 characters");
    }

    @Property(tries = 300, seed = "2026")
    void whatIsWrittenIsReadAgain(@ForAll("tables") List<List<String>> table) throws IOException {
        String text =
                table.stream()
                        .map(
                                row ->
                                        row.stream()
                                                .map(c -> '"' + c.replace("\"", "\"\"") + '"')
                                                .collect(Collectors.joining(",")))
                        .collect(Collectors.joining("\r\n"));
        assertThat(rows(text)).extracting(CsvRows.Row::cells).isEqualTo(table);
    }

    @Provide
    Arbitrary<List<List<String>>> tables() {
        return Arbitraries.strings()
                .withChars("a\",\n\r é")
                .ofMaxLength(6)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .list()
                .ofMaxSize(6);
    }
}
