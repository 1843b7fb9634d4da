package dev.understudy.cli.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cli.OwnProcess;
import dev.understudy.configuration.ConfigurationFile;
import dev.understudy.discord.FakeDiscord;
import dev.understudy.telegram.FakeTelegram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A Discord and a Telegram on loopback, and a data folder whose settings lead the bots to both.
public final class Premises implements AutoCloseable {
    /// A Telegram group, as the Bot API calls it.
    public static final long GROUP = -1001234567890L;

    /// The same, as an export does.
    public static final String GROUP_KEY = "1234567890";

    /// Where people call the bot by name.
    public static final String BOT = "<@" + FakeDiscord.BOT + ">";

    private final FakeDiscord discord = new FakeDiscord();
    private final FakeTelegram telegram = new FakeTelegram();
    private final AtomicInteger messages = new AtomicInteger(100);
    private final Path home;

    /// @param circles a line of settings each
    public Premises(Path home, String... circles) throws IOException, InterruptedException {
        this.home = Files.createDirectories(home);
        Files.writeString(
                home.resolve(ConfigurationFile.NAME),
                """
                platforms:
                  discord: {api: "%s", gateway: "%s"}
                  telegram: {api: "%s"}
                circles:
                  %s
                manners: {talkativeness: 0, pace: 0}
                budgets: {user-per-minute: 10000, channel-per-minute: 10000,
                    requests-per-minute: 10000}
                """
                        .formatted(
                                discord.rest().address(),
                                discord.gateway().address(),
                                telegram.address(),
                                String.join("\n  ", circles)));
    }

    public Path home() {
        return home;
    }

    public FakeDiscord discord() {
        return discord;
    }

    public FakeTelegram telegram() {
        return telegram;
    }

    /// The tokens that both platforms know.
    public static Map<String, String> tokens() {
        return Map.of(
                "UNDERSTUDY_DISCORD_TOKEN", FakeDiscord.TOKEN,
                "UNDERSTUDY_TELEGRAM_TOKEN", FakeTelegram.TOKEN);
    }

    /// Runs the bots with a model that recites, and waits until they are on stage on both.
    public OwnProcess recite(Path err) throws IOException, InterruptedException {
        return onStage(
                new OwnProcess(
                        err, tokens(), OwnProcess.java(RecitingBots.class, home.toString())));
    }

    /// Waits until `bots` are on stage on both platforms.
    public static OwnProcess onStage(OwnProcess bots) throws IOException, InterruptedException {
        bots.runUntil(() -> printed(bots).matches("(?s).*On stage on telegram[^\\n]*\n.*"));
        return bots;
    }

    private static String printed(OwnProcess bots) {
        try {
            return bots.printed();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    /// Somebody in `channel` on Discord writes to the bot.
    public void addresses(String channel, String who, String text) {
        discord.messages().write(channel, who, BOT + " " + text);
    }

    /// What stands in `channel` on Discord and was written by the bot, or not.
    public List<String> written(String channel, boolean byBot) {
        return discord.messages().in(channel).stream()
                .filter(message -> message.path("author").path("bot").asBoolean() == byBot)
                .map(message -> message.path("content").asString())
                .toList();
    }

    /// Somebody writes in a Telegram group, at this moment.
    public void tells(long group, int who, String text) {
        telegram.happens(
                """
                "message":{"message_id":%d,"date":%d,"chat":{"id":%d,"type":"supergroup",\
                "title":"Friends"},"from":{"id":%d,"is_bot":false,"first_name":"Mia%d"},\
                "text":%s%s}"""
                        .formatted(
                                messages.incrementAndGet(),
                                Instant.now().getEpochSecond(),
                                group,
                                who,
                                who,
                                JsonMapper.shared().writeValueAsString(text),
                                command(text)));
    }

    private static String command(String text) {
        return text.startsWith("/")
                ? ",\"entities\":[{\"type\":\"bot_command\",\"offset\":0,\"length\":%d}]"
                        .formatted(text.split(" ", 2)[0].length())
                : "";
    }

    /// What the bot sent to a Telegram group.
    public List<String> sent(long group) {
        return telegram.sentTo(Long.toString(group)).stream()
                .map(JsonNode::toString)
                .map(call -> JsonMapper.shared().readTree(call).path("text").asString())
                .toList();
    }

    /// Waits until `reached`, and fails after minutes without: a busy machine takes its time.
    public static void await(BooleanSupplier reached) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (!reached.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(deadline);
            assertThat(never.await(10, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    @Override
    public void close() {
        discord.close();
        telegram.close();
    }
}
