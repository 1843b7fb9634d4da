package dev.understudy.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.discord.FakeRest.Fault;
import dev.understudy.stage.door.Heard;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Threads that were begun or archived while the bot was away.
class MissedThreadsTest {
    private static final String LISTED = "/threads/archived/public";

    private final Backstage backstage = new Backstage();
    private final FakeDiscord discord = backstage.discord;
    private final RecordingEar ear = backstage.ear;
    private final FakeMessages messages = discord.messages();

    /// The bot leaves after a message in the channel that all threads are of.
    @BeforeEach
    void leave() {
        write(FakeDiscord.THREAD, "long ago");
        ear.hasUpTo(FakeDiscord.GENERAL, write(FakeDiscord.GENERAL, "good night"));
    }

    @AfterEach
    void close() {
        backstage.close();
    }

    private String write(String channel, String text) {
        return messages.write(channel, "bob", text);
    }

    /// A thread with one message.
    private String thread(String text) {
        String id = discord.beginThread(false);
        write(id, text);
        return id;
    }

    private String archived(String text) {
        String id = thread(text);
        discord.archive(id);
        return id;
    }

    private String nextText() {
        return ear.nextSaid().message().text();
    }

    @Test
    void tellsWhatWasMissedInAThreadThatIsArchivedNow() {
        String last = write(FakeDiscord.THREAD, "heard");
        write(FakeDiscord.THREAD, "missed");
        discord.archive(FakeDiscord.THREAD);
        ear.hasUpTo(FakeDiscord.THREAD, last);
        backstage.open();

        Heard.Said said = ear.nextSaid();
        assertThat(said.message().text()).isEqualTo("missed");
        assertThat(said.live()).isFalse();
        assertThat(said.place().channel()).isEqualTo(Backstage.THREAD);
        assertThat(said.place().parent()).isEqualTo(FakeDiscord.GENERAL);
    }

    @Test
    void asksForNoMessagesOfAnArchivedThreadInWhichNothingWasMissed() {
        archived("missed");
        ear.hasUpTo(FakeDiscord.THREAD, write(FakeDiscord.THREAD, "heard"));
        discord.archive(FakeDiscord.THREAD);
        DiscordDoor door = backstage.open();

        assertThat(nextText()).isEqualTo("missed");
        door.close();
        assertThat(discord.rest().calls("GET", "/channels/300/messages")).isEmpty();
    }

    @Test
    void tellsAllOfThreadsThatWereBegunMeanwhile() {
        write(thread("in the open"), "still open");
        backstage.open();

        assertThat(nextText()).isEqualTo("in the open");
        assertThat(nextText()).isEqualTo("still open");
    }

    @Test
    void tellsAllOfThreadsThatWereBegunAndArchivedMeanwhile() {
        String id = thread("over");
        write(id, "and out");
        discord.archive(id);
        backstage.open();

        assertThat(nextText()).isEqualTo("over");
        assertThat(nextText()).isEqualTo("and out");
    }

    @Test
    void tellsOfAnOlderThreadThatWasNeverHeardWhatCameMeanwhile() {
        write(FakeDiscord.THREAD, "after all");
        backstage.open();

        assertThat(nextText()).isEqualTo("after all");
    }

    @Test
    void leavesThreadsOfChannelsThatWereNeverHeardToImports() {
        thread("before the bot");
        archived("before the bot, too");
        ear.hasNothing();
        DiscordDoor door = backstage.open();
        write(FakeDiscord.GENERAL, "now");

        assertThat(nextText()).isEqualTo("now");
        door.close();
        assertThat(ear.hasHeardAll()).isTrue();
        assertThat(discord.rest().calls("GET", LISTED)).isEmpty();
    }

    @Test
    void goesThroughAllPagesOfArchivedThreads() {
        Set<String> texts = new HashSet<>();
        IntStream.range(0, 5).forEach(i -> archived("in thread " + i));
        backstage.open();

        IntStream.range(0, 5).forEach(_ -> texts.add(nextText()));
        assertThat(texts).hasSize(5);
    }

    @Test
    void asksForNoMorePagesOnceThreadsHadFallenSilentBefore() {
        IntStream.range(0, 5).forEach(i -> archived("long over " + i));
        ear.hasUpTo(FakeDiscord.GENERAL, write(FakeDiscord.GENERAL, "good morning"));
        archived("missed");
        DiscordDoor door = backstage.open();

        assertThat(nextText()).isEqualTo("missed");
        door.close();
        assertThat(ear.hasHeardAll()).isTrue();
        assertThat(discord.rest().calls("GET", LISTED)).hasSize(1);
    }

    @Test
    void asksForNoThreadsOfChannelsThatBelongToNoCircle() {
        archived("none of our business");
        ear.listenToNothing();
        DiscordDoor door = backstage.open();
        write(FakeDiscord.GENERAL, "now");

        assertThat(nextText()).isEqualTo("now");
        door.close();
        assertThat(discord.rest().calls("GET", LISTED)).isEmpty();
    }

    @Test
    void aPrivateThreadThatMayNotBeReadIsLeftAloneAndHeardFromNowOn() {
        String secret = discord.beginThread(true);
        write(secret, "unreadable");
        discord.rest().fail(Fault.of("GET", secret + "/messages", 403).code(50001).times(9));
        DiscordDoor door = backstage.open();
        write(secret, "now");

        assertThat(nextText()).isEqualTo("now");
        door.close();
        assertThat(ear.hasHeardAll()).isTrue();
    }

    @Test
    void archivedThreadsThatMayNotBeListedAreLeftAlone() {
        archived("unreadable");
        discord.rest().fail(Fault.of("GET", LISTED, 403).code(50001).times(9));
        DiscordDoor door = backstage.open();
        Backstage.await(() -> !discord.rest().calls("GET", LISTED).isEmpty());
        write(FakeDiscord.GENERAL, "now");

        assertThat(nextText()).isEqualTo("now");
        door.close();
        assertThat(ear.hasHeardAll()).isTrue();
        assertThat(discord.rest().calls("GET", LISTED)).hasSize(1);
    }

    @Test
    void triesAgainWhenListingFailsForAMoment() {
        archived("missed");
        discord.rest().fail(Fault.of("GET", LISTED, 500).times(2));
        backstage.open();

        assertThat(nextText()).isEqualTo("missed");
    }
}
