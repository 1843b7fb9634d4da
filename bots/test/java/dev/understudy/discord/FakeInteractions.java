package dev.understudy.discord;

import dev.understudy.discord.FakeRest.Asked;
import dev.understudy.discord.FakeRest.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Commands, suggestions and buttons of the fake Discord.
public final class FakeInteractions {
    private static final String ALL = "2251799813685247";

    /// One that the bot was told of, and how it has answered so far.
    private static final class Open {
        private final String channel;
        private final Optional<ObjectNode> source;
        private int type;
        private JsonNode choices = FakeRest.object();
        private Optional<String> original = Optional.empty();

        Open(String channel, Optional<ObjectNode> source) {
            this.channel = channel;
            this.source = source;
        }
    }

    private final FakeDiscord discord;
    private final List<ObjectNode> commands = new ArrayList<>();
    private final Map<String, Open> open = new HashMap<>();

    FakeInteractions(FakeDiscord discord) {
        this.discord = discord;
    }

    void routes() {
        FakeRest rest = discord.rest();
        String original = "/webhooks/\\d+/([^/]+)/messages/@original";
        rest.route("PUT", "/applications/\\d+/commands", this::take);
        rest.route("POST", "/interactions/(\\d+)/([^/]+)/callback", this::acknowledge);
        rest.route("PATCH", original, asked -> Optional.of(edit(asked)));
        rest.route(
                "DELETE",
                original,
                asked -> {
                    Open interaction = open(asked.group(1));
                    discord.messages().delete(interaction.original.orElseThrow());
                    return Optional.empty();
                });
    }

    private Optional<JsonNode> take(Asked asked) {
        commands.clear();
        for (JsonNode command : asked.body()) {
            ObjectNode kept = ((ObjectNode) command).put("id", discord.messages().snowflake());
            commands.add(
                    kept.put("application_id", FakeDiscord.BOT)
                            .put("version", discord.messages().snowflake()));
        }
        return Optional.of(FakeRest.tree(commands));
    }

    /// The commands that are offered.
    List<ObjectNode> commands() {
        synchronized (discord) {
            return List.copyOf(commands);
        }
    }

