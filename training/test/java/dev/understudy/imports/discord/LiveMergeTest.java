package dev.understudy.imports.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.archive.Archive;
import dev.understudy.chat.Channel;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Message.Kind;
import dev.understudy.chat.Platform;
import dev.understudy.imports.Fixture;
import dev.understudy.imports.ImportOptions;
import dev.understudy.imports.Importer;
import dev.understudy.imports.Progress;
import dev.understudy.imports.SourceReport.Stored;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was heard live and what is imported are the same messages, whichever came first.
class LiveMergeTest {
    private static final Circle FRIENDS = new Circle("friends");
    private static final Path JSON = Fixture.file("discord/export.json");
    private static final Channel GENERAL = new Channel(Platform.DISCORD, "7", "general");

    @TempDir Path folder;
    private Archive archive;

    @BeforeEach
    void open() {
        archive = Archive.open(folder.resolve("archive"));
    }

    @AfterEach
    void close() {
        archive.close();
    }

    /// As the bot on Discord stores them.
    private static Message heard(long id, String sender, Kind kind, String text) {
        return new Message(
                GENERAL,
                Long.toString(id),
                new Handle(Platform.DISCORD, sender),
                "Bob 🦊",
                Instant.ofEpochMilli((id >> 22) + 1_420_070_400_000L),
                id,
                kind,
                text,
                Optional.empty(),
                Optional.empty());
    }

    private static List<Message> live() {
        return List.of(
                heard(1457000000000000003L, "102", Kind.SPEECH, "lol"),
                heard(1457000000000000004L, "102", Kind.MEDIA, "my cat"),
                heard(1457000000000000006L, "102", Kind.FORWARD, "somebody else's words"),
                heard(1457000000000000009L, "500", Kind.BOT, "pong"),
                heard(1457000000000000099L, "102", Kind.SPEECH, "after the export"));
    }

    private Stored imported() {
        return new Importer(ImportOptions.defaults())
                .run(List.of(JSON), FRIENDS, archive, Progress.NONE)
                .sources()
                .getFirst()
                .stored();
    }

    /// Id, sender, kind and text of everything, by id.
    private List<String> stored() {
        List<String> stored = new ArrayList<>();
        archive.forEachMessage(
                FRIENDS,
                m -> {
                    assertThat(m.channel().id()).isEqualTo("7");
                    stored.add(m.id() + " " + m.sender() + " " + m.kind() + " " + m.text());
                });
        stored.sort(null);
        return stored;
    }

    @Test
    void eitherOrderGivesEveryMessageOnce() {
        archive.live(FRIENDS).store(live());
        assertThat(imported()).isEqualTo(new Stored(6, 0, 4, 0));
        List<String> liveFirst = stored();
        close();
        archive = Archive.open(folder.resolve("other"));
        assertThat(imported()).isEqualTo(new Stored(10, 0, 0, 0));
        archive.live(FRIENDS).store(live());
        assertThat(stored()).isEqualTo(liveFirst).hasSize(11);
        assertThat(imported()).isEqualTo(new Stored(0, 0, 10, 0));
    }

    @Test
    void whatWasDeletedLiveStaysDeleted() {
        archive.live(FRIENDS).store(live());
        archive.live(FRIENDS).delete(GENERAL, List.of("1457000000000000003"));
        assertThat(imported()).isEqualTo(new Stored(6, 0, 3, 1));
    }

    @Test
    void anEditThatTheExportKnowsIsTaken() {
        archive.live(FRIENDS)
                .store(heard(1457000000000000002L, "102", Kind.SPEECH, "before the edit"));
        assertThat(imported()).isEqualTo(new Stored(9, 1, 0, 0));
        assertThat(stored()).noneMatch(line -> line.contains("before the edit"));
    }
}
