package dev.understudy.archive.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotesTest {
    private static Quotes of(String... texts) {
        Quotes quotes = new Quotes();
        for (String text : texts) {
            quotes.add(text);
        }
        return quotes;
    }

    @Test
    void linesThatQuoteThemGo() {
        Quotes quotes = of("the key is under the mat", "first line\nSecond, line!");
        assertThat(quotes.without("> the key is under the mat\nno it is not"))
                .isEqualTo("no it is not");
        assertThat(quotes.without("look\n  >> second line\nwhat?")).isEqualTo("look\nwhat?");
        assertThat(quotes.without("> The KEY is under the mat.")).isEmpty();
    }

    @Test
    void whatIsNotTheirsStays() {
        Quotes quotes = of("the key is under the mat");
        for (String text :
                new String[] {
                    "the key is under the mat", // six words without a mark are anybody's
                    "> the key is in the door",
                    "a > b\n\n  indented  ",
                    "",
                    "> ",
                    ">"
                }) {
            assertThat(quotes.without(text)).isEqualTo(text);
        }
    }

    @Test
    void eightWordsInARowAreACopy() {
        Quotes quotes = of("I buried the old treasure chest under the oak, by the river.");
        assertThat(quotes.without("she said: i buried the old  treasure chest UNDER the oak! so"))
                .isEqualTo("she said: ! so");
        assertThat(quotes.without("the old treasure chest under the oak"))
                .as("seven words")
                .isEqualTo("the old treasure chest under the oak");
    }

    @Test
    void twoWordsOverAndOverAreAnybodys() {
        String laughter = "ha ha ha ha ha ha ha ha ha ha";
        assertThat(of(laughter).without(laughter)).isEqualTo(laughter);
    }

    @Test
    void scriptsWithoutSpacesAreCountedByCharacters() {
        String poem = "床前明月光疑是地上霜举头望明月低头思故乡床前明月光疑是";
        assertThat(of(poem).without("他说" + poem + "了")).isEqualTo("他说了");
        assertThat(of(poem).without("床前明月光")).isEqualTo("床前明月光");
    }
}
