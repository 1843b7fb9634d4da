package dev.understudy.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.discord.FakeRest.Call;
import dev.understudy.discord.FakeRest.Fault;
import dev.understudy.stage.door.Line;
import dev.understudy.stage.door.Refused;
import dev.understudy.stage.door.Refused.Reason;
import java.util.List;
import java.util.Optional;
import net.dv8tion.jda.api.Permission;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SpeakingTest {
    private static final String WEBHOOK = "/webhooks/\\d+/secret";
    private static final String MESSAGES = "/channels/200/messages$";
    private final Backstage backstage = new Backstage();
    private final FakeDiscord discord = backstage.discord;

    @AfterEach
    void close() {
        backstage.close();
    }

    private JsonNode last(String channel) {
        return discord.messages().in(channel).getLast();
    }

    private List<String> texts() {
        return discord.messages().in(FakeDiscord.GENERAL).stream()
                .map(message -> message.path("content").asString())
                .toList();
    }

    @Test
    void aCloneHasItsFriendsNameAndFace() {
        DiscordDoor door = backstage.open();
        String id = door.say(Backstage.GENERAL, Backstage.line("hello"));
        door.say(Backstage.GENERAL, Backstage.line("again"));

        JsonNode first = discord.messages().message(id);
        assertThat(first.path("content").asString()).isEqualTo("hello");
        assertThat(first.path("author").path("username").asString()).isEqualTo("Alice (clone)");
        assertThat(first.path("author").path("avatar").asString())
                .isEqualTo("https://example.org/alice.png");
        assertThat(discord.rest().calls("POST", "/webhooks$")).hasSize(1);
    }

    @Test
    void usesTheWebhookOfAnEarlierTime() {
        discord.addWebhook(FakeDiscord.GENERAL, false);
        String ours = discord.addWebhook(FakeDiscord.GENERAL, true);
        backstage.open().say(Backstage.GENERAL, Backstage.line("hello"));

        assertThat(last(FakeDiscord.GENERAL).path("webhook_id").asString()).isEqualTo(ours);
        assertThat(discord.rest().calls("POST", "/webhooks$")).isEmpty();
    }

    @Test
    void makesAnotherWebhookWhenSomebodyDeletesIt() {
        DiscordDoor door = backstage.open();
        door.say(Backstage.GENERAL, Backstage.line("one"));
        discord.deleteWebhooks();
        door.say(Backstage.GENERAL, Backstage.line("two"));

        assertThat(texts()).containsExactly("one", "two");
        assertThat(discord.rest().calls("POST", "/webhooks$")).hasSize(2);
    }

    @Test
    void speaksInAThreadThroughItsParentsWebhook() {
        backstage.open().say(Backstage.THREAD, Backstage.line("hello"));

        assertThat(last(FakeDiscord.THREAD).path("author").path("username").asString())
                .isEqualTo("Alice (clone)");
        assertThat(discord.rest().calls("POST", "/channels/200/webhooks")).hasSize(1);
    }

    @Test
    void withoutPermissionALineBeginsWithTheNameAndTheRemedyIsSaidOnce() {
        discord.deny(Permission.MANAGE_WEBHOOKS);
        DiscordDoor door = backstage.open();
        String question = discord.messages().write(FakeDiscord.GENERAL, "bob", "hello?");
        String id = door.say(Backstage.GENERAL, Backstage.reply("hello", question));
        door.say(Backstage.GENERAL, Backstage.line("again"));

        JsonNode line = discord.messages().message(id);
        assertThat(line.path("content").asString()).isEqualTo("**Alice (clone)**: hello");
        assertThat(line.path("referenced_message").path("id").asString()).isEqualTo(question);
        assertThat(texts())
                .hasSize(4)
                .element(2)
                .asString()
                .contains("Manage Webhooks")
                .contains("Server Settings");
        JsonNode body = discord.rest().calls("POST", MESSAGES).getFirst().body();
        assertThat(body.path("allowed_mentions").path("replied_user").asBoolean(true)).isFalse();
        assertThat(body.path("enforce_nonce").asBoolean(false)).isTrue();
    }

    @Test
    void aReplyLeadsToWhatItAnswersOnlyWhenOthersSpokeInBetween() {
        DiscordDoor door = backstage.open();
        String question = discord.messages().write(FakeDiscord.GENERAL, "bob", "hello?");
        backstage.ear.nextSaid();
        door.say(Backstage.GENERAL, Backstage.reply("hello", question));
        discord.messages().write(FakeDiscord.GENERAL, "ada", "by the way");
        backstage.ear.nextSaid();
        door.say(Backstage.GENERAL, Backstage.reply("hello again", question));

        assertThat(texts())
                .containsExactly(
                        "hello?",
                        "hello",
                        "by the way",
                        "-# [↩ in reply](<https://discord.com/channels/100/200/"
                                + question
                                + ">)\nhello again");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nobodyIsMentionedWhateverTheTextHolds(boolean persona) {
        if (!persona) {
            discord.deny(Permission.MANAGE_WEBHOOKS);
        }
        String ada = discord.person("ada").path("id").asString();
        DiscordDoor door = backstage.open();
        door.say(Backstage.GENERAL, Backstage.line("@everyone <@" + ada + "> look"));
        door.tell(Backstage.GENERAL, "@everyone <@" + ada + "> look");

        assertThat(discord.messages().in(FakeDiscord.GENERAL))
                .allSatisfy(
                        message -> {
                            assertThat(message.path("mention_everyone").asBoolean()).isFalse();
                            assertThat(message.path("mentions")).isEmpty();
                        });
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502})
    void aFaultOfDiscordsIsWaitedOut(int status) {
        DiscordDoor door = backstage.open();
        discord.rest().fail(Fault.of("POST", WEBHOOK, status));
        door.say(Backstage.GENERAL, Backstage.line("hello"));

        assertThat(texts()).containsExactly("hello");
        assertThat(discord.rest().calls("POST", WEBHOOK))
                .extracting(Call::status)
                .containsExactly(status, 200);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502})
    void aLineThatSeemedToFailIsNotSaidTwice(int status) {
        DiscordDoor door = backstage.open();
        door.say(Backstage.GENERAL, Backstage.line("lol"));
        discord.rest().fail(Fault.of("POST", WEBHOOK, status).carriedOut());
        String id = door.say(Backstage.GENERAL, Backstage.line("lol"));

        assertThat(texts()).containsExactly("lol", "lol");
        assertThat(last(FakeDiscord.GENERAL).path("id").asString()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502})
    void aPlainLineThatSeemedToFailIsNotSaidTwice(int status) {
        discord.deny(Permission.MANAGE_WEBHOOKS);
        DiscordDoor door = backstage.open();
        discord.rest().fail(Fault.of("POST", MESSAGES, status).carriedOut());
        door.say(Backstage.GENERAL, Backstage.line("lol"));

        assertThat(texts()).containsOnlyOnce("**Alice (clone)**: lol");
    }

    @Test
    void whatCannotBeSaidIsRefused() {
        DiscordDoor door = backstage.open();
        discord.rest().fail(Fault.of("POST", WEBHOOK, 403).code(50013));
        assertReason(door, Reason.FORBIDDEN);
        discord.rest().fail(Fault.of("POST", WEBHOOK, 404).code(10003).times(2));
        assertReason(door, Reason.GONE);
        assertThatThrownBy(() -> door.tell(Backstage.channel("999", ""), "hello"))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.GONE));
    }

    private static void assertReason(DiscordDoor door, Reason reason) {
        assertThatThrownBy(() -> door.say(Backstage.GENERAL, Backstage.line("my secret words")))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> {
                            assertThat(refused.reason()).isEqualTo(reason);
                            assertThat(refused)
                                    .hasMessageNotContaining("secret")
                                    .hasMessageNotContaining("my");
                        });
    }

    @Test
    void aLongNoticeIsToldInPieces() {
        String notice = "word ".repeat(900).strip();
        backstage.open().tell(Backstage.GENERAL, notice);

        assertThat(texts()).hasSize(3).allMatch(text -> text.length() <= 2000);
        assertThat(String.join(" ", texts())).isEqualTo(notice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Alice (clone)", "_*~|`_*~|`_*~|`_*~|`_*~|`_*~|`_*~|`_*~|` (clone)"})
    void theLimitLeavesRoomForNamesAndLinks(String name) {
        discord.deny(Permission.MANAGE_WEBHOOKS);
        DiscordDoor door = backstage.open();
        String text = "x".repeat(door.limit(Backstage.persona(name)));
        Line line = new Line(Backstage.persona(name), text, Optional.empty());

        assertThat(door.say(Backstage.GENERAL, line)).isNotEmpty();
    }

    @Test
    void showsThatSomebodyTypesAndNeverFailsAtIt() {
        DiscordDoor door = backstage.open();
        door.type(Backstage.GENERAL);
        Backstage.await(() -> discord.rest().calls("POST", "/typing").size() == 1);
        discord.rest().fail(Fault.of("POST", "/typing", 403).code(50001));
        door.type(Backstage.GENERAL);
        door.type(Backstage.channel("999", ""));

        Backstage.await(() -> discord.rest().calls("POST", "/typing").size() == 2);
    }
}
