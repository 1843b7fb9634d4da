package dev.understudy.archive;

import static dev.understudy.archive.Said.CLUB;
import static dev.understudy.archive.Said.FRIENDS;
import static dev.understudy.archive.Said.NOON;
import static dev.understudy.archive.Said.all;
import static dev.understudy.archive.Said.by;
import static dev.understudy.archive.Said.chatter;
import static dev.understudy.archive.Said.edited;
import static dev.understudy.archive.Said.store;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.archive.live.LiveArchive;
import dev.understudy.chat.Channel;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Person;
import dev.understudy.chat.Platform;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveArchiveTest {
    private static final Channel OTHER = new Channel(Platform.TELEGRAM, "1500000002", "Annex");

    @TempDir Path folder;
    private Archive archive;
    private LiveArchive live;

    /// The test's archive, which may have been open before.
    Archive opened() {
        return Archive.open(folder.resolve("archive"));
    }

    @BeforeEach
    void open() {
        archive = opened();
        live = archive.live(FRIENDS);
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
    void anExportAfterwardsAddsNothing() {
        List<Message> messages = chatter(50);
        messages.forEach(live::store);
        reopen();
        List<Person> people = archive.people(FRIENDS);
        Storing export = store(archive, FRIENDS, messages);
        assertThat(export.known()).isEqualTo(50);
        assertThat(all(archive, FRIENDS)).isEqualTo(messages);
        assertThat(archive.people(FRIENDS)).isEqualTo(people).hasSize(5);
    }

    @Test
    void anExportBeforeIsGoneOnWith() {
        List<Message> messages = chatter(50);
        store(archive, FRIENDS, messages.subList(0, 30));
        live.store(messages.subList(20, 50));
        assertThat(all(archive, FRIENDS)).isEqualTo(messages);
        assertThat(archive.people(FRIENDS)).hasSize(5);
    }

    @Test
    void anOpenImportAndALiveChannelKnowEachOthersNewPeople() {
        Storing export = archive.store(FRIENDS);
        try (export) {
            chatter(2000).forEach(export::add); // a whole batch: it is stored
            live.store(by(8, "Friend 1", 9001, "somebody new with a taken name"));
            export.add(by(8, "Friend 1", 9002, "by the export"));
            export.add(by(9, "Friend 1", 9003, "and another"));
        }
        assertThat(archive.people(FRIENDS))
                .extracting(person -> person.speaker().text())
                .contains("FRIEND 1", "FRIEND 1 2", "FRIEND 1 3")
                .hasSize(7);
    }

    @Test
    void theSameMessageTwiceAtOnceIsOneMessage() {
        Message first = by(1, "Ann", 1, "frist");
        Message second = edited(first, "first", NOON.plusSeconds(60));
        live.store(List.of(first, by(2, "Bob", 2, "hi"), second, first));
        assertThat(all(archive, FRIENDS)).containsExactly(second, by(2, "Bob", 2, "hi"));
    }

    @Test
    void anEditIsFollowedUnlessALaterOneIsKnown() {
        live.store(by(1, "Ann", 1, "frist"));
        live.edit(CLUB, "1", "first\u0000", NOON.plusSeconds(60));
        live.edit(CLUB, "1", "older", NOON.plusSeconds(30));
        live.edit(CLUB, "77", "of no message", NOON);
        live.edit(OTHER, "1", "of no channel", NOON);
        Message now = edited(by(1, "Ann", 1, ""), "first", NOON.plusSeconds(60));
        assertThat(all(archive, FRIENDS)).containsExactly(now);

        store(archive, FRIENDS, List.of(by(1, "Ann", 1, "frist")));
        assertThat(all(archive, FRIENDS)).containsExactly(now);
    }

    @Test
    void whatWasDeletedNoImportBringsBack() {
        List<Message> messages = chatter(5);
        live.store(messages);
        live.delete(CLUB, List.of("2", "4", "4", "77"));
        reopen();
        Storing export = store(archive, FRIENDS, messages);
        live.store(messages);
        live.store(by(1, "Friend 1", 77, "deleted before it was stored"));
        assertThat(export.refused()).isEqualTo(2);
        assertThat(export.known()).isEqualTo(3);
        assertThat(all(archive, FRIENDS)).extracting(Message::id).containsExactly("1", "3", "5");
    }

    @Test
    void theLatestMessagesComeOldestFirst() {
        List<Message> messages = chatter(40);
        live.store(messages.reversed());
        live.store(elsewhere("9"));
        assertThat(live.latest(CLUB, 3)).isEqualTo(messages.subList(37, 40));
        assertThat(live.latest(CLUB, 1000)).isEqualTo(messages);
        assertThat(live.lastHeard(CLUB)).contains("40");
        assertThat(live.lastHeard(OTHER)).contains("9");
        Channel unknown = new Channel(Platform.DISCORD, CLUB.id(), "");
        assertThat(live.lastHeard(unknown)).isEmpty();
        assertThat(live.latest(unknown, 3)).isEmpty();
    }

    private static Message elsewhere(String id) {
        Message here = by(1, "Ann", 1, "elsewhere");
        return new Message(
                OTHER,
                id,
                here.sender(),
                here.senderName(),
                here.sentAt(),
                here.sequence(),
                here.kind(),
                here.text(),
                here.replyTo(),
                here.editedAt());
    }

    @Test
    void aMessageIsClaimedOnceInAChannelAndACircle() {
        assertThat(live.claim(CLUB, "1")).isTrue();
        assertThat(live.claim(CLUB, "1")).isFalse();
        reopen();
        assertThat(live.claim(CLUB, "1")).isFalse();
        assertThat(live.claim(CLUB, "2")).isTrue();
        assertThat(live.claim(OTHER, "1")).isTrue();
        assertThat(archive.live(new Circle("family")).claim(CLUB, "1")).isTrue();
    }

    @Test
    void settingsOfAChannelOutliveTheProcess() {
        assertThat(live.settings(CLUB)).isEmpty();
        live.set(CLUB, "clone", Optional.of("ALICE"));
        live.set(CLUB, "temperature", Optional.of("0.8"));
        live.set(CLUB, "temperature", Optional.of("0.9"));
        live.set(OTHER, "clone", Optional.of("BOB"));
        live.set(OTHER, "clone", Optional.empty());
        reopen();
        assertThat(live.settings(CLUB)).isEqualTo(Map.of("clone", "ALICE", "temperature", "0.9"));
        assertThat(live.settings(OTHER)).isEmpty();
        assertThat(archive.messageCount(FRIENDS)).isZero();
    }

    @Test
    void circlesShareNothing() {
        LiveArchive family = archive.live(new Circle("family"));
        live.store(by(1, "Ann", 1, "to friends"));
        family.edit(CLUB, "1", "changed", NOON.plusSeconds(9));
        family.delete(CLUB, List.of("1"));
        assertThat(family.latest(CLUB, 9)).isEmpty();
        assertThat(live.latest(CLUB, 9)).extracting(Message::text).containsExactly("to friends");
    }
}
