package dev.understudy.archive;

import static dev.understudy.archive.Said.FRIENDS;
import static dev.understudy.archive.Said.NOON;
import static dev.understudy.archive.Said.all;
import static dev.understudy.archive.Said.store;
import static dev.understudy.archive.Said.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.archive.live.CloneLines;
import dev.understudy.archive.live.LiveArchive;
import dev.understudy.archive.live.SaidLine;
import dev.understudy.chat.Channel;
import dev.understudy.chat.Message;
import dev.understudy.chat.Platform;
import dev.understudy.chat.SpeakerName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A Telegram group becomes a supergroup: another id, and messages are counted from 1 again.
class MovedChannelTest {
    private static final Channel GROUP = new Channel(Platform.TELEGRAM, "42", "Club");
    private static final Channel SUPERGROUP = new Channel(Platform.TELEGRAM, "1500000001", "Club!");

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

    private static Message in(Channel channel, long id, int minute, Optional<String> replyTo) {
        return new Message(
                channel,
                String.valueOf(id),
                user(1),
                "Ann",
                NOON.plusSeconds(60L * minute),
                id,
                Message.Kind.SPEECH,
                "at minute " + minute,
                replyTo,
                Optional.empty());
    }

    private static Message in(Channel channel, long id, int minute) {
        return in(channel, id, minute, Optional.empty());
    }

    /// What Telegram Desktop exports of the supergroup afterwards.
    private static List<Message> exported() {
        return List.of(
                in(SUPERGROUP, -999_999_999, 1),
                in(SUPERGROUP, -999_999_998, 2, Optional.of("-999999999")),
                in(SUPERGROUP, 1, 3),
                in(SUPERGROUP, 2, 4, Optional.of("1")));
    }

    private void hearGroup() {
        live.store(in(GROUP, 1, 1));
        live.store(in(GROUP, 2, 2, Optional.of("1")));
    }

    private void hearSupergroup() {
        live.store(in(SUPERGROUP, 1, 3));
        live.store(in(SUPERGROUP, 2, 4, Optional.of("1")));
    }

    @Test
    void oldAndNewMessagesAreOneChannelAsItsExportHasIt() {
        hearGroup();
        live.move(GROUP, SUPERGROUP);
        hearSupergroup();
        live.move(GROUP, SUPERGROUP);
        assertThat(all(archive, FRIENDS)).isEqualTo(exported());
        assertThat(live.latest(GROUP, 9)).isEqualTo(exported());
        assertThat(store(archive, FRIENDS, exported()).known()).isEqualTo(4);
    }

    @Test
    void anExportUnderTheOldIdMergesToo() {
        hearGroup();
        live.move(GROUP, SUPERGROUP);
        hearSupergroup();
        close();
        open();
        Storing old =
                store(
                        archive,
                        FRIENDS,
                        List.of(
                                in(GROUP, 1, 1),
                                in(GROUP, 2, 2, Optional.of("1")),
                                in(GROUP, 3, 0)));
        assertThat(old.known()).isEqualTo(2);
        assertThat(old.stored()).isEqualTo(1);
        assertThat(all(archive, FRIENDS))
                .hasSize(5)
                .containsAll(exported())
                .first()
                .isEqualTo(in(SUPERGROUP, -999_999_997, 0));
    }

    @Test
    void whatAnExportHadBroughtAlreadyIsNotDoubled() {
        hearGroup();
        store(archive, FRIENDS, exported());
        live.delete(SUPERGROUP, List.of("-999999998"));
        live.move(GROUP, SUPERGROUP);
        assertThat(all(archive, FRIENDS))
                .extracting(Message::id)
                .containsExactly("-999999999", "1", "2");
    }

    @Test
    void deletionsClaimsLinesAndSettingsMoveAlong() {
        hearGroup();
        live.delete(GROUP, List.of("2"));
        live.claim(GROUP, "1");
        live.set(GROUP, "clone", Optional.of("BOB"));
        live.lines().said(line(GROUP, "5", "1"));
        live.move(GROUP, SUPERGROUP);
        hearSupergroup();

        assertThat(store(archive, FRIENDS, exported()).refused()).isEqualTo(1);
        assertThat(live.claim(SUPERGROUP, "-999999999")).isFalse();
        assertThat(live.claim(GROUP, "1")).isFalse();
        assertThat(live.claim(SUPERGROUP, "1")).isTrue();
        assertThat(live.settings(SUPERGROUP)).isEqualTo(Map.of("clone", "BOB"));
        CloneLines lines = live.lines();
        assertThat(lines.saidBy(GROUP, "5")).contains(SpeakerName.of("Bob"));
        assertThat(lines.saidBy(SUPERGROUP, "5")).isEmpty();
        assertThat(lines.latest(SUPERGROUP, 9))
                .containsExactly(line(SUPERGROUP, "-999999995", "-999999999"));
    }

    private static SaidLine line(Channel channel, String id, String answers) {
        return new SaidLine(
                channel,
                List.of(id),
                SpeakerName.of("Bob"),
                "hm",
                new SaidLine.Origin("ANN:\nhi\n\nBOB:\n", "friends@0001", "temperature 0.8"),
                NOON,
                Optional.of(answers));
    }

    @Test
    void aGroupThatNobodyHeardMoves() {
        live.move(GROUP, SUPERGROUP);
        hearGroup();
        hearSupergroup();
        assertThat(all(archive, FRIENDS)).isEqualTo(exported());
    }

    @Test
    void noChannelMovesInACircle() {
        live.move(GROUP, SUPERGROUP);
        assertThatThrownBy(() -> live.move(SUPERGROUP, GROUP))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> live.move(GROUP, new Channel(Platform.TELEGRAM, "9", "")))
                .isInstanceOf(IllegalArgumentException.class);
        hearGroup();
        assertThat(live.latest(SUPERGROUP, 9)).hasSize(2);
    }
}
