package dev.understudy.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.stage.door.Finding;
import net.dv8tion.jda.api.Permission;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NeedsTest {
    private final Backstage backstage = new Backstage();
    private final FakeDiscord discord = backstage.discord;

    @AfterEach
    void close() {
        backstage.close();
    }

    @Test
    void findsNothingWhereNothingIsMissing() {
        assertThat(DiscordDoor.examine(discord.account(), backstage.ear)).isEmpty();
        assertThat(discord.rest().calls("PUT", "/commands")).isEmpty();
    }

    @Test
    void findsMissingPermissionsByChannel() {
        discord.deny(Permission.MANAGE_WEBHOOKS, Permission.MESSAGE_HISTORY);

        assertThat(backstage.open().examine())
                .singleElement()
                .extracting(Finding::problem)
                .isEqualTo(
                        "In Founders, #general, #random, the bot lacks Manage Webhooks,"
                                + " Read Message History.");
    }

    @Test
    void findsServersOfNoCircle() {
        backstage.ear.listenToNothing();

        assertThat(DiscordDoor.examine(discord.account(), backstage.ear))
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.problem())
                                    .contains("Founders (id 100) belongs to no circle");
                            assertThat(finding.remedy()).contains("understudy.yml");
                        });
    }

    @Test
    void findsABadTokenAndAMissingIntent() {
        assertThat(DiscordDoor.examine(discord.account("wrong"), backstage.ear))
                .extracting(Finding::problem)
                .containsExactly("Discord refuses the bot's token.");
        discord.gateway().refuseContent();
        assertThat(DiscordDoor.examine(discord.account(), backstage.ear))
                .singleElement()
                .extracting(Finding::problem)
                .asString()
                .contains("Message Content");
    }

    @Test
    void findsCommandsThatWereNotTaken() {
        discord.rest().fail(FakeRest.Fault.of("PUT", "/commands", 403).code(50001));

        assertThat(backstage.open().examine())
                .singleElement()
                .extracting(Finding::problem)
                .asString()
                .contains("slash commands");
    }

    @Test
    void invitesWithWhatIsNeededAndNoMore() {
        assertThat(backstage.open().inviteLink())
                .isEqualTo(
                        "https://discord.com/oauth2/authorize?client_id=1000"
                                + "&scope=bot+applications.commands&permissions=275414846464");
        assertThat(Permission.getPermissions(275_414_846_464L))
                .containsExactlyInAnyOrder(
                        Permission.VIEW_CHANNEL,
                        Permission.MESSAGE_SEND,
                        Permission.MESSAGE_SEND_IN_THREADS,
                        Permission.MESSAGE_HISTORY,
                        Permission.MANAGE_WEBHOOKS);
    }
}
