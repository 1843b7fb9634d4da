package dev.understudy.scrub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.scrub.sheet.Secret;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;

class ScrubbingPropertiesTest {
    private static final String ALPHABET =
            "abcXYZ0123456789 \n.,:;-+/()[]{}<>@_=\"'#%$€\u200B\u0301é１😀①猫";

    @Provide
    Arbitrary<String> oddTexts() {
        Arbitrary<String> pieces =
                Arbitraries.of(
                        "https://",
                        "www.",
                        "@",
                        "code ",
                        "PIN: ",
                        "password: ",
                        "4111 1111 ",
                        "DE89 3704 ",
                        "+49 171 ",
                        "-----BEGIN X-----",
                        "](",
                        "<a href=",
                        ".com",
                        "::",
                        "192.0.2.",
                        "AKIA",
                        " (at) ",
                        " dot ",
                        "20.11.2026");
        Arbitrary<String> signs =
                Arbitraries.strings().withChars(ALPHABET.toCharArray()).ofMaxLength(12);
        return Arbitraries.oneOf(pieces, signs)
                .list()
                .ofMaxSize(12)
                .map(all -> String.join("", all));
    }

    @Property(tries = 3000, seed = "2026")
    void whatIsCountedIsReplacedAndTheRestStays(@ForAll("oddTexts") String text) {
        Scrubbed scrubbed = Scrubber.STANDARD.scrub(text);
        if (scrubbed.counts().isEmpty()) {
            assertThat(scrubbed.text()).isEqualTo(text);
        } else {
            assertThat(scrubbed.text()).isNotEqualTo(text);
            assertThat(scrubbed.counts().keySet())
                    .anyMatch(secret -> scrubbed.text().contains(secret.token()));
        }
    }

    @Property(tries = 1000, seed = "2026")
    void randomTokensAreKeys(@ForAll long seed) {
        Random random = new Random(seed);
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        StringBuilder token = new StringBuilder("k");
        for (int i = 0; i < 63; i++) {
            token.append(letters.charAt(random.nextInt(letters.length())));
        }
        assertThat(Scrubber.STANDARD.scrub("it is " + token + "x").text()).isEqualTo("it is [key]");
    }

    @Example
    void longTextsOfAnySortTakeNoLongTime() {
        List<String> units =
                List.of(
                        "1",
                        "1 ",
                        "a",
                        "A1",
                        ".",
                        "a.",
                        "1.",
                        "@",
                        "a@",
                        ":",
                        "::",
                        "f:",
                        "(",
                        "[",
                        "[](",
                        "-",
                        "code ",
                        "code 1",
                        "https://",
                        "<a href=",
                        "\n",
                        "\u200B",
                        "+1 ",
                        "-----BEGIN ",
                        "DE89",
                        "at ",
                        " at dot",
                        "tel 1",
                        "tel.",
                        "password ",
                        "=a");
        for (String unit : units) {
            String text = unit.repeat(100_000 / unit.length());
            Assertions.assertThatCode(
                            () ->
                                    org.junit.jupiter.api.Assertions.assertTimeout(
                                            Duration.ofSeconds(20),
                                            () -> Scrubber.STANDARD.scrub(text)))
                    .as(unit)
                    .doesNotThrowAnyException();
        }
    }

    @Example
    void shakespeareHasNoSecrets() throws IOException {
        Path text =
                Path.of(System.getProperty("understudy.root"))
                        .resolve("../shared/samples/plain/tinyshakespeare_input.txt");
        Assumptions.assumeTrue(Files.exists(text), "tinyshakespeare is not at hand");
        assertThat(Scrubber.STANDARD.scrub(Files.readString(text, UTF_8)).counts()).isEmpty();
    }

    @Example
    void ownWordsAndPatternsArePrivate() {
        Scrubber scrubber =
                Scrubber.with(
                        new PrivateTerms(
                                List.of("Quenby", "elm street"), List.of("QQ-\\d+", "é+")));
        Scrubbed scrubbed =
                scrubber.scrub("QUENBY lives in Elm\nStreet, ticket qq-4711, Quenbys do not; éé");
        assertThat(scrubbed.text())
                .isEqualTo(
                        "[private] lives in [private], ticket [private], Quenbys do not;"
                                + " [private]");
        assertThat(scrubbed.counts()).containsOnlyKeys(Secret.OWN).containsEntry(Secret.OWN, 4);
        assertThat(scrubber.scrub("Quen\u200Bby").text()).isEqualTo("[private]");
    }

    @Example
    void unusableTermsAreRefused() {
        for (String pattern : List.of("(a", "(a)\\1", "a*", "(a{99}){99}", "a".repeat(501))) {
            assertThatThrownBy(() -> Scrubber.with(new PrivateTerms(List.of(), List.of(pattern))))
                    .as(pattern)
                    .isInstanceOf(UserError.class);
        }
        assertThatThrownBy(() -> Scrubber.with(new PrivateTerms(List.of(" "), List.of())))
                .isInstanceOf(UserError.class);
    }

    @Example
    void aNumberAloneAnswersWhatWasAsked() {
        assertThat(Scrubber.STANDARD.scrub("86420", "what is the PIN?").text()).isEqualTo("[code]");
        assertThat(Scrubber.STANDARD.scrub("5550147", "your number?").text()).isEqualTo("[phone]");
        assertThat(Scrubber.STANDARD.scrub("86420", "how many steps?").text()).isEqualTo("86420");
    }
}
