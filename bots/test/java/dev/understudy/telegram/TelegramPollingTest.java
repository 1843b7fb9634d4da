package dev.understudy.telegram;

import static dev.understudy.telegram.Telegrams.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.settings.UserError;
import dev.understudy.stage.command.Answer;
import dev.understudy.stage.door.Finding;
import dev.understudy.stage.door.Heard;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TelegramPollingTest {
    private static final String CONFLICT =
            "Conflict: terminated by other getUpdates request; make sure that only one bot"
                    + " instance is running";

    private final FakeTelegram telegram = new FakeTelegram();
    private final AttentiveEar ear = new AttentiveEar();

    @AfterEach
    void close() {
        telegram.close();
    }

    private TelegramDoor open() {
        return TelegramDoor.open(telegram.account(), ear, Telegrams.CLOCK, Telegrams.QUICK);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < 1000 && !condition.getAsBoolean(); i++) {
            assertThat(never.await(10, TimeUnit.MILLISECONDS)).isFalse();
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void asksForTheUpdatesThatItUnderstands() throws InterruptedException {
        try (TelegramDoor _ = open()) {
            JsonNode wanted = telegram.call("getUpdates").path("allowed_updates");
            assertThat(wanted.valueStream().map(JsonNode::asString))
                    .containsExactly(
                            "message",
                            "edited_message",
                            "callback_query",
                            "message_reaction",
                            "my_chat_member");
        }
    }

    @Test
    void letsTelegramForgetOnlyWhatIsHeard() throws InterruptedException {
        CountDownLatch stored = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(1);
        ear.whenTold =
                _ -> {
                    told.countDown();
                    try {
                        assertThat(stored.await(10, TimeUnit.SECONDS)).isTrue();
                    } catch (InterruptedException stop) {
                        Thread.currentThread().interrupt();
                    }
                };
        try (TelegramDoor _ = open()) {
            telegram.happens(says(1, "hi"));
            assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(telegram.pending()).isEqualTo(1);
            stored.countDown();
            await(() -> telegram.pending() == 0);
        }
    }

    @Test
    void isToldAgainWhatACrashLeftUnacknowledged() throws InterruptedException {
        telegram.happens(says(1, "hi"));
        telegram.happens(says(2, "/clones"));
        ear.whenTold =
                _ -> {
                    for (int i = 0; i < 50; i++) {
                        telegram.script("getUpdates", 502, "<html>");
                    }
                };
        try (TelegramDoor door = open()) {
            assertThat(ear.nextText()).isEqualTo("hi");
            await(() -> door.trouble().isPresent());
        }
        telegram.unscript("getUpdates");
        ear.whenTold = _ -> {};
        assertThat(telegram.pending()).isEqualTo(2);
        assertThat(ear.asked).isEmpty();

        try (TelegramDoor _ = open()) {
            assertThat(ear.nextText()).isEqualTo("hi");
            ear.nextRequest();
            await(() -> telegram.pending() == 0);
        }
    }

    @Test
    void startsACommandOnlyWhenTelegramHasForgottenIt() throws InterruptedException {
        CountDownLatch forgotten = new CountDownLatch(1);
        ear.whenAsked =
                _ -> {
                    if (telegram.pending() == 0) {
                        forgotten.countDown();
                    }
                    return Answer.of("done");
                };
        try (TelegramDoor _ = open()) {
            telegram.happens(says(1, "/clones"));
            assertThat(forgotten.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void skipsAnUpdateOnWhichTheStageFails() throws InterruptedException {
        ear.whenTold =
                heard -> {
                    if (heard instanceof Heard.Said said && said.message().id().equals("1")) {
                        throw new StackOverflowError();
                    }
                };
        try (TelegramDoor _ = open()) {
            telegram.happens(says(1, "poison"));
            telegram.happens(says(2, "after it"));
            assertThat(ear.nextText()).isEqualTo("after it");
            await(() -> telegram.pending() == 0);
        }
    }

    @Test
    void skipsAnUpdateThatTheLibraryCannotRead() throws InterruptedException {
        try (TelegramDoor _ = open()) {
            telegram.happens("\"message\":{\"message_id\":\"words\",\"date\":[]}");
            telegram.happens("\"message\":\"nonsense\"");
            telegram.happens("\"hologram\":{}");
            telegram.happens(says(2, "after it"));
            assertThat(ear.nextText()).isEqualTo("after it");
            await(() -> telegram.pending() == 0);
        }
    }

    @Test
    void goesOnWhenItsThreadIsInterrupted() throws InterruptedException {
        try (TelegramDoor _ = open()) {
            telegram.call("getUpdates");
            Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("telegram-polling"))
                    .forEach(Thread::interrupt);
            telegram.happens(says(1, "still there?"));
            assertThat(ear.nextText()).isEqualTo("still there?");
        }
    }

    @Test
    void outlivesAnErrorInThePollItself() throws InterruptedException {
        ear.whenTold =
                _ -> {
                    ear.whenTold = _ -> {};
                    throw new OutOfMemoryError("for a moment");
                };
        try (TelegramDoor door = open()) {
            telegram.happens(says(1, "again"));
            assertThat(ear.nextText()).isEqualTo("again");
            await(() -> telegram.pending() == 0 && door.trouble().isEmpty());
        }
    }

    @Test
    void waitsForATelegramThatIsNotThereAtTheStart() throws InterruptedException {
        telegram.stop();
        try (TelegramDoor door = open()) {
            assertThat(door.trouble()).isPresent();
            assertThat(door.inviteLink()).isEmpty();
            telegram.start();
            telegram.happens(says(1, "at last"));
            assertThat(ear.nextText()).isEqualTo("at last");
            assertThat(door.trouble()).isEmpty();
            assertThat(door.inviteLink())
                    .contains(URI.create("https://t.me/stage_bot?startgroup=true"));
        }
    }

    @Test
    void waitsForATelegramThatGoesAway() throws InterruptedException {
        try (TelegramDoor door = open()) {
            telegram.call("getUpdates");
            telegram.stop();
            await(() -> door.trouble().isPresent());
            telegram.happens(says(1, "back again"));
            telegram.start();
            assertThat(ear.nextText()).isEqualTo("back again");
        }
    }

    @Test
    void tellsWhatItMissedFromWhatIsSaidNow() throws InterruptedException {
        InstantSource later = InstantSource.fixed(Telegrams.NOW.plus(Duration.ofHours(1)));
        telegram.happens(says(1, "an hour ago"));
        try (TelegramDoor _ = TelegramDoor.open(telegram.account(), ear, later, Telegrams.QUICK)) {
            assertThat(ear.next(Heard.Said.class).live()).isFalse();
            await(() -> telegram.pending() == 0);
            telegram.happens(says(2, "by a clock that is slow"));
            assertThat(ear.next(Heard.Said.class).live()).isTrue();
        }
    }

    @Test
    void tellsOfAnotherPollerUntilItIsGone() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            telegram.refuse("getUpdates", 409, CONFLICT, "");
        }
        try (TelegramDoor door = open()) {
            await(() -> door.trouble().isPresent());
            UserError trouble = door.trouble().orElseThrow();
            assertThat(trouble.problem()).contains("Another program", "@stage_bot");
            assertThat(door.examine()).contains(new Finding(trouble.problem(), trouble.remedy()));
            telegram.happens(says(1, "alone at last"));
            assertThat(ear.nextText()).isEqualTo("alone at last");
            assertThat(door.trouble()).isEmpty();
        }
    }

    @Test
    void takesAwayAWebhookThatIsSetMeanwhile() throws InterruptedException {
        telegram.webhook("https://example.org/hook");
        try (TelegramDoor _ = open()) {
            assertThat(telegram.webhook()).isEmpty();
            telegram.webhook("https://example.org/hook");
            telegram.refuse(
                    "getUpdates",
                    409,
                    "Conflict: can't use getUpdates while webhook is active",
                    "");
            await(() -> telegram.webhook().isEmpty());
            telegram.happens(says(1, "hi"));
            assertThat(ear.nextText()).isEqualTo("hi");
        }
    }

    @Test
    void refusesATokenThatTelegramDoesNotKnow() {
        TelegramAccount wrong = new TelegramAccount("654321:WRONG", telegram.address());

        assertThatThrownBy(() -> TelegramDoor.open(wrong, ear, Telegrams.CLOCK, Telegrams.QUICK))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("does not know the token")
                .hasMessageNotContaining("WRONG");
        assertThat(TelegramDoor.examine(wrong))
                .singleElement()
                .satisfies(finding -> assertThat(finding.remedy()).contains("@BotFather"));
    }

    @Test
    void makesDoWithAServerThatKnowsFewMethods() throws InterruptedException {
        for (String method : List.of("deleteWebhook", "setMyCommands", "getWebhookInfo")) {
            telegram.refuse(method, 404, "Not Found: method not found", "");
        }
        try (TelegramDoor door = open()) {
            assertThat(door.examine()).isEmpty();
            telegram.happens(says(1, "hi"));
            assertThat(ear.nextText()).isEqualTo("hi");
        }
    }

    @Test
    void findsWhatKeepsItFromHearing() {
        assertThat(TelegramDoor.examine(telegram.account())).isEmpty();
        telegram.me("can_read_all_group_messages", false);
        telegram.me("can_join_groups", false);
        telegram.webhook("https://example.org/hook");

        List<Finding> findings = TelegramDoor.examine(telegram.account());

        assertThat(findings).hasSize(3);
        assertThat(findings.getFirst().remedy()).contains("/setprivacy", "add it again");
        assertThat(findings.get(1).problem()).contains("cannot be added to groups");
        assertThat(findings.get(2).problem()).contains("webhook");
        assertThat(telegram.webhook()).isNotEmpty();
        telegram.stop();
        assertThat(TelegramDoor.examine(telegram.account())).hasSize(1);
    }
}
