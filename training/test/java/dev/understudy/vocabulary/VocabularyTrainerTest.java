package dev.understudy.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.settings.UserError;
import dev.understudy.tokenizer.Tokenizer;
import dev.understudy.tokenizer.Vocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class VocabularyTrainerTest {
    private static final int GOLDEN_SIZE = 400;

    @Test
    void learnsTheSameFileAsHuggingFacesTrainer() throws IOException {
        Vocabulary learned = VocabularyTrainer.train(texts("learn"), GOLDEN_SIZE);
        assertThat(learned.tokens()).hasSize(GOLDEN_SIZE);
        assertThat(learned.toJson()).isEqualTo(resource("tokenizer.json"));
    }

    @Test
    void theOrderOfTheTextsDoesNotMatter() throws IOException {
        List<String> shuffled = new ArrayList<>(texts("learn"));
        Collections.shuffle(shuffled, new Random(7));
        assertThat(VocabularyTrainer.train(shuffled, GOLDEN_SIZE).toJson())
                .isEqualTo(resource("tokenizer.json"));
    }

    @Test
    void encodesAsHuggingFaceDoes() throws IOException {
        List<String> texts = texts("encode");
        JsonNode golden = JsonMapper.shared().readTree(resource("encodings.json"));
        assertThat(golden.size()).isEqualTo(texts.size()).isGreaterThan(100);
        try (Tokenizer tokenizer =
                Tokenizer.of(VocabularyTrainer.train(texts("learn"), GOLDEN_SIZE))) {
            for (int i = 0; i < texts.size(); i++) {
                int[] expected = golden.get(i).valueStream().mapToInt(JsonNode::asInt).toArray();
                assertThat(tokenizer.encode(texts.get(i))).isEqualTo(expected);
                assertThat(tokenizer.decode(expected)).isEqualTo(texts.get(i));
            }
        }
    }

    @Test
    void charactersNeedNoMerges() {
        Vocabulary characters = VocabularyTrainer.train(List.of("aa aa aa"), 257);
        assertThat(characters.merges()).isEmpty();
        assertThat(characters.tokens()).hasSize(257).endsWith("<|endoftext|>");
        try (Tokenizer tokenizer = Tokenizer.of(characters)) {
            assertThat(tokenizer.encode("aé")).containsExactly('a' - '!', 127, 102);
            assertThat(tokenizer.endOfText()).isEqualTo(256);
        }
    }

    @Test
    void stopsWhenNothingIsRepeated() {
        Vocabulary little = VocabularyTrainer.train(List.of("abc abd xy"), 1000);
        assertThat(little.merges()).containsExactly("a b");
        assertThat(VocabularyTrainer.train(List.of(), 1000).merges()).isEmpty();
    }

    @Test
    void equalCountsAreSettledByTheLowestIds() {
        assertThat(
                        VocabularyTrainer.train(List.of("zy", "zy", "ab", "ab", "az", "az"), 259)
                                .merges())
                .containsExactly("a b", "a z");
    }

    @Property(tries = 200)
    void picksTheCommonestPairEachTime(
            @ForAll @Size(max = 12)
                    List<@CharRange(from = 'a', to = 'd') @StringLength(max = 12) String> texts) {
        List<String> merges = VocabularyTrainer.train(texts, 300).merges();
        assertThat(merges).isEqualTo(plainMerges(texts, merges.size() + 1));
    }

    /// The definition: everything counted anew for every merge.
    private static List<String> plainMerges(List<String> texts, int most) {
        List<List<String>> words = new ArrayList<>();
        for (String text : texts) {
            words.add(new ArrayList<>(text.chars().mapToObj(Character::toString).toList()));
        }
        List<String> order = new ArrayList<>(List.of("a", "b", "c", "d"));
        List<String> merges = new ArrayList<>();
        while (merges.size() < most) {
            Map<String, Integer> counts = new HashMap<>();
            for (List<String> word : words) {
                for (int i = 1; i < word.size(); i++) {
                    counts.merge(word.get(i - 1) + " " + word.get(i), 1, Integer::sum);
                }
            }
            String best = best(counts, order);
            if (best.isEmpty()) {
                return merges;
            }
            merges.add(best);
            String[] pair = best.split(" ", 2);
            if (!order.contains(pair[0] + pair[1])) {
                order.add(pair[0] + pair[1]);
            }
            words.forEach(word -> merge(word, pair[0], pair[1]));
        }
        return merges;
    }

    private static String best(Map<String, Integer> counts, List<String> order) {
        String best = "";
        for (String left : order) {
            for (String right : order) {
                String pair = left + " " + right;
                if (counts.getOrDefault(pair, 0) >= 2
                        && counts.getOrDefault(pair, 0) > counts.getOrDefault(best, 0)) {
                    best = pair;
                }
            }
        }
        return best;
    }

    private static void merge(List<String> word, String left, String right) {
        for (int i = 1; i < word.size(); i++) {
            if (word.get(i - 1).equals(left) && word.get(i).equals(right)) {
                word.set(i - 1, left + right);
                word.remove(i);
            }
        }
    }

    @Test
    void forgetsTheRarestWordsWhenMemoryIsShort() {
        PreTokens counts = new PreTokens(100_000);
        for (int i = 0; i < 20_000; i++) {
            counts.add("common" + " w" + Integer.toString(i, 36).replaceAll("[0-9]", "x"));
            counts.add(" now and then");
        }
        assertThat(counts.size()).isLessThan(1200);
        Map<String, Long> kept = new HashMap<>();
        counts.forEach(kept::put);
        assertThat(kept).containsEntry("common", 20_000L).containsEntry(" then", 20_000L);
    }

    @Test
    void namesTheSizesThatItAccepts() {
        assertThatThrownBy(() -> new VocabularyTrainer(256))
                .isInstanceOf(UserError.class)
                .hasMessage("The vocabulary size is 256; accepted: 257 to 65536.");
        assertThatThrownBy(() -> new VocabularyTrainer(65_537)).isInstanceOf(UserError.class);
    }

    private static List<String> texts(String kind) throws IOException {
        JsonNode texts = JsonMapper.shared().readTree(resource("texts.json"));
        return texts.get(kind).valueStream().map(JsonNode::asString).toList();
    }

    private static String resource(String name) throws IOException {
        try (InputStream file = VocabularyTrainerTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
