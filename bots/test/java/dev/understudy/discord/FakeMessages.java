package dev.understudy.discord;

import dev.understudy.discord.FakeRest.Asked;
import dev.understudy.discord.FakeRest.Failure;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The messages of the fake Discord: what people write, for a test to order, and what the bot does.
public final class FakeMessages {
    private static final long EPOCH = 1_420_070_400_000L;
    private static final Pattern USER = Pattern.compile("<@!?(\\d+)>");

    private final FakeDiscord discord;
    private final Map<String, ObjectNode> messages = new LinkedHashMap<>();
    private long clock;
    private boolean silent;

    FakeMessages(FakeDiscord discord) {
        this.discord = discord;
    }

    /// Of now, and a millisecond later with each: JDA reads from it how long it may answer.
    String snowflake() {
        synchronized (discord) {
            clock = Math.max(clock + 1, System.currentTimeMillis());
            return String.valueOf((clock - EPOCH) << 22);
        }
    }

    /// When `id` was made.
    static Instant time(String id) {
        return Instant.ofEpochMilli((Long.parseLong(id) >> 22) + EPOCH);
    }

    /// Whether what happens is kept from the gateway, as while the bot is away.
    void silence(boolean on) {
        synchronized (discord) {
            silent = on;
        }
    }

    void routes() {
        FakeRest rest = discord.rest();
        String all = "/channels/(\\d+)/messages";
        rest.route(
                "POST",
                all,
                asked ->
                        Optional.of(
                                post(
                                        asked.group(1),
                                        asked.body(),
                                        discord.person("understudy"),
                                        FakeRest.object())));
        rest.route("GET", all, asked -> Optional.of(history(asked)));
        rest.route("GET", all + "/(\\d+)", asked -> Optional.of(message(asked.group(2))));
    }

    /// Somebody writes `text`. Returns the message's id.
    public String write(String channel, String user, String text) {
        return write(channel, user, text, FakeRest.object());
    }

    /// Somebody writes `text`, in a message with `extras`.
    String write(String channel, String user, String text, ObjectNode extras) {
        synchronized (discord) {
            ObjectNode body = FakeRest.object().put("content", text);
            return post(channel, body, discord.person(user), extras).path("id").asString();
        }
    }

    /// Somebody answers the message `to`.
    String reply(String to, String user, String text) {
        ObjectNode extras = FakeRest.object();
        extras.putObject("message_reference").put("message_id", to);
        return write(message(to).path("channel_id").asString(), user, text, extras);
    }

    void edit(String id, String text) {
        synchronized (discord) {
            ObjectNode message = message(id).put("content", text);
            message.put("edited_timestamp", time(snowflake()).toString());
            tell("MESSAGE_UPDATE", onGateway(message));
        }
    }

    /// A link preview appears: an update that is no edit.
    void preview(String id) {
        tell("MESSAGE_UPDATE", onGateway(message(id)));
    }

    void delete(String... ids) {
        synchronized (discord) {
            ObjectNode event =
                    FakeRest.object()
                            .put("channel_id", message(ids[0]).path("channel_id").asString())
                            .put("guild_id", FakeDiscord.GUILD);
            messages.keySet().removeAll(List.of(ids));
            if (ids.length == 1) {
                tell("MESSAGE_DELETE", event.put("id", ids[0]));
            } else {
                event.set("ids", FakeRest.tree(List.of(ids)));
                tell("MESSAGE_DELETE_BULK", event);
            }
        }
    }

    void react(String id, String user, String emoji, boolean add) {
        ObjectNode event =
                FakeRest.object()
                        .put("user_id", discord.person(user).path("id").asString())
                        .put("channel_id", message(id).path("channel_id").asString())
                        .put("message_id", id)
                        .put("guild_id", FakeDiscord.GUILD)
                        .put("type", 0)
                        .put("burst", false);
        event.putObject("emoji").putNull("id").put("name", emoji);
        event.set("member", discord.member(discord.person(user)));
        tell(add ? "MESSAGE_REACTION_ADD" : "MESSAGE_REACTION_REMOVE", event);
    }

    /// All messages of a channel, oldest first.
    public List<ObjectNode> in(String channel) {
        synchronized (discord) {
            return messages.values().stream()
                    .filter(message -> message.path("channel_id").asString().equals(channel))
                    .toList();
        }
    }

    /// Id of a channel's last message.
    Optional<String> newest(String channel) {
        return in(channel).stream()
                .map(message -> message.path("id").asString())
                .reduce((_, last) -> last);
    }

    ObjectNode message(String id) {
        ObjectNode message = messages.get(id);
        if (message == null) {
            throw new Failure(404, 10008, "Unknown Message");
        }
        return message;
    }

