package dev.understudy.corpus.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Platform;
import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Transcript;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TalksTest {
    private static final int HOUR = 60;
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final List<Conversation> ended = new ArrayList<>();
    private final Talks talks = new Talks(Cutting.STANDARD, ended::add);

    /// Says `text` to `talks`, whose id is the text.
    private static void say(Talks talks, int minute, String text, String... replyTo) {
        talks.say(
                new Said(
                        new Channel(Platform.TELEGRAM, "group", ""),
                        text,
                        SpeakerName.of(text.substring(0, 1)),
                        NOON.plusSeconds(60L * minute),
                        text,
                        Optional.of(List.of(replyTo))
                                .filter(ids -> !ids.isEmpty())
                                .map(List::getFirst)));
    }

    private static List<String> shown(List<Conversation> conversations) {
        return conversations.stream()
                .map(
                        one ->
                                one.turns().stream()
                                        .map(turn -> turn.text().replace("\n", "+"))
                                        .collect(Collectors.joining(" ")))
                .toList();
    }

    @Test
    void aReplyGoesOnWithAConversationAfterASilence() {
        say(talks, 0, "a dinner?");
        say(talks, 3 * HOUR, "b sure", "a dinner?");
        say(talks, 3 * HOUR + 1, "a good");
        say(talks, 5 * HOUR, "c new");
        talks.end();
        assertThat(shown(ended)).containsExactly("a dinner? b sure a good", "c new");
        assertThat(ended.getFirst().span())
                .isEqualTo(new Conversation.Span(NOON, NOON.plus(Duration.ofMinutes(181)), true));
    }

    @Test
    void whatWasSaidInBetweenStaysAConversationOfItsOwn() {
        say(talks, 0, "a dinner?");
        say(talks, 2 * HOUR, "c look");
        say(talks, 4 * HOUR, "b hi");
        say(talks, 4 * HOUR + 1, "b sure", "a dinner?");
        talks.end();
        assertThat(shown(ended)).containsExactly("a dinner? b hi+b sure", "c look");
    }

    @Test
    void aReplyToSomethingOlderThanTheSpanJoinsNothing() {
        say(talks, 0, "a dinner?");
        say(talks, HOUR, "a anyone?");
        say(talks, 12 * HOUR + 1, "b sure", "a dinner?");
        talks.end();
        assertThat(shown(ended)).containsExactly("a dinner? a anyone?", "b sure");
        ended.clear();
        Talks never =
                new Talks(
                        new Cutting(Duration.ofHours(1), Duration.ZERO, Duration.ZERO), ended::add);
        say(never, 0, "a dinner?");
        say(never, 2 * HOUR, "b sure", "a dinner?");
        never.end();
        assertThat(ended).hasSize(2);
    }

    @Test
    void conversationsEndOnceNoReplyCanJoinThem() {
        say(talks, 0, "a one");
        say(talks, 6 * HOUR, "a two");
        assertThat(ended).isEmpty();
        say(talks, 12 * HOUR + 1, "a three");
        assertThat(shown(ended)).containsExactly("a one");
    }

    @Property(tries = 300)
    void losesAndDoublesNothingAndKeepsTheOrder(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 400) Integer> pauses,
            @ForAll @Size(40) List<@IntRange(max = 60) Integer> replies) {
        List<Conversation> all = new ArrayList<>();
        Talks any = new Talks(Cutting.STANDARD, all::add);
        int minute = 0;
        for (int i = 0; i < pauses.size(); i++) {
            minute += pauses.get(i);
            int answered = replies.get(i);
            String[] replyTo = answered < i ? new String[] {text(answered)} : new String[0];
            say(any, minute, text(i), replyTo);
        }
        any.end();
        List<String> said =
                all.stream()
                        .map(one -> Transcript.render(one.turns()))
                        .flatMap(String::lines)
                        .filter(line -> line.contains(" "))
                        .toList();
        assertThat(said)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, pauses.size()).mapToObj(TalksTest::text).toList());
        for (Conversation one : all) {
            assertThat(Transcript.render(one.turns()).lines().filter(line -> line.contains(" ")))
                    .isSorted();
        }
    }

    /// Of one of three speakers, and sorted as they are said.
    private static String text(int i) {
        return "a %03d".formatted(i);
    }
}
