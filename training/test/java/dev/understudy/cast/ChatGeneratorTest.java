package dev.understudy.cast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.chat.Transcript;
import dev.understudy.chat.Turn;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ChatGeneratorTest {
    private static final LocalDate FOUNDED = LocalDate.of(2025, 9, 1);
    private static final List<Post> DEMO =
            ChatGenerator.demo().posts(ChatGenerator.DEMO_DAYS).toList();
    private static final List<Turn> TURNS = InventedTurns.of(DEMO);

    private static ChatGenerator generator(Cast cast, long seed) {
        return new ChatGenerator(cast, seed, FOUNDED);
    }

    private static Set<String> speakers(List<Post> posts) {
        return posts.stream().map(post -> post.by().name()).collect(Collectors.toSet());
    }

    @Test
    void sameSeedTellsTheSameStory() {
        List<Post> once = generator(Cast.five(), 7).posts(30).toList();
        List<Post> again = generator(Cast.five(), 7).posts(30).toList();
        assertThat(again.toString().replaceAll("@\\p{XDigit}+", ""))
                .isEqualTo(once.toString().replaceAll("@\\p{XDigit}+", ""));
    }

    @Test
    void anotherSeedTellsAnother() {
        assertThat(texts(generator(Cast.five(), 8).posts(30).toList()))
                .isNotEqualTo(texts(generator(Cast.five(), 7).posts(30).toList()));
    }

    @Test
    void aDayNeedsNoDayBeforeIt() {
        Cast cast = Cast.five();
        List<Post> whole = generator(cast, 7).posts(30).toList();
        List<Post> alone = generator(cast, 7).postsOn(FOUNDED.plusDays(29));
        assertThat(alone).isNotEmpty();
        assertThat(whole).endsWith(alone.toArray(Post[]::new));
    }

    @Test
    void nothingIsSaidBeforeTheFirstDay() {
        assertThatThrownBy(() -> generator(Cast.five(), 7).postsOn(FOUNDED.minusDays(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2025-08-31");
    }

    @Test
    void idsAndTimesOnlyGrow() {
        assertThat(DEMO.stream().map(Post::id).toList()).isSorted().doesNotHaveDuplicates();
        assertThat(DEMO.stream().map(Post::sentAt).toList()).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void everybodyHasAFairShare() {
        Map<String, Long> counts =
                DEMO.stream()
                        .collect(
                                Collectors.groupingBy(
                                        post -> post.by().name(),
                                        TreeMap::new,
                                        Collectors.counting()));
        assertThat(counts).containsOnlyKeys("Alice", "Bob", "Carmen", "Dmitri", "Edie");
        assertThat(counts.values())
                .allSatisfy(n -> assertThat((double) n / DEMO.size()).isBetween(0.12, 0.28));
    }

    @Test
    void theDemoIsAboutOneMegabyte() {
        long size = 0;
        for (Turn turn : TURNS) {
            size += Transcript.render(turn).getBytes(StandardCharsets.UTF_8).length;
        }
        assertThat(size).isBetween(900_000L, 1_200_000L);
    }

    @Test
    void itIsNoMereRepetition() {
        Set<String> distinct =
                TURNS.stream()
                        .map(turn -> turn.speaker() + " " + turn.text())
                        .collect(Collectors.toSet());
        assertThat((double) distinct.size() / TURNS.size()).isGreaterThan(0.45);
        Set<String> words =
                TURNS.stream()
                        .flatMap(turn -> List.of(turn.text().split("[^\\p{L}']+", -1)).stream())
                        .map(word -> word.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet());
        assertThat(words).hasSizeBetween(1_200, 3_000);
    }

    @Test
    void noGrammarIsLeftInTheWords() {
        assertThat(texts(DEMO)).noneMatch(text -> text.matches("(?s).*([\\[\\]{}|]|  |\\.\\.).*"));
        assertThat(texts(DEMO)).noneMatch(String::isBlank);
    }

    @Test
    void birthdaysAreKept() {
        List<Post> day = generator(Cast.five(), 7).postsOn(LocalDate.of(2026, 6, 1));
        assertThat(texts(day))
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains("happy"))
                .anyMatch(text -> text.startsWith("cheers guys"));
    }

    @Test
    void whoLeftIsSilentAndTheOthersGoOn() {
        List<Post> after = generator(Cast.five().without("dmitri"), 7).posts(60).toList();
        assertThat(speakers(after)).containsExactlyInAnyOrder("Alice", "Bob", "Carmen", "Edie");
        assertThat(after).hasSizeGreaterThan(1_000);
    }

    @Test
    void changedHabitsShowOnTheSameDay() {
        Cast five = Cast.five();
        Friend loud = five.friend("Bob").orElseThrow().in(Manner.SHOUTING);
        List<Post> day = generator(five.with(loud), 7).posts(10).toList();
        assertThat(day.stream().filter(post -> post.by().name().equals("Bob")).toList())
                .isNotEmpty()
                .allSatisfy(
                        post ->
                                assertThat(texts(List.of(post)))
                                        .allMatch(t -> t.equals(t.toUpperCase(Locale.ROOT))));
    }

    @Test
    void repliesAndEditsPointWhereTheyShould() {
        Set<Long> ids = DEMO.stream().map(Post::id).collect(Collectors.toSet());
        List<Post> replies = DEMO.stream().filter(post -> post.replyTo().isPresent()).toList();
        assertThat(replies).hasSizeGreaterThan(200);
        assertThat(replies)
                .allSatisfy(
                        post -> {
                            long target = post.replyTo().orElseThrow();
                            assertThat(ids).contains(target);
                            assertThat(target).isLessThan(post.id());
                        });
        List<Post> edited = DEMO.stream().filter(post -> post.editedAt().isPresent()).toList();
        assertThat(edited).hasSizeGreaterThan(50);
        assertThat(edited).allSatisfy(post -> assertThat(editedAt(post)).isAfter(post.sentAt()));
    }

    private static Instant editedAt(Post post) {
        return post.editedAt().orElseThrow();
    }

    private static List<String> texts(List<Post> posts) {
        return posts.stream()
                .map(Post::content)
                .filter(Post.Text.class::isInstance)
                .map(content -> ((Post.Text) content).words())
                .toList();
    }
}
