package dev.understudy.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.stage.door.Heard;
import dev.understudy.stage.door.Heard.Address;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class MissedTest {
    private final Backstage backstage = new Backstage();
    private final RecordingEar ear = backstage.ear;
    private final FakeMessages messages = backstage.discord.messages();

    @AfterEach
    void close() {
        backstage.close();
    }

    private List<String> written(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(messages.write(FakeDiscord.GENERAL, "bob", "line " + i));
        }
        return ids;
    }

    @Test
    void tellsWhatWasWrittenWhileTheBotWasAwayOldestFirst() {
        backstage.discord.nickname("bob", "Bobby");
        List<String> ids = written(250);
        ear.hasUpTo(FakeDiscord.GENERAL, ids.get(9));
        backstage.open();
        String live = messages.write(FakeDiscord.GENERAL, "bob", "now");

        for (String id : ids.subList(10, 250)) {
            Heard.Said said = ear.nextSaid();
            assertThat(said.message().id()).isEqualTo(id);
            assertThat(said.message().senderName()).isEqualTo("Bobby");
            assertThat(said.live()).isFalse();
        }
        Heard.Said now = ear.nextSaid();
        assertThat(now.message().id()).isEqualTo(live);
        assertThat(now.live()).isTrue();
        assertThat(backstage.discord.rest().calls("GET", "/members/")).hasSize(1);
    }

    @Test
    void asksForOnePageWhereNothingWasMissed() {
        List<String> ids = written(3);
        ear.hasUpTo(FakeDiscord.GENERAL, ids.getLast());
        backstage.open();
        messages.write(FakeDiscord.GENERAL, "bob", "now");

        assertThat(ear.nextSaid().live()).isTrue();
        assertThat(backstage.discord.rest().calls("GET", "/messages")).hasSize(1);
    }

    @Test
    void leavesWhatWasBeforeTheBotToImports() {
        written(3);
        backstage.open();
        messages.write(FakeDiscord.GENERAL, "bob", "now");

        assertThat(ear.nextSaid().message().text()).isEqualTo("now");
    }

    @Test
    void tellsNothingOfChannelsThatBelongToNoCircle() {
        List<String> ids = written(3);
        ear.hasUpTo(FakeDiscord.GENERAL, ids.getFirst());
        ear.listenToNothing();
        backstage.open();
        messages.write(FakeDiscord.GENERAL, "bob", "now");

        assertThat(ear.nextSaid().message().text()).isEqualTo("now");
    }

    @Test
    void leavesOutLinesOfOurOwnFromEarlierTimes() {
        String first = messages.write(FakeDiscord.GENERAL, "bob", "one");
        String webhook = backstage.discord.addWebhook(FakeDiscord.GENERAL, true);
        String clone =
                messages.write(
                        FakeDiscord.GENERAL,
                        "Alice (clone)",
                        "from a clone",
                        webhookMessage(webhook));
        messages.write(FakeDiscord.GENERAL, "understudy", "from the bot");
        messages.reply(clone, "bob", "well said");
        ear.hasUpTo(FakeDiscord.GENERAL, first);
        backstage.open();

        Heard.Said said = ear.nextSaid();
        assertThat(said.message().text()).isEqualTo("well said");
        assertThat(said.address()).containsExactly(Address.REPLY);
        assertThat(said.live()).isFalse();
    }

    private static ObjectNode webhookMessage(String webhook) {
        ObjectNode extras = FakeRest.object().put("webhook_id", webhook);
        extras.set("author", FakeDiscord.user(webhook, "Alice (clone)", true));
        return extras;
    }

    @Test
    void tellsWhatWasMissedInAThread() {
        String first = messages.write(FakeDiscord.THREAD, "bob", "one");
        messages.write(FakeDiscord.THREAD, "bob", "two");
        ear.hasUpTo(FakeDiscord.THREAD, first);
        backstage.open();

        assertThat(ear.nextSaid().message().text()).isEqualTo("two");
    }

    @Test
    void fetchesWhatWasSaidWhenASessionIsLost() {
        backstage.open();
        messages.write(FakeDiscord.GENERAL, "bob", "before");
        ear.nextSaid();
        messages.silence(true);
        messages.write(FakeDiscord.GENERAL, "bob", "in between");
        messages.silence(false);
        backstage.discord.gateway().loseSessions();

        Heard.Said missed = ear.nextSaid();
        assertThat(missed.message().text()).isEqualTo("in between");
        assertThat(missed.live()).isFalse();
        messages.write(FakeDiscord.GENERAL, "bob", "after");
        assertThat(ear.nextSaid().message().text()).isEqualTo("after");
        assertThat(backstage.discord.gateway().identified()).isEqualTo(2);
    }

    @Test
    void triesAgainWhenHistoryFailsForAMoment() {
        List<String> ids = written(2);
        ear.hasUpTo(FakeDiscord.GENERAL, ids.getFirst());
        backstage.discord.rest().fail(FakeRest.Fault.of("GET", "/messages", 500).times(2));
        backstage.open();

        assertThat(ear.nextSaid().message().id()).isEqualTo(ids.getLast());
    }

    @Test
    void tellsNothingOutOfOrderWhenHistoryFailsUntilTheEnd() {
        List<String> ids = written(2);
        ear.hasUpTo(FakeDiscord.GENERAL, ids.getFirst());
        backstage.discord.rest().fail(FakeRest.Fault.of("GET", "/messages", 500).times(99));
        DiscordDoor door = backstage.open();
        messages.write(FakeDiscord.GENERAL, "bob", "now");
        messages.write(FakeDiscord.RANDOM, "bob", "elsewhere");
        assertThat(ear.nextSaid().message().text()).isEqualTo("elsewhere");
        door.close();

        assertThat(ear.hasHeardAll()).isTrue();
    }
}
