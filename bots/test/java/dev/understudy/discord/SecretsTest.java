package dev.understudy.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.understudy.discord.FakeRest.Fault;
import dev.understudy.settings.UserError;
import dev.understudy.stage.door.Refused;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// Whatever goes wrong: no token and nobody's words in what is logged, ours and the library's.
class SecretsTest {
    private static final String WEBHOOK = "/webhooks/\\d+/secret";
    private final Backstage backstage = new Backstage();
    private final FakeDiscord discord = backstage.discord;
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

    @BeforeEach
    void read() {
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void close() {
        root.detachAppender(log);
        backstage.close();
    }

    private void assertDiscreet() {
        assertThat(List.copyOf(log.list))
                .allSatisfy(
                        event ->
                                assertThat(
                                                event.getFormattedMessage()
                                                        + (event.getThrowableProxy() == null
                                                                ? ""
                                                                : ThrowableProxyUtil.asString(
                                                                        event.getThrowableProxy())))
                                        .doesNotContain(FakeDiscord.TOKEN)
                                        .doesNotContain("secret")
                                        .doesNotContain("gossip"));
    }

    @Test
    void logsNoSecretsWhenSpeakingFails() {
        DiscordDoor door = backstage.open();
        for (Fault fault :
                List.of(
                        Fault.of("POST", WEBHOOK, 429),
                        Fault.of("POST", WEBHOOK, 404).code(10015),
                        Fault.of("POST", WEBHOOK, 502))) {
            discord.rest().fail(fault);
            door.say(Backstage.GENERAL, Backstage.line("gossip"));
        }
        discord.rest().fail(Fault.of("POST", WEBHOOK, 400).code(50035));
        assertThatThrownBy(() -> door.say(Backstage.GENERAL, Backstage.line("gossip")))
                .isInstanceOf(Refused.class)
                .hasMessageNotContaining("gossip");
        discord.gateway().drop();
        Backstage.await(() -> discord.gateway().resumed() == 1);

        assertThat(log.list).isNotEmpty();
        assertDiscreet();
    }

    @Test
    void logsNoSecretsWhenAnAnswerFails() {
        backstage.open();
        discord.rest().fail(Fault.of("POST", "/callback", 404).code(10062));
        discord.interactions().slash("bob", "say", Map.of("name", "alice", "prompt", "gossip"));
        Backstage.await(() -> isLogged("without answer"));
        discord.rest().fail(Fault.of("PATCH", "@original", 404).code(10015));
        discord.interactions().slash("bob", "say", Map.of("name", "alice", "prompt", "gossip"));
        Backstage.await(() -> discord.rest().calls("PATCH", "@original").size() == 1);
        Backstage.await(() -> log.list.stream().filter(SecretsTest::isOfAnAnswer).count() == 2);

        assertDiscreet();
    }

    private boolean isLogged(String words) {
        return List.copyOf(log.list).stream()
                .anyMatch(event -> event.getFormattedMessage().contains(words));
    }

    private static boolean isOfAnAnswer(ILoggingEvent event) {
        return event.getFormattedMessage().contains("without answer");
    }

    @Test
    void logsNoTokenThatIsRefused() {
        assertThatThrownBy(
                        () ->
                                DiscordDoor.open(
                                        discord.account(FakeDiscord.TOKEN + "x"), backstage.ear))
                .isInstanceOf(UserError.class)
                .hasMessageNotContaining(FakeDiscord.TOKEN);

        assertDiscreet();
    }
}
