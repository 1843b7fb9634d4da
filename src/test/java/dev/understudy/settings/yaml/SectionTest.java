package dev.understudy.settings.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.settings.Kind;
import dev.understudy.settings.Range;
import dev.understudy.settings.UserError;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SectionTest {
    private static Section section(String yaml) {
        Node node = new YamlText("my.yml").read(yaml.getBytes(StandardCharsets.UTF_8));
        return Section.of(node, text -> text.contains("secret"));
    }

    /// A file that has `colour`, `sizes`, and a group `box` with `width`.
    private static void read(String yaml) {
        Section whole = section(yaml.replace("\\n", "\n").replace("\\t", "\t"));
        whole.get("colour", Kind.choice(Colour.class), Colour.RED);
        whole.list("sizes", new Range(1, 9).wholeNumbers());
        Section box = whole.section("box");
        box.get("width", new Range(0, 2).numbers(), 1.0);
        box.end();
        whole.end();
    }

    private enum Colour {
        RED,
        DARK_BLUE
    }

    @Test
    void asksForValuesListsAndGroups() {
        Section whole =
                section(
                        """
                        # a note
                        colour: dark-blue
                        sizes:
                          - 1
                          - "2"
                        box:
                          width: 1.5
                        names: {a: 1, b: 2}
                        """);
        assertThat(whole.get("colour", Kind.choice(Colour.class), Colour.RED))
                .isEqualTo(Colour.DARK_BLUE);
        assertThat(whole.list("sizes", Kind.whole(1))).containsExactly(1L, 2L);
        assertThat(whole.section("box").get("width", new Range(0, 2).numbers(), 1.0))
                .isEqualTo(1.5);
        assertThat(whole.section("names").values(Kind.whole(1)).keySet()).containsExactly("a", "b");
        assertThat(whole.place("sizes")).contains("my.yml:3");
        assertThat(whole.place("others")).isEmpty();
    }

    @Test
    void whatIsNotThereHasItsDefault() {
        for (String nothing :
                List.of("", "# note\n", "box:\n", "---\n", "sizes: []\n", "sizes:\n")) {
            Section whole = section(nothing);
            assertThat(whole.find("colour", Kind.choice(Colour.class))).isEmpty();
            assertThat(whole.list("sizes", Kind.whole(1))).isEmpty();
            assertThat(whole.section("box").get("width", Kind.whole(1), 7L)).isEqualTo(7);
            assertThatCode(whole::end).doesNotThrowAnyException();
        }
    }

    @Test
    void oneValueIsAListOfOne() {
        assertThat(section("sizes: 4\n").list("sizes", Kind.whole(1))).containsExactly(4L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    colour: red\\ncolor: red | 2: there is no setting color.
                    box:\\n  widht: 1 | 2: there is no setting box.widht.
                    colour: green | 1: colour is green; accepted: red, dark-blue.
                    colour: | 1: colour is empty; accepted:
                    colour: [red] | 1: colour is a list; accepted:
                    colour:\\n  a: 1 | 1: colour is a group; accepted:
                    box: 5 | 1: box is no group of settings.
                    box: [1] | 1: box is no group of settings.
                    box:\\n  width: 3 | 2: box.width is 3; accepted: a number 0 to 2.
                    sizes:\\n  - 1\\n  - 12 | 3: sizes is 12; accepted: a whole number, 1 to 9.
                    sizes: [1, [2]] | 1: sizes is a list; accepted:
                    colour: red\\n\\ncolour: red | 3: colour is said twice, first in line 1.
                    - colour | 1: this is no group of settings.
                    colour | 1: this is no group of settings.
                    colour: red\\n\\tbox: 1 | 2: a tab stands before this setting.
                    box:\\n\\twidth: 1 | 2: a tab stands before this setting.
                    colour: [red | 1: this is no YAML.
                    colour: "red | 1: this is no YAML.
                    colour: red\\n---\\nbox: | 3: this is no YAML.
                    colour: *box | 1: this
                    colour: &a red\\nsizes: *a | 2: this refers to another part of the file.
                    """)
    void whatIsWrongIsToldWithItsLine(String yaml, String said) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("my.yml:" + said);
    }

    @Test
    void anUnknownKeyIsAnsweredWithTheNearestAndAll() {
        assertThatThrownBy(() -> read("color: red"))
                .isInstanceOfSatisfying(
                        UserError.class,
                        error ->
                                assertThat(error.remedy())
                                        .isEqualTo(
                                                "Did you mean colour? There are: colour, sizes,"
                                                        + " box."));
    }

    @Test
    void aSecretIsNeverRepeated() {
        for (String yaml :
                List.of(
                        "colour: mysecret",
                        "mysecret: 1",
                        "sizes: [mysecret]",
                        "box: mysecret",
                        "mysecret",
                        "colour: \"mysecret",
                        "colour: *mysecret",
                        "a: 1\na: mysecret",
                        "colour: !!binary mysecret")) {
            assertThatThrownBy(() -> read(yaml))
                    .isInstanceOf(UserError.class)
                    .hasMessageNotContaining("mysecret")
                    .hasNoCause();
        }
    }

    @Test
    void longOrUnprintableValuesAreNotRepeated() {
        assertThatThrownBy(() -> read("colour: " + "x".repeat(41)))
                .hasMessageContaining("colour is something else");
        assertThatThrownBy(() -> read("colour: \"a\\u001bb\""))
                .hasMessageContaining("colour is something else");
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        byte[] noText = {'a', ':', ' ', (byte) 0xff, (byte) 0xfe, 0};
        assertThatThrownBy(() -> new YamlText("my.yml").read(noText))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("my.yml:");
    }
}
