package dev.understudy.telegram;

import static dev.understudy.telegram.Telegrams.GROUP;
import static dev.understudy.telegram.Telegrams.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Platform;
import dev.understudy.chat.SpeakerName;
import dev.understudy.clone.Speaker;
import dev.understudy.stage.command.Place;
import dev.understudy.stage.door.Heard;
import dev.understudy.stage.door.Line;
import dev.understudy.stage.door.Persona;
import dev.understudy.stage.door.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TelegramSpeakingTest {
    private static final Channel FRIENDS = channel("1234567890");
    private static final Persona ALICE = persona("Alice (clone)");
    private static final String HTML = "<html><body>502 Bad Gateway</body></html>";

    private final FakeTelegram telegram = new FakeTelegram();
    private final AttentiveEar ear = new AttentiveEar();
    private TelegramDoor door;

    private static Channel channel(String id) {
        return new Channel(Platform.TELEGRAM, id, "Friends");
    }

    private static Persona persona(String name) {
        return new Persona(
                new Speaker(SpeakerName.of("alice"), "Alice", 10), name, Optional.empty());
    }

    @BeforeEach
    void open() {
        door = TelegramDoor.open(telegram.account(), ear, Telegrams.CLOCK, Telegrams.QUICK);
    }

    @AfterEach
    void close() {
        door.close();
        telegram.close();
    }

    private String say(String text) {
        return door.say(FRIENDS, new Line(ALICE, text, Optional.empty()));
    }

    private void isRefusedAs(Refused.Reason reason) {
        assertThatThrownBy(() -> say("the secret words"))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> {
                            assertThat(refused.reason()).isEqualTo(reason);
                            assertThat(refused)
                                    .hasMessageNotContaining("secret")
                                    .hasMessageNotContaining(FakeTelegram.TOKEN);
                        });
    }

    @Test
    void putsTheNameInBoldAboveTheText() throws InterruptedException {
        String id = door.say(FRIENDS, new Line(ALICE, "*hi* <b>you</b>", Optional.of("31")));

        assertThat(id).isEqualTo("9001");
        JsonNode sent = telegram.call("sendMessage");
        assertThat(sent.path("chat_id").asString()).isEqualTo(Long.toString(GROUP));
        assertThat(sent.path("text").asString()).isEqualTo("Alice (clone)\n*hi* <b>you</b>");
        assertThat(sent.has("parse_mode")).isFalse();
        assertThat(sent.path("entities")).hasSize(1);
        JsonNode bold = sent.path("entities").get(0);
        assertThat(bold.path("type").asString()).isEqualTo("bold");
        assertThat(bold.path("offset").asInt()).isZero();
        assertThat(bold.path("length").asInt()).isEqualTo("Alice (clone)".length());
        assertThat(sent.path("reply_parameters").path("message_id").asInt()).isEqualTo(31);
        assertThat(sent.path("reply_parameters").path("allow_sending_without_reply").asBoolean())
                .isTrue();
        assertThat(sent.path("link_preview_options").path("is_disabled").asBoolean()).isTrue();
    }

    @Test
    void mentionsNobody() throws InterruptedException {
        door.say(
                FRIENDS, new Line(persona("@everyone"), "ask @bob, a@b.cd, @ 5", Optional.empty()));

        assertThat(telegram.call("sendMessage").path("text").asString())
                .isEqualTo("＠everyone\nask ＠bob, a@b.cd, @ 5");
    }

    @Test
    void takesALineOfTheLimitAsOneMessage() throws InterruptedException {
        int limit = door.limit(ALICE);
        say("@".repeat(limit - 1) + "b");

        assertThat(telegram.call("sendMessage").path("text").asString()).hasSize(Wording.LIMIT);
    }

    @Test
    void tellsALongNoticeInSeveralMessages() throws InterruptedException {
        door.tell(FRIENDS, "sorry ".repeat(1000));

        assertThat(telegram.call("sendMessage").path("text").asString()).hasSizeLessThan(4097);
        assertThat(telegram.call("sendMessage").path("text").asString()).endsWith("sorry");
    }

    @Test
    void showsThatSomebodyTypes() throws InterruptedException {
        door.type(FRIENDS);
        telegram.refuse("sendChatAction", 403, "Forbidden: bot was kicked", "");
        door.type(FRIENDS);

        assertThat(telegram.call("sendChatAction").path("action").asString()).isEqualTo("typing");
    }

    @Test
    void waitsAsLongAsTelegramSays() {
        telegram.refuse(
                "sendMessage", 429, "Too Many Requests", ",\"parameters\":{\"retry_after\":1}");
        Instant start = Instant.now();

        assertThat(say("hi")).isEqualTo("9001");

        assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofMillis(990));
        assertThat(telegram.count("sendMessage")).isEqualTo(2);
    }

    @Test
    void triesAgainWhatFailedForAMoment() {
        telegram.script("sendMessage", 502, HTML);
        telegram.refuse("sendMessage", 500, "Internal Server Error", "");

        assertThat(say("hi")).isEqualTo("9001");
    }

    @Test
    void givesUpWhatGoesOnFailing() {
        for (int i = 0; i < Telegrams.QUICK.tries(); i++) {
            telegram.script("sendMessage", 502, HTML);
        }
        isRefusedAs(Refused.Reason.FAILED);
        assertThat(say("hi")).isEqualTo("9001");
    }

    @Test
    void doesNotSayTwiceWhatMayHaveBeenSaid() {
        telegram.script("sendMessage", 200, "{\"ok\":true,\"result\":{\"message_id\":");
        isRefusedAs(Refused.Reason.FAILED);
        telegram.script("sendMessage", FakeTelegram.NO_ANSWER, "");
        isRefusedAs(Refused.Reason.FAILED);
        assertThat(telegram.count("sendMessage")).isEqualTo(2);
    }

    @Test
    void saysAgainWhatDidNotReachTelegram() throws InterruptedException {
        telegram.call("getUpdates");
        telegram.stop();
        Thread back = Thread.startVirtualThread(telegram::start);
        assertThat(say("hi")).isEqualTo("9001");
        back.join();
    }

    @Test
    void tellsWhyTelegramRefuses() throws InterruptedException {
        telegram.happens(said(GROUP, 1, "\"text\":\"here we are\""));
        ear.next(Heard.Said.class);
        telegram.refuse("sendMessage", 403, "Forbidden: bot was kicked from the group chat", "");
        isRefusedAs(Refused.Reason.GONE);
        telegram.refuse("sendMessage", 400, "Bad Request: chat not found", "");
        isRefusedAs(Refused.Reason.GONE);
        telegram.refuse("sendMessage", 403, "Forbidden: CHAT_WRITE_FORBIDDEN", "");
        isRefusedAs(Refused.Reason.FORBIDDEN);
        telegram.refuse("sendMessage", 400, "Bad Request: not enough rights to send text", "");
        isRefusedAs(Refused.Reason.FORBIDDEN);
        telegram.refuse("sendMessage", 400, "Bad Request: message is too long", "");
        isRefusedAs(Refused.Reason.FAILED);
        assertThat(telegram.count("sendMessage")).isEqualTo(5);
    }

    @Test
    void followsAGroupThatMoves() throws InterruptedException {
        telegram.happens(said(-42, 1, "\"text\":\"here we are\""));
        ear.next(Heard.Said.class);
        telegram.refuse(
                "sendMessage",
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                ",\"parameters\":{\"migrate_to_chat_id\":" + GROUP + "}");

        door.say(channel("42"), new Line(ALICE, "hi", Optional.empty()));

        assertThat(ear.next(Heard.Moved.class))
                .isEqualTo(
                        new Heard.Moved(
                                new Place(channel("42"), "42"), new Place(FRIENDS, "1234567890")));
        assertThat(telegram.call("sendMessage").path("chat_id").asString()).isEqualTo("-42");
        assertThat(telegram.call("sendMessage").path("chat_id").asString())
                .isEqualTo(Long.toString(GROUP));
        door.say(channel("42"), new Line(ALICE, "hi again", Optional.empty()));
        assertThat(telegram.call("sendMessage").path("chat_id").asString())
                .isEqualTo(Long.toString(GROUP));
    }

    @Test
    void findsAGroupThatItHasNotHeardFrom() throws InterruptedException {
        telegram.refuse("sendMessage", 400, "Bad Request: chat not found", "");

        door.say(channel("42"), new Line(ALICE, "hi", Optional.empty()));
        door.say(channel("42"), new Line(ALICE, "hi again", Optional.empty()));
        door.say(channel("user11"), new Line(ALICE, "psst", Optional.empty()));

        for (String id : new String[] {"-1000000000042", "-42", "-42", "11"}) {
            assertThat(telegram.call("sendMessage").path("chat_id").asString()).isEqualTo(id);
        }
        assertThatThrownBy(
                        () ->
                                door.say(
                                        channel("name:Friends"),
                                        new Line(ALICE, "hi", Optional.empty())))
                .isInstanceOf(Refused.class);
    }
}
