package dev.understudy.statistics.counting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "'  ', 0",
        "one, 1",
        "'don''t you  dare\n\tnow', 4",
        "https://example.org/a-b?c=d, 1",
        "':-) !!! 😀', 0",
        "'\"quoted\" (2)', 2",
        "हिन्दी में, 2",
        "你好 world, 3",
        "ひらがな, 4",
        "'a\u00A0b', 2"
    })
    void areWhatStandsBetweenSpaces(String text, int words) {
        assertThat(Words.in(text)).isEqualTo(words);
    }
}
