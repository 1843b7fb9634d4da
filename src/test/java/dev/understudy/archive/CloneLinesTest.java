package dev.understudy.archive;

import static dev.understudy.archive.Said.CLUB;
import static dev.understudy.archive.Said.FRIENDS;
import static dev.understudy.archive.Said.NOON;
import static dev.understudy.archive.Said.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.archive.live.AuditEntry;
import dev.understudy.archive.live.AuditTrail;
import dev.understudy.archive.live.CloneLines;
import dev.understudy.archive.live.Reaction;
import dev.understudy.archive.live.SaidLine;
import dev.understudy.chat.Channel;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Platform;
import dev.understudy.chat.SpeakerName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloneLinesTest {
    private static final SpeakerName ALICE = SpeakerName.of("Alice");

    @TempDir Path folder;
    private Archive archive;
    private CloneLines lines;

    /// The test's archive, which may have been open before.
    Archive opened() {
        return Archive.open(folder.resolve("archive"));
    }

    @BeforeEach
    void open() {
        archive = opened();
        lines = archive.live(FRIENDS).lines();
    }

    @AfterEach
    void close() {
        archive.close();
    }

    private void reopen() {
        archive.close();
        open();
    }

    private static SaidLine line(String text, String... ids) {
        return new SaidLine(
                CLUB,
                List.of(ids),
                ALICE,
                text,
                new SaidLine.Origin("BOB:\nso?\n\nALICE:\n", "friends@0003", "temperature 0.8"),
                NOON.plusSeconds(Long.parseLong(ids[0])),
                Optional.of("9"));
    }

    @Test
    void aLineIsKeptWithAllThatItCameFrom() {
        SaidLine first = line("one", "10");
        SaidLine second = line("two\nmessages", "12", "11");
        lines.said(first);
        lines.said(second);
        lines.said(second);
        lines.said(line("of which one id is known", "13", "11"));
        reopen();
        assertThat(lines.latest(CLUB, 9)).containsExactly(first, second);
        assertThat(lines.latest(CLUB, 1)).containsExactly(second);
        assertThat(lines.saidBy(CLUB, "11")).contains(ALICE);
        assertThat(lines.saidBy(CLUB, "13")).isEmpty();
        assertThat(archive.live(new Circle("family")).lines().saidBy(CLUB, "11")).isEmpty();
        assertThat(archive.messageCount(FRIENDS)).isZero();
        assertThat(archive.people(FRIENDS)).isEmpty();
    }

    @Test
    void aLineGoesWithTheLastOfItsMessages() {
        lines.said(line("one", "10", "11"));
        lines.reacted(CLUB, "10", new Reaction(user(1), "👍"), true);
        archive.live(FRIENDS).delete(CLUB, List.of("10"));
        assertThat(lines.latest(CLUB, 9))
                .extracting(SaidLine::messageIds)
                .first()
                .asString()
                .isEqualTo("[11]");
        assertThat(lines.reactions(CLUB, "11")).hasSize(1);
        archive.live(FRIENDS).delete(CLUB, List.of("11"));
        assertThat(lines.latest(CLUB, 9)).isEmpty();
        assertThat(lines.reactions(CLUB, "11")).isEmpty();
    }

    @Test
    void reactionsToACloneAreKeptAndOthersAreNot() {
        lines.said(line("one", "10", "11"));
        Reaction thumb = new Reaction(user(1), "👍");
        Reaction heart = new Reaction(user(2), "<:heart:99>");
        lines.reacted(CLUB, "10", thumb, true);
        lines.reacted(CLUB, "11", thumb, true);
        lines.reacted(CLUB, "11", heart, true);
        lines.reacted(CLUB, "11", heart, false);
        lines.reacted(CLUB, "11", heart, true);
        lines.reacted(CLUB, "11", new Reaction(user(2), "👍"), true);
        lines.reacted(CLUB, "11", new Reaction(user(2), "👍"), false);
        lines.reacted(CLUB, "9", thumb, true);
        reopen();
        assertThat(lines.reactions(CLUB, "10")).containsExactlyInAnyOrder(thumb, heart);
        assertThat(lines.reactions(CLUB, "9")).isEmpty();
    }

    @Test
    void commandsAreKeptByWhomAndWhere() {
        AuditTrail trail = archive.audit();
        Channel untitled = new Channel(Platform.TELEGRAM, CLUB.id(), "");
        AuditEntry called =
                new AuditEntry(
                        Optional.of(FRIENDS),
                        user(1),
                        untitled,
                        "scene",
                        List.of("ALICE", "BOB"),
                        "done",
                        NOON);
        AuditEntry lost =
                new AuditEntry(
                        Optional.empty(),
                        user(2),
                        untitled,
                        "help",
                        List.of(),
                        "no circle",
                        NOON.plusSeconds(1));
        trail.add(called);
        trail.add(lost);
        reopen();
        assertThat(archive.audit().latest(9)).containsExactly(lost, called);
        assertThat(archive.audit().latest(1)).containsExactly(lost);
        assertThat(archive.circles()).isEmpty();
    }
}
