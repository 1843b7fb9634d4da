package dev.understudy.archive;

import static dev.understudy.archive.Said.FRIENDS;
import static dev.understudy.archive.Said.NOON;
import static dev.understudy.archive.Said.all;
import static dev.understudy.archive.Said.by;
import static dev.understudy.archive.Said.chatter;
import static dev.understudy.archive.Said.edited;
import static dev.understudy.archive.Said.store;
import static dev.understudy.archive.Said.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Person;
import dev.understudy.chat.Platform;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
    @TempDir Path folder;
    private Archive archive;

    /// The test's archive, which may have been open before.
    Archive opened() {
        return Archive.open(folder.resolve("new").resolve("archive"));
    }

    @BeforeEach
    void open() {
        archive = opened();
    }

    @AfterEach
    void close() {
        archive.close();
    }

    private void reopen() {
        archive.close();
        open();
    }

    @Test
    void keepsEveryFieldOfAMessage() {
        Message plain = by(1, "Ann", 1, "");
        Message rich =
                new Message(
                        new Channel(Platform.DISCORD, "99", "general"),
                        "m-1",
                        new Handle(Platform.DISCORD, "7"),
                        "Бob 😀",
                        NOON.plusNanos(123_456_000),
                        -5,
                        Message.Kind.FORWARD,
                        "two\n\nlines <|endoftext|> \uD83D\uDE00 'quoted'; --",
                        Optional.of("m-0"),
                        Optional.of(NOON.plusSeconds(60)));
        store(archive, FRIENDS, List.of(plain, rich));
        reopen();
        assertThat(all(archive, FRIENDS)).containsExactly(plain, rich);
        assertThat(archive.circles()).containsExactly(FRIENDS);
        assertThat(archive.messageCount(FRIENDS)).isEqualTo(2);
    }

    @Test
    void storingAgainChangesNothing() {
        List<Message> messages = chatter(5000);
        store(archive, FRIENDS, messages);
        List<Person> people = archive.people(FRIENDS);
        reopen();
        Storing again = store(archive, FRIENDS, messages);
        assertThat(again.known()).isEqualTo(5000);
        assertThat(again.stored() + again.updated()).isZero();
        assertThat(all(archive, FRIENDS)).isEqualTo(messages);
        assertThat(archive.people(FRIENDS)).isEqualTo(people).hasSize(5);
    }

    @Test
    void ordersByTimeThenSequenceThroughAllPages() {
        Instant same = NOON.plusSeconds(1);
        List<Message> messages =
                chatter(3500).stream()
                        .map(m -> m.sequence() % 3 == 0 ? m : at(m, same, m.sequence()))
                        .toList();
        store(archive, FRIENDS, messages.reversed());
        List<Message> expected =
                messages.stream()
                        .sorted(
                                Comparator.comparing(Message::sentAt)
                                        .thenComparingLong(Message::sequence))
                        .toList();
        assertThat(all(archive, FRIENDS)).isEqualTo(expected);
    }

    @Test
    void aLaterEditReplacesTheTextAndAnEarlierOneDoesNot() {
        Message first = by(1, "Ann", 1, "frist");
        Message second = edited(first, "first", NOON.plusSeconds(60));
        Message third = edited(first, "First!", NOON.plusSeconds(90));
        store(archive, FRIENDS, List.of(first));
        assertThat(store(archive, FRIENDS, List.of(third)).updated()).isEqualTo(1);
        Storing older = store(archive, FRIENDS, List.of(second, first));
        assertThat(older.known()).isEqualTo(2);
        assertThat(all(archive, FRIENDS)).containsExactly(third);
    }

    @Test
    void theSameIdTwiceInOneBatchIsOneMessage() {
        Message first = by(1, "Ann", 1, "frist");
        Message second = edited(first, "first", NOON.plusSeconds(60));
        store(archive, FRIENDS, List.of(first, second, first));
        assertThat(all(archive, FRIENDS)).containsExactly(second);
    }

    @Test
    void linesInsertedIntoATranscriptMoveTheOthersDown() {
        Channel file = new Channel(Platform.PLAIN, "play", "play");
        Handle romeo = new Handle(Platform.PLAIN, "ROMEO");
        Message before = at(said(file, romeo, "x-1"), Instant.EPOCH, 0);
        Message moved = at(before, Instant.EPOCH.plusSeconds(4), 4);
        store(archive, FRIENDS, List.of(before));
        store(archive, FRIENDS, List.of(moved));
        store(archive, FRIENDS, List.of(before));
        assertThat(all(archive, FRIENDS)).containsExactly(moved);
    }

    @Test
    void twoPeopleOfOneNameGetTwoSpeakersForGood() {
        store(
                archive,
                FRIENDS,
                List.of(
                        by(1, "Alice", 1, "a"),
                        by(2, "alice", 2, "b"),
                        by(3, "Alice 2", 3, "c"),
                        by(4, "Alice:", 4, "d")));
        reopen();
        store(archive, FRIENDS, List.of(by(2, "Alicia", 5, "e"), by(5, "ALICE", 6, "f")));
        assertThat(archive.people(FRIENDS))
                .extracting(p -> p.speaker() + " = " + p.displayName() + " " + p.handles())
                .containsExactly(
                        "ALICE = Alice [telegram:user1]",
                        "ALICE 2 = Alicia [telegram:user2]",
                        "ALICE 2 2 = Alice 2 [telegram:user3]",
                        "ALICE 3 = Alice: [telegram:user4]",
                        "ALICE 4 = ALICE [telegram:user5]");
    }

    @Test
    void theDisplayNameIsTheOneOfTheLatestMessageInAnyOrder() {
        store(archive, FRIENDS, List.of(by(1, "Annie", 9, "new"), by(1, "Ann", 3, "old")));
        store(archive, FRIENDS, List.of(by(1, "Anna", 5, "between")));
        store(archive, FRIENDS, List.of(by(1, "Deleted-user1", 20, "gone since")));
        assertThat(archive.people(FRIENDS))
                .singleElement()
                .extracting(Person::displayName)
                .isEqualTo("Annie");
    }

    @Test
    void anAccountFirstSeenWithoutANameTakesTheFirstRealOne() {
        store(archive, FRIENDS, List.of(by(1, "Deleted-user1", 20, "gone")));
        store(archive, FRIENDS, List.of(by(1, "Ann", 3, "old")));
        assertThat(archive.people(FRIENDS))
                .singleElement()
                .extracting(Person::displayName)
                .isEqualTo("Ann");
    }

    @Test
    void circlesShareNothing() {
        Circle family = new Circle("family");
        store(archive, FRIENDS, List.of(by(1, "Ann", 1, "to friends")));
        store(archive, family, List.of(by(1, "Mum", 1, "to family")));
        assertThat(all(archive, family)).extracting(Message::text).containsExactly("to family");
        assertThat(archive.people(FRIENDS)).extracting(Person::displayName).containsExactly("Ann");
        assertThat(archive.circles()).containsExactly(family, FRIENDS);
        assertThat(archive.messageCount(family)).isEqualTo(1);
    }

    @Test
    void anUnknownCircleIsEmpty() {
        store(archive, FRIENDS, List.of());
        assertThat(archive.circles()).isEmpty();
        assertThat(archive.people(FRIENDS)).isEmpty();
        assertThat(all(archive, FRIENDS)).isEmpty();
        assertThat(archive.messageCount(FRIENDS)).isZero();
    }

    @Test
    void whatPostgresCannotHoldIsReplacedAndLongNamesAreCut() {
        store(archive, FRIENDS, List.of(by(1, "x".repeat(900), 1, "a\u0000b\uD83Dc\uD83D\uDE00")));
        assertThat(all(archive, FRIENDS))
                .singleElement()
                .satisfies(
                        message -> {
                            assertThat(message.text()).isEqualTo("ab\uFFFDc\uD83D\uDE00");
                            assertThat(message.senderName()).hasSize(200);
                        });
    }

    @Test
    void holdsTheLongestText() {
        Message longest = by(1, "Ann", 1, "я".repeat(Archive.MAX_TEXT));
        store(archive, FRIENDS, List.of(longest, by(1, "Ann", 2, "short")));
        assertThat(all(archive, FRIENDS)).first().isEqualTo(longest);
    }

    @Test
    void aFriendsOwnFailureWhileReadingIsNotBlamedOnTheArchive() {
        store(archive, FRIENDS, chatter(1));
        IllegalStateException own = new IllegalStateException("mine");
        assertThat(
                        catchThrowable(
                                () ->
                                        archive.forEachMessage(
                                                FRIENDS,
                                                _ -> {
                                                    throw own;
                                                })))
                .isSameAs(own);
    }

    private static Message said(Channel channel, Handle sender, String id) {
        return new Message(
                channel,
                id,
                sender,
                sender.id(),
                NOON,
                0,
                Message.Kind.SPEECH,
                "hello",
                Optional.empty(),
                Optional.empty());
    }

    private static Message at(Message message, Instant sentAt, long sequence) {
        return new Message(
                message.channel(),
                message.id(),
                message.sender(),
                message.senderName(),
                sentAt,
                sequence,
                message.kind(),
                message.text(),
                message.replyTo(),
                message.editedAt());
    }

    @Test
    void handlesAreKeptWithTheirPlatform() {
        store(archive, FRIENDS, List.of(by(1, "Ann", 1, "a")));
        assertThat(archive.people(FRIENDS).getFirst().handles()).containsExactly(user(1));
    }
}
