package dev.understudy.telegram;

import static dev.understudy.telegram.Telegrams.GROUP;
import static dev.understudy.telegram.Telegrams.chat;
import static dev.understudy.telegram.Telegrams.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.understudy.chat.Channel;
import dev.understudy.chat.Platform;
import dev.understudy.stage.door.Heard;
import dev.understudy.stage.door.Refused;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class TelegramLogTest {
    private static final Logger ROOT = (Logger) LoggerFactory.getLogger("ROOT");

    private final FakeTelegram telegram = new FakeTelegram();
    private final AttentiveEar ear = new AttentiveEar();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        ROOT.addAppender(log);
    }

    @AfterEach
    void close() {
        ROOT.detachAppender(log);
        telegram.close();
    }

    private List<String> logged() {
        return List.copyOf(log.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void namesTheGroupThatItWasAddedTo() throws InterruptedException {
        try (TelegramDoor _ =
                TelegramDoor.open(telegram.account(), ear, Telegrams.CLOCK, Telegrams.QUICK)) {
            String bot = "\"user\":{\"id\":999,\"is_bot\":true,\"first_name\":\"U\"}";
            telegram.happens(
                    """
                    "my_chat_member":{%s,"date":1,
                    "from":{"id":11,"is_bot":false,"first_name":"Ann"},
                    "old_chat_member":{"status":"left",%s},
                    "new_chat_member":{"status":"member",%s}}"""
                            .formatted(chat(GROUP), bot, bot));
            telegram.happens(says(1, "hi"));
            assertThat(ear.nextText()).isEqualTo("hi");
        }
        assertThat(logged()).contains("The Telegram bot is member in 1234567890.");
    }

    @Test
    void holdsNobodysWordsAndNoToken() throws InterruptedException {
        ear.whenTold =
                heard -> {
                    if (heard instanceof Heard.Said said && said.message().id().equals("1")) {
                        throw new IllegalStateException("broken");
                    }
                };
        telegram.script("getUpdates", 502, "<html>");
        telegram.script("getUpdates", 200, "{\"ok\":true,\"result\":[{\"a\":\"gherkin");
        try (TelegramDoor door =
                TelegramDoor.open(telegram.account(), ear, Telegrams.CLOCK, Telegrams.QUICK)) {
            telegram.happens(says(1, "gherkin"));
            telegram.happens("\"message\":{\"message_id\":\"gherkin\"}");
            telegram.happens(says(2, "/clone gherkin"));
            telegram.happens(says(3, "done"));
            assertThat(ear.nextText()).isEqualTo("done");
            ear.nextRequest();
            telegram.refuse("sendMessage", 400, "Bad token " + FakeTelegram.TOKEN, "");
            Channel nowhere = new Channel(Platform.TELEGRAM, "1234567890", "");
            assertThatThrownBy(() -> sayUntilRefused(door, nowhere))
                    .isInstanceOf(Refused.class)
                    .hasMessageNotContaining(FakeTelegram.TOKEN);
        }
        assertThat(logged())
                .hasSizeGreaterThan(3)
                .noneMatch(line -> line.contains("gherkin"))
                .noneMatch(line -> line.contains("TEST-token"));
    }

    /// The answer to the command may meet the refusal first.
    private void sayUntilRefused(TelegramDoor door, Channel channel) {
        for (int i = 0; i < 3; i++) {
            telegram.refuse("sendMessage", 400, "Bad token " + FakeTelegram.TOKEN, "");
            door.tell(channel, "gherkin");
        }
    }
}
