package dev.understudy.telegram;

import static dev.understudy.telegram.Telegrams.GROUP;
import static dev.understudy.telegram.Telegrams.message;
import static dev.understudy.telegram.Telegrams.ofBot;
import static dev.understudy.telegram.Telegrams.said;
import static dev.understudy.telegram.Telegrams.says;
import static dev.understudy.telegram.Telegrams.sender;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chat.Handle;
import dev.understudy.chat.Platform;
import dev.understudy.stage.command.Answer;
import dev.understudy.stage.command.Choice;
import dev.understudy.stage.command.Command;
import dev.understudy.stage.command.Request;
import dev.understudy.stage.command.Verb;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TelegramCommandsTest {
    private static final Duration A_MOMENT = Duration.ofMillis(300);

    private final FakeTelegram telegram = new FakeTelegram();
    private final AttentiveEar ear = new AttentiveEar();
    private TelegramDoor door;

    @BeforeEach
    void open() {
        door = TelegramDoor.open(telegram.account(), ear, Telegrams.CLOCK, Telegrams.QUICK);
    }

    @AfterEach
    void close() {
        door.close();
        telegram.close();
    }

    private String answerTo(String update) throws InterruptedException {
        telegram.happens(update);
        return telegram.call("sendMessage").path("text").asString();
    }

    private void isIgnored(String update) throws InterruptedException {
        telegram.happens(update);
        telegram.happens(says(7777, "after it"));
        assertThat(ear.nextText()).isEqualTo("after it");
        assertThat(ear.isAsked(A_MOMENT)).isFalse();
        assertThat(telegram.count("sendMessage")).isZero();
    }

    @Test
    void listsItsCommandsInTelegramsMenu() throws InterruptedException {
        JsonNode menu = telegram.call("setMyCommands").path("commands");

        List<String> words =
                Arrays.stream(Verb.values())
                        .filter(Verb::isOnPlatforms)
                        .map(verb -> verb.word().replace('-', '_'))
                        .toList();
        assertThat(menu.valueStream().map(command -> command.path("command").asString()))
                .containsExactlyElementsOf(words)
                .contains("forget_me")
                .doesNotContain("quit")
                .allMatch(word -> word.matches("[a-z0-9_]{1,32}"));
        assertThat(menu.valueStream().map(command -> command.path("description").asString()))
                .allMatch(description -> description.length() >= 3 && description.length() <= 256);
    }

    @Test
    void asksTheStageAndRepliesToWhoeverAsked() throws InterruptedException {
        telegram.happens(says(31, "/clone@Stage_Bot alice"));

        Request request = ear.nextRequest();
        assertThat(request.command()).isEqualTo(new Command.Play("alice"));
        assertThat(request.place().channel().id()).isEqualTo("1234567890");
        assertThat(request.asker()).isEqualTo(new Handle(Platform.TELEGRAM, "user11"));
        assertThat(request.askerName()).isEqualTo("Ann Lee");
        JsonNode sent = telegram.call("sendMessage");
        assertThat(sent.path("text").asString()).isEqualTo("done");
        assertThat(sent.path("reply_parameters").path("message_id").asInt()).isEqualTo(31);
        assertThat(ear.heard).isEmpty();
    }

    @Test
    void readsCommandsAsTelegramSpellsThem() throws InterruptedException {
        telegram.happens(says(1, "/forget_me confirmed"));
        assertThat(ear.nextRequest().command()).isEqualTo(new Command.ForgetMe(true));
        telegram.happens(says(2, "/say alice what\\nis for dinner?"));
        assertThat(ear.nextRequest().command())
                .isEqualTo(new Command.Say("alice", Optional.of("what is for dinner?")));
        telegram.happens(said(11, 3, "\"text\":\"/start\""));
        Request start = ear.nextRequest();
        assertThat(start.command()).isEqualTo(new Command.Help());
        assertThat(start.place().isDirect()).isTrue();
    }

    @Test
    void answersWhatDoesNotFit() throws InterruptedException {
        assertThat(answerTo(says(1, "/settings loud"))).contains("/settings takes a name");
        assertThat(answerTo(said(11, 2, "\"text\":\"/dance\""))).contains("no command /dance");
        assertThat(answerTo(said(11, 3, "\"text\":\"/quit\""))).contains("no command /quit");
        assertThat(answerTo(says(4, "/dance@stage_bot"))).contains("no command /dance");
    }

    @Test
    void leavesOtherBotsTheirCommands() throws InterruptedException {
        isIgnored(says(1, "/clone@other_bot alice"));
        isIgnored(says(2, "/weather"));
        isIgnored(says(3, "/quit"));
        isIgnored(message(GROUP, 4, sender(77, "Quiz", ",is_bot"), "\"text\":\"/clone alice\""));
    }

    @Test
    void doesNotDoACommandThatIsPassedOnOrEdited() throws InterruptedException {
        isIgnored(says(1, "/clone alice", "\"forward_date\":1"));
        String edited = says(2, "/clone alice", "\"edit_date\":5").replace("\"message\"", "");
        isIgnored("\"edited_message\"" + edited);
    }

    @Test
    void asksForWhoeverSpeaksAsTheGroup() throws InterruptedException {
        String group = "\"sender_chat\":{\"id\":" + GROUP + ",\"type\":\"supergroup\"}";
        String anonymous = sender(1087968824, "Group", ",is_bot");
        telegram.happens(message(GROUP, 1, anonymous, "\"text\":\"/clones\"", group));

        assertThat(ear.nextRequest().asker())
                .isEqualTo(new Handle(Platform.TELEGRAM, "channel1234567890"));
    }

    @Test
    void offersTheClonesWhereANameIsMissing() throws InterruptedException {
        ear.clones = List.of("Alice", "Bob Ray", "N".repeat(80));
        telegram.happens(says(1, "/clone"));

        JsonNode rows = telegram.call("sendMessage").path("reply_markup").path("inline_keyboard");
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).get(0).path("text").asString()).isEqualTo("Alice");
        assertThat(rows.get(0).get(0).path("callback_data").asString()).isEqualTo("/clone Alice");
        assertThat(rows.get(0).get(1).path("callback_data").asString())
                .isEqualTo("/clone \"Bob Ray\"");
        assertThat(ear.isAsked(Duration.ZERO)).isFalse();
    }

    @Test
    void saysWhatIsMissingWhereNobodyCanBeOffered() throws InterruptedException {
        assertThat(answerTo(says(1, "/clone"))).contains("/clone needs a name");
    }

    @Test
    void doesWhatAButtonSays() throws InterruptedException {
        telegram.happens(
                """
                "callback_query":{"id":"q1","chat_instance":"c","data":"/clone \\"Bob Ray\\"",
                "from":{"id":12,"is_bot":false,"first_name":"Bob"},"message":%s}"""
                        .formatted(ofBot(9001)));

        assertThat(telegram.call("answerCallbackQuery").path("callback_query_id").asString())
                .isEqualTo("q1");
        Request request = ear.nextRequest();
        assertThat(request.command()).isEqualTo(new Command.Play("Bob Ray"));
        assertThat(request.asker().id()).isEqualTo("user12");
        assertThat(telegram.call("sendMessage").path("reply_parameters").path("message_id").asInt())
                .isEqualTo(9001);
    }

    @Test
    void answersButtonsThatAreNotItsOwnOrTooOld() throws InterruptedException {
        telegram.refuse("answerCallbackQuery", 400, "Bad Request: query is too old", "");
        String press =
                "\"callback_query\":{\"id\":\"q1\",\"chat_instance\":\"c\",\"data\":\"buy\","
                        + "\"from\":{\"id\":12,\"is_bot\":false,\"first_name\":\"Bob\"}}";
        telegram.happens(press);
        telegram.happens(press);

        telegram.call("answerCallbackQuery");
        telegram.call("answerCallbackQuery");
        assertThat(ear.isAsked(A_MOMENT)).isFalse();
    }

    @Test
    void putsChoicesUnderTheLastPieceOfALongAnswer() throws InterruptedException {
        Choice yes = new Choice("Yes, delete it", "/forget-me confirmed");
        Choice wide = new Choice("Wide", "/clone " + "x".repeat(60));
        ear.whenAsked = _ -> new Answer("word ".repeat(1500), List.of(yes, wide));
        telegram.happens(says(1, "/forget_me"));

        JsonNode first = telegram.call("sendMessage");
        JsonNode last = telegram.call("sendMessage");
        assertThat(first.has("reply_markup")).isFalse();
        assertThat(first.path("text").asString()).hasSizeLessThanOrEqualTo(Wording.LIMIT);
        assertThat(last.path("text").asString()).endsWith("\n" + wide.line());
        JsonNode rows = last.path("reply_markup").path("inline_keyboard");
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).get(0).path("callback_data").asString())
                .isEqualTo("/forget-me confirmed");
    }

    @Test
    void hearsOnWhileACommandTakesItsTime() throws InterruptedException {
        CountDownLatch slow = new CountDownLatch(1);
        ear.whenAsked =
                _ -> {
                    try {
                        assertThat(slow.await(10, TimeUnit.SECONDS)).isTrue();
                    } catch (InterruptedException stop) {
                        Thread.currentThread().interrupt();
                    }
                    return Answer.of("at last");
                };
        telegram.happens(says(1, "/say alice"));
        ear.nextRequest();
        telegram.happens(says(2, "meanwhile"));
        assertThat(ear.nextText()).isEqualTo("meanwhile");
        slow.countDown();

        assertThat(telegram.call("sendMessage").path("text").asString()).isEqualTo("at last");
    }

    @Test
    void survivesAStageThatFails() throws InterruptedException {
        ear.whenAsked =
                _ -> {
                    throw new IllegalStateException("broken");
                };
        telegram.happens(says(1, "/clones"));
        ear.nextRequest();
        ear.whenAsked = _ -> Answer.of("well again");

        assertThat(answerTo(says(2, "/clones"))).isEqualTo("well again");
    }
}
