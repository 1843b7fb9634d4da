package dev.understudy.scrub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ScrubberTest {
    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9A-F]{4})");

    private static List<String> lines(String name) throws IOException {
        try (InputStream file = ScrubberTest.class.getResourceAsStream(name)) {
            byte[] bytes = Objects.requireNonNull(file).readAllBytes();
            return new String(bytes, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("# "))
                    .map(ScrubberTest::unescaped)
                    .toList();
        }
    }

    private static String unescaped(String line) {
        return ESCAPE.matcher(line.replace("\\n", "\n"))
                .replaceAll(found -> Character.toString(Integer.parseInt(found.group(1), 16)));
    }

    private static String scrubbed(String text) {
        return Scrubber.STANDARD.scrub(text).text();
    }

    @TestFactory
    Stream<DynamicTest> privateDataIsReplaced() throws IOException {
        return lines("private.txt").stream()
                .map(line -> line.split(" => "))
                .flatMap(
                        pair ->
                                Stream.of(
                                        replaced(pair[0], pair[1]),
                                        replaced("so " + pair[0] + " ok", "so " + pair[1] + " ok"),
                                        replaced(pair[0] + "\n" + "ok", pair[1] + "\nok")));
    }

    private static DynamicTest replaced(String text, String expected) {
        return DynamicTest.dynamicTest(
                text,
                () -> {
                    assertThat(scrubbed(text)).isEqualTo(expected);
                    assertThat(Scrubber.STANDARD.scrub(expected).counts()).isEmpty();
                });
    }

    @TestFactory
    Stream<DynamicTest> whatIsHarmlessStays() throws IOException {
        return lines("harmless.txt").stream()
                .map(
                        line ->
                                DynamicTest.dynamicTest(
                                        line, () -> assertThat(scrubbed(line)).isEqualTo(line)));
    }
}
