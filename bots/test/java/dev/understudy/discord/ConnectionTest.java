package dev.understudy.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.settings.UserError;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionTest {
    private final Backstage backstage = new Backstage();
    private final FakeDiscord discord = backstage.discord;

    @AfterEach
    void close() {
        backstage.close();
    }

    @Test
    void aDroppedLineIsTakenUpAgainAndNothingIsLostOrToldTwice() {
        DiscordDoor door = backstage.open();
        discord.messages().write(FakeDiscord.GENERAL, "bob", "line 0");
        backstage.ear.nextSaid();
        discord.gateway().drop();
        IntStream.rangeClosed(1, 5)
                .forEach(i -> discord.messages().write(FakeDiscord.GENERAL, "bob", "line " + i));

        IntStream.rangeClosed(1, 5)
                .forEach(
                        i ->
                                assertThat(backstage.ear.nextSaid().message().text())
                                        .isEqualTo("line " + i));
        Backstage.await(() -> discord.gateway().resumed() == 1);
        discord.messages().write(FakeDiscord.GENERAL, "bob", "line 6");
        assertThat(backstage.ear.nextSaid().message().text()).isEqualTo("line 6");
        assertThat(backstage.ear.hasHeardAll()).isTrue();
        assertThat(discord.gateway().identified()).isEqualTo(1);
        assertThat(door.trouble()).isEmpty();
    }

    @Test
    void aBadTokenIsExplainedAndNotShown() {
        assertThatThrownBy(() -> DiscordDoor.open(discord.account("wrong"), backstage.ear))
                .isInstanceOfSatisfying(
                        UserError.class,
                        error -> {
                            assertThat(error.problem())
                                    .isEqualTo("Discord refuses the bot's token.");
                            assertThat(error.remedy()).contains("UNDERSTUDY_DISCORD_TOKEN");
                        })
                .hasNoCause();
    }

    @Test
    void aMissingIntentIsExplained() {
        discord.gateway().refuseContent();

        assertThatThrownBy(backstage::open)
                .isInstanceOfSatisfying(
                        UserError.class,
                        error -> {
                            assertThat(error.problem()).contains("Message Content intent is off");
                            assertThat(error.remedy()).contains("Privileged Gateway Intents");
                        });
    }

    @Test
    void anIntentTakenAwayWhileRunningIsTrouble() {
        DiscordDoor door = backstage.open();
        assertThat(door.trouble()).isEmpty();
        discord.gateway().end(4014);

        Backstage.await(() -> door.trouble().isPresent());
        assertThat(door.trouble().orElseThrow().problem()).contains("Message Content");
    }

    @Test
    void closingIsNoTrouble() {
        DiscordDoor door = backstage.open();
        door.close();

        assertThat(door.trouble()).isEmpty();
    }

    @Test
    void anUnreachableDiscordIsExplained() {
        DiscordAccount account = discord.account();
        discord.close();

        assertThatThrownBy(() -> DiscordDoor.open(account, backstage.ear))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("cannot be reached at 127.0.0.1");
    }

    @Test
    void anAccountDoesNotTellItsToken() {
        assertThat(discord.account().toString()).doesNotContain(FakeDiscord.TOKEN);
        assertThatThrownBy(() -> DiscordAccount.of(" \n"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("empty");
    }
}
