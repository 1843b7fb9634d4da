package dev.understudy.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Message.Kind;
import dev.understudy.chat.Platform;
import dev.understudy.stage.command.Place;
import dev.understudy.stage.door.Heard;
import dev.understudy.stage.door.Heard.Address;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class HearingTest {
    private static final Place GENERAL = new Place(Backstage.GENERAL, FakeDiscord.GUILD);
    private final Backstage backstage = new Backstage();
    private final RecordingEar ear = backstage.ear;
    private final FakeMessages messages = backstage.discord.messages();

    private final DiscordDoor door = backstage.open();

    @AfterEach
    void close() {
        backstage.close();
    }

    private String userId(String name) {
        return backstage.discord.person(name).path("id").asString();
    }

    @Test
    void tellsAMessageAsAnImportWould() {
        backstage.discord.nickname("bob", "Bobby");
        String id = messages.write(FakeDiscord.GENERAL, "bob", "are we still on?");

        Message message =
                new Message(
                        Backstage.GENERAL,
                        id,
                        new Handle(Platform.DISCORD, userId("bob")),
                        "Bobby",
                        FakeMessages.time(id),
                        Long.parseLong(id),
                        Kind.SPEECH,
                        "are we still on?",
                        Optional.empty(),
                        Optional.empty());
        assertThat(ear.next()).isEqualTo(new Heard.Said(GENERAL, message, Set.of(), true));
    }

    @Test
    void mentionsAndChannelsAreToldAsTheyRead() {
        String ada = userId("ada");
        messages.write(
                FakeDiscord.GENERAL, "bob", "ask <@" + ada + "> in <#201>, <:cat:77> **now**");

        assertThat(ear.nextSaid().message().text()).isEqualTo("ask @ada in #random, :cat: **now**");
    }

    @Test
    void tellsWhoIsMeant() {
        String ours = door.say(Backstage.GENERAL, Backstage.line("hello"));
        messages.write(FakeDiscord.GENERAL, "bob", "<@1000> are you there?");
        String answer = messages.reply(ours, "bob", "hello you");
        String other = messages.reply(answer, "ada", "not you");

        assertThat(ear.nextSaid().address()).containsExactly(Address.MENTION);
        Heard.Said said = ear.nextSaid();
        assertThat(said.address()).containsExactly(Address.REPLY);
        assertThat(said.message().replyTo()).contains(ours);
        Heard.Said toBob = ear.nextSaid();
        assertThat(toBob.message().id()).isEqualTo(other);
        assertThat(toBob.address()).isEmpty();
        assertThat(toBob.message().replyTo()).contains(answer);
    }

    @Test
    void followsEditsButNotPreviews() {
        String id = messages.write(FakeDiscord.GENERAL, "bob", "helo");
        messages.preview(id);
        messages.edit(id, "hello");

        ear.nextSaid();
        Heard.Edited edited = (Heard.Edited) ear.next();
        assertThat(edited.place()).isEqualTo(GENERAL);
        assertThat(edited.id()).isEqualTo(id);
        assertThat(edited.text()).isEqualTo("hello");
        assertThat(edited.at()).isAfter(FakeMessages.time(id));
    }

    @Test
    void followsDeletionsOneAndMany() {
        String first = messages.write(FakeDiscord.GENERAL, "bob", "one");
        String second = messages.write(FakeDiscord.GENERAL, "bob", "two");
        String third = messages.write(FakeDiscord.GENERAL, "bob", "three");
        messages.delete(second);
        messages.delete(first, third);

        List.of(1, 2, 3).forEach(_ -> ear.nextSaid());
        assertThat(ear.next()).isEqualTo(new Heard.Deleted(GENERAL, List.of(second)));
        assertThat(ear.next()).isEqualTo(new Heard.Deleted(GENERAL, List.of(first, third)));
    }

    @Test
    void tellsReactionsGivenAndTakenBack() {
        String id = messages.write(FakeDiscord.GENERAL, "bob", "ha");
        messages.react(id, "ada", "😂", true);
        messages.react(id, "ada", "😂", false);

        ear.nextSaid();
        Handle ada = new Handle(Platform.DISCORD, userId("ada"));
        assertThat(ear.next()).isEqualTo(new Heard.Reacted(GENERAL, id, ada, "😂", true));
        assertThat(ear.next()).isEqualTo(new Heard.Reacted(GENERAL, id, ada, "😂", false));
    }

    @Test
    void toldInAThreadWithTheThreadAsChannel() {
        messages.write(FakeDiscord.THREAD, "bob", "here?");

        assertThat(ear.nextSaid().place())
                .isEqualTo(new Place(Backstage.THREAD, FakeDiscord.GENERAL, FakeDiscord.GUILD));
    }

    @Test
    void knowsMediaForwardsAndBotsFromSpeech() {
        ObjectNode picture = FakeRest.object();
        picture.putArray("attachments")
                .addObject()
                .put("id", "900")
                .put("filename", "cat.png")
                .put("size", 9)
                .put("url", "http://127.0.0.1/cat.png")
                .put("proxy_url", "http://127.0.0.1/cat.png");
        ObjectNode forward = FakeRest.object();
        forward.putObject("message_reference").put("type", 1).put("message_id", "1");
        ObjectNode snapshot =
                forward.putArray("message_snapshots")
                        .addObject()
                        .putObject("message")
                        .put("type", 0)
                        .put("content", "old words")
                        .put("timestamp", "2026-01-01T00:00:00Z");
        snapshot.putNull("edited_timestamp").put("flags", 0);
        for (String key : List.of("embeds", "attachments", "components", "mentions")) {
            snapshot.putArray(key);
        }
        messages.write(FakeDiscord.GENERAL, "bob", "", picture);
        messages.write(FakeDiscord.GENERAL, "bob", "", forward);
        messages.write(FakeDiscord.GENERAL, "weatherbot", "sunny");
        messages.write(
                FakeDiscord.GENERAL, "feed", "new build", FakeRest.object().put("webhook_id", "9"));

        assertThat(ear.nextSaid().message().kind()).isEqualTo(Kind.MEDIA);
        Message passedOn = ear.nextSaid().message();
        assertThat(passedOn.kind()).isEqualTo(Kind.FORWARD);
        assertThat(passedOn.text()).isEqualTo("old words");
        assertThat(ear.nextSaid().message().kind()).isEqualTo(Kind.BOT);
        assertThat(ear.nextSaid().message().kind()).isEqualTo(Kind.BOT);
    }

    @Test
    void nobodyOpensAZipBomb() {
        String address = backstage.discord.rest().address() + "attachments/42.zip";
        ObjectNode bomb = FakeRest.object();
        bomb.putArray("attachments")
                .addObject()
                .put("id", "901")
                .put("filename", "42.zip")
                .put("content_type", "application/zip")
                .put("size", 42_374)
                .put("url", address)
                .put("proxy_url", address);
        messages.write(FakeDiscord.GENERAL, "bob", "open it!", bomb);

        Message message = ear.nextSaid().message();
        assertThat(message.kind()).isEqualTo(Kind.MEDIA);
        assertThat(message.text()).isEqualTo("open it!");
        door.say(Backstage.GENERAL, Backstage.reply("never", message.id()));
        door.close();
        assertThat(backstage.discord.rest().calls("GET", "42.zip")).isEmpty();
    }

    @Test
    void keepsQuietAboutOurOwnLinesAndDiscordsNotices() {
        door.say(Backstage.GENERAL, Backstage.line("hello"));
        door.tell(Backstage.GENERAL, "a notice");
        messages.write(FakeDiscord.GENERAL, "cara", "", FakeRest.object().put("type", 7));
        String last = messages.write(FakeDiscord.GENERAL, "bob", "hi all");

        assertThat(ear.nextSaid().message().id()).isEqualTo(last);
    }

    @Test
    void keepsTheOrderOfAThousandMessages() {
        List<String> ids =
                IntStream.range(0, 1000)
                        .mapToObj(i -> messages.write(FakeDiscord.GENERAL, "bob", "line " + i))
                        .toList();

        assertThat(ids.stream().map(_ -> ear.nextSaid().message().id()).toList()).isEqualTo(ids);
    }
}