    /// @param extras what a message has beside what is posted: a webhook's id, attachments, a type
    ObjectNode post(String channel, JsonNode body, ObjectNode author, ObjectNode extras) {
        discord.channel(channel);
        String content = body.path("content").asString("");
        boolean bare = content.isEmpty() && extras.isEmpty();
        if (bare || content.length() > 2000) {
            throw new Failure(400, bare ? 50006 : 50035, "Invalid Form Body");
        }
        String nonce = body.path("nonce").asString("");
        Optional<ObjectNode> known =
                messages.values().stream()
                        .filter(message -> !nonce.isEmpty())
                        .filter(message -> nonce.equals(message.path("nonce").asString("")))
                        .findFirst();
        if (known.isPresent() && body.path("enforce_nonce").asBoolean(false)) {
            return known.get();
        }
        String id = snowflake();
        ObjectNode message = blank(id, channel, content).put("nonce", nonce);
        message.set("author", author);
        message.put("flags", body.path("flags").asInt(0));
        message.set("components", array(body.path("components")));
        mentions(message, body, author.path("bot").asBoolean(false));
        message.setAll(extras);
        JsonNode reference = body.path("message_reference");
        refer(message, reference.isObject() ? reference : extras.path("message_reference"));
        messages.put(id, message);
        if ((message.path("flags").asInt(0) & 64) == 0) {
            tell("MESSAGE_CREATE", onGateway(message));
        }
        return message;
    }

    private static ObjectNode blank(String id, String channel, String content) {
        ObjectNode message =
                FakeRest.object()
                        .put("id", id)
                        .put("channel_id", channel)
                        .put("content", content)
                        .put("timestamp", time(id).toString())
                        .putNull("edited_timestamp")
                        .put("tts", false)
                        .put("pinned", false)
                        .put("type", 0);
        for (String key : List.of("embeds", "attachments", "mention_roles")) {
            message.putArray(key);
        }
        return message;
    }

    private void refer(ObjectNode message, JsonNode reference) {
        Optional<ObjectNode> to =
                Optional.ofNullable(messages.get(reference.path("message_id").asString("")));
        to.ifPresent(
                answered -> {
                    message.put("type", 19);
                    message.putObject("message_reference")
                            .put("type", 0)
                            .put("message_id", answered.path("id").asString())
                            .put("channel_id", answered.path("channel_id").asString())
                            .put("guild_id", FakeDiscord.GUILD);
                    ObjectNode copy = answered.deepCopy();
                    copy.remove("referenced_message");
                    message.set("referenced_message", copy);
                });
    }

    /// All that a person mentions counts; of a bot's only what it allows.
    private void mentions(ObjectNode message, JsonNode body, boolean bot) {
        String content = message.path("content").asString();
        JsonNode allowed = body.path("allowed_mentions");
        boolean all = !bot || allowed.isMissingNode();
        String parse = allowed.path("parse").toString();
        message.put(
                "mention_everyone",
                content.contains("@everyone") && (all || parse.contains("everyone")));
        ArrayNode mentions = message.putArray("mentions");
        Matcher user = USER.matcher(content);
        while (user.find() && (all || parse.contains("users"))) {
            discord.user(user.group(1)).ifPresent(mentions::add);
        }
    }

    private ObjectNode onGateway(ObjectNode message) {
        ObjectNode event = message.deepCopy().put("guild_id", FakeDiscord.GUILD);
        if (!message.has("webhook_id")) {
            ObjectNode member = discord.member((ObjectNode) message.get("author"));
            member.remove("user");
            event.set("member", member);
        }
        return event;
    }

    private void tell(String type, ObjectNode event) {
        if (!silent) {
            discord.gateway().dispatch(type, event);
        }
    }

    private JsonNode history(Asked asked) {
        long before = Long.parseLong(asked.query().getOrDefault("before", "9223372036854775807"));
        long after = Long.parseLong(asked.query().getOrDefault("after", "0"));
        int limit = Integer.parseInt(asked.query().getOrDefault("limit", "50"));
        List<ObjectNode> found =
                in(asked.group(1)).stream()
                        .filter(message -> Long.parseLong(message.path("id").asString()) < before)
                        .filter(message -> Long.parseLong(message.path("id").asString()) > after)
                        .toList();
        boolean forward = asked.query().containsKey("after");
        List<ObjectNode> page =
                forward
                        ? found.subList(0, Math.min(limit, found.size()))
                        : found.subList(Math.max(0, found.size() - limit), found.size());
        return FakeRest.tree(page.reversed());
    }

    static ArrayNode array(JsonNode node) {
        return node instanceof ArrayNode array ? array : FakeRest.object().putArray("none");
    }
}
