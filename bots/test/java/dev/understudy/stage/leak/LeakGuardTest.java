package dev.understudy.stage.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.chat.Circle;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeakGuardTest {
    private static final Circle FRIENDS = new Circle("friends");
    private static final Circle OTHERS = new Circle("others");
    private static final Salt SALT = new Salt(11, 13);
    private static final String CANARY =
            "the purple elephant danced on my grandmother's kitchen table";

    @Property(tries = 1000)
    void aCanaryOfEightWordsOrMoreNeverPasses(
            @ForAll("canaries") List<String> canary,
            @ForAll("talk") List<String> before,
            @ForAll("talk") List<String> after) {
        LeakGuard guard = new LeakGuard(SALT);
        guard.add(OTHERS, sentence(before) + " " + sentence(canary) + " " + sentence(after));
        String reply = sentence(after) + "... " + shouted(canary) + "\n" + sentence(before);
        assertThat(guard.leaks(FRIENDS, reply)).isTrue();
        assertThat(guard.leaks(OTHERS, sentence(canary))).isFalse();
        guard.add(FRIENDS, sentence(canary));
        assertThat(guard.leaks(FRIENDS, sentence(canary))).isFalse();
        guard.forget(Stream.of(sentence(canary)));
        assertThat(guard.leaks(FRIENDS, reply)).isTrue();
        assertThat(guard.leaks(OTHERS, reply)).isTrue();
    }

    /// Fewer words than eight, said by everybody, in any circle, forgotten or not.
    @Property(tries = 1000)
    void smallTalkAlwaysPasses(@ForAll("talk") List<String> talk) {
        LeakGuard guard = new LeakGuard(SALT);
        guard.add(OTHERS, sentence(talk));
        assertThat(guard.forget(Stream.of(sentence(talk), CANARY))).isNotEmpty();
        assertThat(guard.leaks(FRIENDS, sentence(talk))).isFalse();
    }

    @Provide
    Arbitrary<List<String>> canaries() {
        return word().list().ofMinSize(8).ofMaxSize(20).uniqueElements();
    }

    @Provide
    Arbitrary<List<String>> talk() {
        return word().list().ofMaxSize(7);
    }

    private static Arbitrary<String> word() {
        Arbitrary<String> latin = Arbitraries.strings().withCharRange('a', 'z');
        Arbitrary<String> cyrillic = Arbitraries.strings().withCharRange('а', 'я');
        Arbitrary<String> arabic = Arbitraries.strings().withCharRange('ب', 'غ');
        return Arbitraries.oneOf(latin, cyrillic, arabic)
                .filter(word -> !word.isEmpty() && word.length() < 12);
    }

    private static String sentence(List<String> words) {
        return String.join(" ", words);
    }

    private static String shouted(List<String> words) {
        return words.stream()
                .map(word -> word.charAt(0) + "\u200B" + word.substring(1))
                .map(word -> word.toUpperCase(Locale.ROOT))
                .collect(Collectors.joining(", ", "\"", "!\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "see you tomorrow then",
                "ha ha ha ha ha ha ha ha ha ha ha ha",
                "no no yes no yes yes no no no no",
                "😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂😂",
                "哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈",
                "明天见，好的",
                ""
            })
    void whatAnybodySaysIsNobodys(String text) {
        LeakGuard guard = new LeakGuard(SALT);
        guard.add(OTHERS, text);
        assertThat(guard.forget(Stream.of(text))).isEmpty();
        assertThat(guard.leaks(FRIENDS, text)).isFalse();
    }

    @Test
    void passagesAreCountedInCharactersWhereThereAreNoSpaces() {
        String secret = "我奶奶把备用钥匙藏在厨房窗台上的蓝色花盆下面别告诉别人";
        LeakGuard guard = new LeakGuard(SALT);
        guard.add(OTHERS, secret);
        assertThat(guard.leaks(FRIENDS, "听说" + secret.substring(0, 24) + "，真的")).isTrue();
        assertThat(guard.leaks(FRIENDS, secret.substring(0, 23))).isFalse();
        guard.add(OTHERS, "my PIN สำหรับบัตรธนาคารของฉันคือสองสาม is at home");
        assertThat(guard.leaks(FRIENDS, "PIN สำหรับบัตรธนาคารของฉันคือสองสาม is")).isTrue();
    }

    @Test
    void disguisesMakeNoDifference() {
        LeakGuard guard = new LeakGuard(SALT);
        guard.add(OTHERS, CANARY);
        assertThat(
                        Stream.of(
                                CANARY.toUpperCase(Locale.ROOT),
                                CANARY.replace(" ", "\n"),
                                CANARY.replace(" ", " - "),
                                CANARY.replace("'", ""),
                                CANARY.replace("e", "e\u0301"),
                                CANARY.replace("a", "\uFF41"),
                                CANARY.replace("t", "t\u200D")))
                .allSatisfy(text -> assertThat(guard.leaks(FRIENDS, text)).isTrue());
        assertThat(guard.leaks(FRIENDS, CANARY.replace("danced", "slept"))).isFalse();
    }

    @Test
    void theForgottenStayForgottenAfterARestart() {
        LeakGuard before = new LeakGuard(SALT);
        before.add(FRIENDS, CANARY);
        long[] kept = before.forget(Stream.of(CANARY, "short", CANARY));
        assertThat(kept).hasSize(2).isSorted().doesNotHaveDuplicates();
        LeakGuard after = new LeakGuard(Salt.of(SALT.bytes()));
        after.add(FRIENDS, CANARY);
        assertThat(after.leaks(FRIENDS, CANARY)).isFalse();
        after.forgotten(kept);
        assertThat(after.leaks(FRIENDS, CANARY)).isTrue();
        LeakGuard elsewhere = new LeakGuard(new Salt(11, 14));
        elsewhere.forgotten(kept);
        assertThat(elsewhere.leaks(FRIENDS, CANARY)).isFalse();
    }

    @Test
    void memoryIsAFewBytesForAPassage() {
        LeakGuard guard = new LeakGuard(SALT);
        int passages = 20_000;
        String endless =
                IntStream.range(0, passages + 7)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(" "));
        guard.add(FRIENDS, endless);
        assertThat(guard.sizeBytes()).isBetween(10L * passages, 17L * passages);
        guard.add(FRIENDS, endless);
        assertThat(guard.sizeBytes()).isLessThan(17L * passages);
    }

    @Test
    void hashesAreSipHash() {
        Salt reference = new Salt(0x0706050403020100L, 0x0F0E0D0C0B0A0908L);
        long[] words = {0x0706050403020100L, 0x0F0E0D0C0B0A0908L};
        assertThat(reference.hash(words, 0, 0)).isEqualTo(0x726FDB47DD0E0E31L);
        assertThat(reference.hash(words, 0, 1)).isEqualTo(0x93F5F5799A932462L);
        assertThat(reference.hash(words, 0, 2)).isEqualTo(0x3F2ACC7F57C29BDBL);
        assertThat(reference.hash(new long[] {9, words[0]}, 1, 2)).isEqualTo(0x93F5F5799A932462L);
    }

    @Test
    void aSaltIsKeptAsBytesAndNeverShown() {
        Salt salt = Salt.random(new SecureRandom());
        assertThat(Salt.of(salt.bytes())).isEqualTo(salt);
        assertThat(salt).isNotEqualTo(Salt.random(new SecureRandom())).hasToString("Salt[secret]");
        assertThatThrownBy(() -> Salt.of(new byte[8])).hasMessageContaining("a salt of 8 bytes");
    }
}
