package dev.understudy.telegram;

import static dev.understudy.telegram.Telegrams.GROUP;
import static dev.understudy.telegram.Telegrams.NOW;
import static dev.understudy.telegram.Telegrams.message;
import static dev.understudy.telegram.Telegrams.ofBot;
import static dev.understudy.telegram.Telegrams.said;
import static dev.understudy.telegram.Telegrams.says;
import static dev.understudy.telegram.Telegrams.sender;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Platform;
import dev.understudy.stage.command.Place;
import dev.understudy.stage.door.Heard;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TelegramHearingTest {
    private static final Place FRIENDS = place("1234567890");

    private final FakeTelegram telegram = new FakeTelegram();
    private final AttentiveEar ear = new AttentiveEar();
    private TelegramDoor door;

    private static Place place(String id) {
        return new Place(new Channel(Platform.TELEGRAM, id, "Friends"), id);
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

    private Heard.Said heardFrom(String update) throws InterruptedException {
        telegram.happens(update);
        return ear.next(Heard.Said.class);
    }

    /// What is told of `update` and of a message after it: the message alone, if it is not told.
    private void isNotTold(String update) throws InterruptedException {
        telegram.happens(update);
        telegram.happens(says(7777, "after it"));
        assertThat(ear.nextText()).isEqualTo("after it");
    }

    @Test
    void tellsAMessageAsAnImportWould() throws InterruptedException {
        Heard.Said said =
                heardFrom(says(31, "where is the cat?", "\"reply_to_message\":" + ofBot(30)));

        assertThat(said.place()).isEqualTo(FRIENDS);
        assertThat(said.message())
                .isEqualTo(
                        new Message(
                                FRIENDS.channel(),
                                "31",
                                new Handle(Platform.TELEGRAM, "user11"),
                                "Ann Lee",
                                NOW,
                                31,
                                Message.Kind.SPEECH,
                                "where is the cat?",
                                Optional.of("30"),
                                Optional.empty()));
        assertThat(said.live()).isTrue();
    }

    @Test
    void numbersChatsAsExportsDo() throws InterruptedException {
        assertThat(heardFrom(said(-42, 1, "\"text\":\"a\"")).place()).isEqualTo(place("42"));
        Place direct = heardFrom(said(11, 1, "\"text\":\"a\"")).place();
        assertThat(direct).isEqualTo(Place.direct(new Channel(Platform.TELEGRAM, "user11", "Ann")));
        assertThat(direct.isDirect()).isTrue();
    }

    @Test
    void namesWhoeverHasNoName() throws InterruptedException {
        String update = message(GROUP, 1, sender(12, "", ""), "\"text\":\"a\"");
        assertThat(heardFrom(update).message().senderName()).isEqualTo("Deleted-user12");
    }

    @Test
    void tellsForwardsMediaAndBotsApart() throws InterruptedException {
        String origin =
                "\"forward_origin\":{\"type\":\"hidden_user\",\"date\":1,"
                        + "\"sender_user_name\":\"X\"}";
        assertThat(heardFrom(says(1, "a", origin)).message().kind())
                .isEqualTo(Message.Kind.FORWARD);

        String photo =
                "\"photo\":[{\"file_id\":\"f\",\"file_unique_id\":\"u\",\"width\":1,\"height\":1}]";
        Message picture = heardFrom(said(GROUP, 2, photo, "\"caption\":\"look\"")).message();
        assertThat(picture.kind()).isEqualTo(Message.Kind.MEDIA);
        assertThat(picture.text()).isEqualTo("look");
        Message bare = heardFrom(said(GROUP, 3, photo)).message();
        assertThat(bare.text()).isEmpty();

        String bot = sender(77, "Quiz", ",is_bot");
        assertThat(heardFrom(message(GROUP, 4, bot, "\"text\":\"a\"")).message().kind())
                .isEqualTo(Message.Kind.BOT);
        String via = "\"via_bot\":{\"id\":77,\"is_bot\":true,\"first_name\":\"Quiz\"}";
        assertThat(heardFrom(says(5, "a", via)).message().kind()).isEqualTo(Message.Kind.BOT);
    }

    @Test
    void nobodyOpensAZipBomb() throws InterruptedException {
        String bomb =
                "\"document\":{\"file_id\":\"f42\",\"file_unique_id\":\"u42\","
                        + "\"file_name\":\"42.zip\",\"mime_type\":\"application/zip\","
                        + "\"file_size\":42374}";
        Message message = heardFrom(said(GROUP, 1, bomb, "\"caption\":\"open it!\"")).message();
        assertThat(message.kind()).isEqualTo(Message.Kind.MEDIA);
        assertThat(message.text()).isEqualTo("open it!");
        isNotTold(said(GROUP, 2, "\"new_chat_title\":\"Survivors\""));
        assertThat(telegram.called()).isNotEmpty().noneMatch(call -> call.contains("file"));
    }

    @Test
    void leavesOutWhatAnImportLeavesOut() throws InterruptedException {
        String group = "\"sender_chat\":{\"id\":" + GROUP + ",\"type\":\"supergroup\"}";
        isNotTold(says(1, "as the group", group));
        isNotTold(said(GROUP, 2, "\"new_chat_title\":\"Enemies\""));
        isNotTold(said(GROUP, 3, "\"dice\":{\"emoji\":\"🎲\",\"value\":3}"));
    }

    @Test
    void neverTellsWhatTheBotItselfWrites() throws InterruptedException {
        String self = sender(999, "Understudy", ",is_bot");
        isNotTold(message(GROUP, 1, self, "\"text\":\"a\""));
    }

    @Test
    void tellsWhomAMessageIsFor() throws InterruptedException {
        assertThat(heardFrom(says(1, "hi @Stage_Bot!")).address())
                .isEqualTo(Set.of(Heard.Address.MENTION));
        assertThat(heardFrom(says(2, "hi @stage_botanist, me@stage_bot")).address()).isEmpty();
        String link =
                "\"entities\":[{\"type\":\"text_mention\",\"offset\":0,\"length\":2,\"user\":"
                        + "{\"id\":999,\"is_bot\":true,\"first_name\":\"Understudy\"}}]";
        assertThat(heardFrom(says(3, "hi", link)).address())
                .isEqualTo(Set.of(Heard.Address.MENTION));
        assertThat(heardFrom(says(4, "yes", "\"reply_to_message\":" + ofBot(9))).address())
                .isEqualTo(Set.of(Heard.Address.REPLY));
    }

    @Test
    void tellsEdits() throws InterruptedException {
        String body =
                says(31, "where is the dog?", "\"edit_date\":1772366460")
                        .substring("\"message\":".length());
        telegram.happens("\"edited_message\":" + body);

        assertThat(ear.next(Heard.Edited.class))
                .isEqualTo(
                        new Heard.Edited(
                                FRIENDS,
                                "31",
                                "where is the dog?",
                                Instant.ofEpochSecond(1772366460)));
    }

    @Test
    void tellsWhichReactionsCameAndWent() throws InterruptedException {
        telegram.happens(
                """
                "message_reaction":{%s,"message_id":9001,"date":1,
                "user":{"id":12,"is_bot":false,"first_name":"Bob"},
                "old_reaction":[{"type":"emoji","emoji":"👍"},{"type":"emoji","emoji":"🐱"}],
                "new_reaction":[{"type":"emoji","emoji":"🐱"},
                {"type":"custom_emoji","custom_emoji_id":"5368"},{"type":"hologram"}]}"""
                        .formatted(Telegrams.chat(GROUP)));

        Handle bob = new Handle(Platform.TELEGRAM, "user12");
        assertThat(ear.next(Heard.Reacted.class))
                .isEqualTo(new Heard.Reacted(FRIENDS, "9001", bob, "👍", false));
        assertThat(ear.next(Heard.Reacted.class))
                .isEqualTo(new Heard.Reacted(FRIENDS, "9001", bob, "5368", true));
    }

    @Test
    void tellsThatAGroupHasMoved() throws InterruptedException {
        telegram.happens(said(-42, 1, "\"migrate_to_chat_id\":" + GROUP));
        telegram.happens(said(GROUP, 1, "\"migrate_from_chat_id\":-42"));

        Heard.Moved moved = new Heard.Moved(place("42"), FRIENDS);
        assertThat(ear.next(Heard.Moved.class)).isEqualTo(moved);
        assertThat(ear.next(Heard.Moved.class)).isEqualTo(moved);
    }

    @Test
    void carriesAnyText() throws InterruptedException {
        String text = "🧑‍🚀".repeat(800) + "\u202Eabc\u200B\u0000";
        String json = text.replace("\u0000", "\\u0000");
        assertThat(heardFrom(says(1, json)).message().text()).isEqualTo(text);
    }
}