    private ObjectNode command(String name) {
        return commands.stream()
                .filter(command -> command.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// Somebody uses a command in #general. Returns the interaction's token.
    public String slash(String user, String name, Map<String, Object> values) {
        return slash(FakeDiscord.GENERAL, user, name, values);
    }

    /// The same in another channel.
    public String slash(String channel, String user, String name, Map<String, Object> values) {
        synchronized (discord) {
            return interact(user, 2, data(name, values, ""), new Open(channel, none()));
        }
    }

    /// Somebody types `typed` where `option` of the command `name` goes. Returns the token.
    String type(String user, String name, String option, String typed) {
        synchronized (discord) {
            ObjectNode data = data(name, Map.of(option, typed), option);
            return interact(user, 4, data, new Open(FakeDiscord.GENERAL, none()));
        }
    }

    /// Somebody presses a button under the message `id`. Returns the token.
    String press(String user, String id, String button) {
        synchronized (discord) {
            ObjectNode data = FakeRest.object().put("component_type", 2).put("custom_id", button);
            ObjectNode source = discord.messages().message(id);
            return interact(user, 3, data, new Open(FakeDiscord.GENERAL, Optional.of(source)));
        }
    }

    private static Optional<ObjectNode> none() {
        return Optional.empty();
    }

    private ObjectNode data(String name, Map<String, Object> values, String focused) {
        ObjectNode command = command(name);
        ObjectNode data =
                FakeRest.object()
                        .put("id", command.path("id").asString())
                        .put("name", name)
                        .put("type", 1);
        ArrayNode options = data.putArray("options");
        values.forEach(
                (option, value) -> {
                    ObjectNode given = options.addObject().put("name", option);
                    given.put("type", declared(command, option).path("type").asInt());
                    given.set("value", FakeRest.tree(value));
                    if (option.equals(focused)) {
                        given.put("focused", true);
                    }
                });
        return data;
    }

    private static JsonNode declared(ObjectNode command, String name) {
        for (JsonNode option : command.path("options")) {
            if (option.path("name").asString().equals(name)) {
                return option;
            }
        }
        throw new Failure(400, 50035, "no option " + name);
    }

    private String interact(String user, int type, ObjectNode data, Open interaction) {
        String id = discord.messages().snowflake();
        String token = "secret-of-interaction-" + id;
        open.put(token, interaction);
        ObjectNode event =
                FakeRest.object()
                        .put("id", id)
                        .put("application_id", FakeDiscord.BOT)
                        .put("type", type)
                        .put("token", token)
                        .put("version", 1)
                        .put("guild_id", FakeDiscord.GUILD)
                        .put("channel_id", interaction.channel)
                        .put("context", 0)
                        .put("locale", "en-US")
                        .put("guild_locale", "en-US")
                        .put("app_permissions", ALL)
                        .put("attachment_size_limit", 10_485_760);
        event.putObject("guild")
                .put("id", FakeDiscord.GUILD)
                .put("locale", "en-US")
                .putArray("features");
        event.set(
                "channel", discord.channel(interaction.channel).deepCopy().put("permissions", ALL));
        event.set("member", discord.member(discord.person(user)).put("permissions", ALL));
        event.putArray("entitlements");
        event.putObject("authorizing_integration_owners").put("0", FakeDiscord.GUILD);
        event.set("data", data);
        interaction.source.ifPresent(message -> event.set("message", message));
        discord.gateway().dispatch("INTERACTION_CREATE", event);
        return token;
    }

    boolean isToken(String token) {
        return open.containsKey(token);
    }

    private Open open(String token) {
        return Optional.ofNullable(open.get(token))
                .orElseThrow(() -> new Failure(404, 10062, "Unknown interaction"));
    }

    /// The kind of the first answer: 5 deferred, 6 deferred edit, 8 suggestions; 0 none yet.
    int answered(String token) {
        synchronized (discord) {
            return open(token).type;
        }
    }

    /// What was suggested.
    List<String> suggestions(String token) {
        synchronized (discord) {
            return open(token).choices.findValuesAsString("value");
        }
    }

    /// The message that answers, once it is there.
    public Optional<ObjectNode> answer(String token) {
        synchronized (discord) {
            return open(token).original.map(discord.messages()::message);
        }
    }

    private Optional<JsonNode> acknowledge(Asked asked) {
        Open interaction = open(asked.group(2));
        if (interaction.type != 0) {
            throw new Failure(400, 40060, "Interaction has already been acknowledged.");
        }
        interaction.type = asked.body().path("type").asInt(0);
        JsonNode data = asked.body().path("data");
        switch (interaction.type) {
            case 5 -> interaction.original = Optional.of(thinking(interaction, data));
            case 6 ->
                    interaction.original =
                            interaction.source.map(message -> message.path("id").asString());
            case 8 -> interaction.choices = data.path("choices");
            default -> throw new Failure(400, 50035, "not in this fake");
        }
        ObjectNode answer = FakeRest.object();
        answer.putObject("interaction")
                .put("id", asked.group(1))
                .put("type", 2)
                .put("response_message_id", interaction.original.orElse("0"));
        answer.putObject("resource").put("type", interaction.type);
        return Optional.of(answer);
    }

    private String thinking(Open interaction, JsonNode data) {
        ObjectNode body = FakeRest.object().put("flags", 128 | data.path("flags").asInt(0));
        return post(interaction, body).path("id").asString();
    }

    private ObjectNode post(Open interaction, JsonNode body) {
        ObjectNode extras =
                FakeRest.object()
                        .put("type", 20)
                        .put("application_id", FakeDiscord.BOT)
                        .put("webhook_id", FakeDiscord.BOT);
        return discord.messages()
                .post(interaction.channel, body, discord.person("understudy"), extras);
    }

    private ObjectNode edit(Asked asked) {
        ObjectNode message =
                discord.messages().message(open(asked.group(1)).original.orElseThrow());
        message.put("content", asked.body().path("content").asString(""));
        message.put("flags", message.path("flags").asInt(0) & ~128);
        message.set("components", FakeMessages.array(asked.body().path("components")));
        return message;
    }

    ObjectNode followUp(String token, JsonNode body) {
        return post(open(token), body);
    }
}
