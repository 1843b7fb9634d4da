package dev.understudy.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.discord.FakeRest.Fault;
import dev.understudy.stage.command.Place;
import dev.understudy.stage.door.Heard;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What has become, while the bot was away, of messages that it had heard.
class MissedChangesTest {
    private static final Place GENERAL = new Place(Backstage.GENERAL, FakeDiscord.GUILD);

    private final Backstage backstage = new Backstage();
    private final FakeDiscord discord = backstage.discord;
    private final RecordingEar ear = backstage.ear;
    private final FakeMessages messages = discord.messages();
    private final String first = write("one");
    private final String second = write("two");
    private final String third = write("three");

    @BeforeEach
    void leave() {
        ear.keeps(FakeDiscord.GENERAL, first, second, third);
    }

    @AfterEach
    void close() {
        backstage.close();
    }

    private String write(String text) {
        return messages.write(FakeDiscord.GENERAL, "bob", text);
    }

    /// What comes next is the first message after the bot has come back.
    private void hearsNothingMore() {
        write("now");
        assertThat(ear.nextSaid().message().text()).isEqualTo("now");
    }

    @Test
    void tellsWhichWereEditedAfterWhatWasMissed() {
        messages.edit(second, "twice");
        write("missed");
        backstage.open();

        assertThat(ear.nextSaid().message().text()).isEqualTo("missed");
        Heard.Edited edited = (Heard.Edited) ear.next();
        assertThat(edited.place()).isEqualTo(GENERAL);
        assertThat(edited.id()).isEqualTo(second);
        assertThat(edited.text()).isEqualTo("twice");
        assertThat(edited.at()).isAfter(FakeMessages.time(third));
        hearsNothingMore();
    }

    @Test
    void tellsWhichWereDeletedTheFirstAndTheLastToo() {
        messages.delete(first);
        messages.delete(third);
        backstage.open();

        assertThat(ear.next()).isEqualTo(new Heard.Deleted(GENERAL, List.of(first, third)));
        hearsNothingMore();
    }

    @Test
    void tellsThatAllWereDeleted() {
        messages.delete(first, second, third);
        backstage.open();

        assertThat(ear.next()).isEqualTo(new Heard.Deleted(GENERAL, List.of(first, second, third)));
        hearsNothingMore();
    }

    @Test
    void looksAtTheNewestHundredAlone() {
        messages.edit(first, "too long ago");
        messages.delete(second);
        for (int i = 0; i < 98; i++) {
            write("more");
        }
        String last = write("last");
        ear.keeps(FakeDiscord.GENERAL, first, second, third, last);
        backstage.open();

        hearsNothingMore();
        assertThat(discord.rest().calls("GET", "/messages")).hasSize(1);
    }

    @Test
    void nothingIsDeletedBecauseDiscordDoesNotShowIt() {
        messages.delete(second);
        discord.rest().fail(Fault.of("GET", "/messages/" + second, 403).code(50001));
        backstage.open();

        hearsNothingMore();
    }

    @Test
    void changesArePassedOverWhereHistoryMayNotBeRead() {
        messages.edit(second, "twice");
        discord.rest().fail(Fault.of("GET", "/messages", 403).code(50001));
        backstage.open();

        hearsNothingMore();
    }

    @Test
    void triesAgainAndTellsNothingTwice() {
        messages.edit(second, "twice");
        write("missed");
        discord.rest().fail(Fault.of("GET", "/messages", 500).times(2));
        backstage.open();

        assertThat(ear.nextSaid().message().text()).isEqualTo("missed");
        assertThat(ear.next()).isInstanceOf(Heard.Edited.class);
        hearsNothingMore();
    }
}
