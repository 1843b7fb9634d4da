package dev.understudy.imports.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepairedJsonTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '´',
            value = {
                "{'a': '\\x01b\\x1F'}             → {'a': '\\u0001b\\u001F'}",
                "{'a': '\\\\x41 \\\\\\x02'}       → {'a': '\\\\x41 \\\\\\u0002'}",
                "{'a': '\\'\\x03', '\\x04': 1}    → {'a': '\\'\\u0003', '\\u0004': 1}",
                "{'a': '\\\\', 'b': '\\x05'}      → {'a': '\\\\', 'b': '\\u0005'}",
                "{'a': b/c (2).webm }             → {'a': 'b/c (2).webm' }",
                "{'a': b/c.webm, 'd': true}       → {'a': 'b/c.webm', 'd': true}",
                "{'a': (no, really), 'd': 1}      → {'a': '(no, really)', 'd': 1}",
                "{'a': b, c¶, 'd': 1}             → {'a': 'b, c'¶, 'd': 1}",
                "{'a': b,¶'d': 1}                 → {'a': 'b',¶'d': 1}",
                "{'a': b\\c}                      → {'a': 'b\\\\c'}",
                "{'a': files/1.webp¶}             → {'a': 'files/1.webp'¶}",
                "{'a': 5thing}                    → {'a': '5thing'}",
                "{'a': -1.5e+3,'b':null , 'c':0}  → {'a': -1.5e+3,'b':null , 'c':0}",
                "{'a': 'x: y', 'b': [1,2]}        → {'a': 'x: y', 'b': [1,2]}",
                "{'a': tru                        → {'a': 'tru'"
            })
    void repairsWhatTheExporterBreaks(String broken, String repaired) throws IOException {
        assertThat(repair(json(broken), 100)).isEqualTo(json(repaired));
        assertThat(repair(json(broken), 1)).isEqualTo(json(repaired));
    }

    private static String json(String example) {
        return example.strip().replace('\'', '"').replace('¶', '\n');
    }

    @Property(tries = 500)
    void correctJsonPassesUnchangedHoweverItArrives(
            @ForAll("json") String json, @ForAll("sizes") int chunk) throws IOException {
        assertThat(repair(json, chunk)).isEqualTo(json);
    }

    @Property(tries = 500)
    void anyTextKeepsItsLineBreaksAndEnds(
            @ForAll("anything") String text, @ForAll("sizes") int chunk) throws IOException {
        String repaired = repair(text, chunk);
        assertThat(repaired.chars().filter(c -> c == '\n').count())
                .isEqualTo(text.chars().filter(c -> c == '\n').count());
    }

    private static String repair(String text, int chunk) throws IOException {
        InputStream bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        InputStream inPieces =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        return bytes.read();
                    }

                    @Override
                    public int read(byte[] into, int offset, int length) throws IOException {
                        return bytes.read(into, offset, Math.min(length, chunk));
                    }
                };
        try (RepairedJson repaired = new RepairedJson(inPieces)) {
            return new String(repaired.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Provide
    Arbitrary<Integer> sizes() {
        return Arbitraries.of(1, 2, 3, 7, 64, 65_536);
    }

    @Provide
    Arbitrary<String> json() {
        Arbitrary<String> string =
                Arbitraries.of(
                                "a", ":", "{", "}", "[", "]", ",", " ", "\\\"", "\\\\", "\\n",
                                "\\u0001", "x41", "true", "5", "ß", "😀", "/")
                        .list()
                        .ofMaxSize(8)
                        .map(pieces -> "\"" + String.join("", pieces) + "\"");
        Arbitrary<String> scalar =
                Arbitraries.oneOf(
                        string,
                        string,
                        Arbitraries.of("true", "false", "null", "-1", "0.5", "1e9", "12345"));
        Arbitrary<String> space = Arbitraries.of("", " ", "\n", " \r\n\t");
        Arbitrary<String> entry =
                net.jqwik.api.Combinators.combine(string, space, value(scalar, 2), space)
                        .as((key, before, value, after) -> key + ":" + before + value + after);
        return entry.list().ofMaxSize(4).map(entries -> "{" + String.join(",", entries) + "}");
    }

    private static Arbitrary<String> value(Arbitrary<String> scalar, int depth) {
        if (depth == 0) {
            return scalar;
        }
        Arbitrary<String> inner = value(scalar, depth - 1);
        return Arbitraries.oneOf(
                scalar,
                inner.list().ofMaxSize(3).map(items -> "[" + String.join(", ", items) + "]"),
                inner.list()
                        .ofMaxSize(3)
                        .map(items -> items.stream().map(item -> "\"k\": " + item).toList())
                        .map(items -> "{ " + String.join(",\n", items) + " }"));
    }

    @Provide
    Arbitrary<String> anything() {
        return Arbitraries.of("\"", "\\", "x", "0", ":", ",", "{", "}", "\n", "\r", " ", "a", "é")
                .list()
                .ofMaxSize(60)
                .map(pieces -> String.join("", pieces));
    }
}
