package dev.understudy.discord;

import dev.understudy.discord.FakeRest.Asked;
import dev.understudy.discord.FakeRest.Failure;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import net.dv8tion.jda.api.Permission;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A small Discord on loopback: one server with two channels and a thread, one bot, any number of
/// people. The real JDA talks to it. Answers under one lock, itself.
public final class FakeDiscord implements AutoCloseable {
    public static final String TOKEN = "MTAwMA.secret.token-of-the-bot";
    public static final String GUILD = "100";
    public static final String GENERAL = "200";
    public static final String RANDOM = "201";
    static final String THREAD = "300";
    public static final String BOT = "1000";
    private static final String JOINED = "2024-01-01T00:00:00.000000+00:00";

    private final FakeRest rest = new FakeRest(this);
    private final FakeGateway gateway = new FakeGateway(this);
    private final FakeMessages messages = new FakeMessages(this);
    private final FakeInteractions interactions = new FakeInteractions(this);
    private final Map<String, ObjectNode> users = new ConcurrentHashMap<>();
    private final Map<String, ObjectNode> channels = new LinkedHashMap<>();
    private final Map<String, ObjectNode> webhooks = new LinkedHashMap<>();
    private final Map<String, String> nicknames = new ConcurrentHashMap<>();
    private long permissions = Permission.getRaw(Permission.values());

    public FakeDiscord() {
        users.put("understudy", user(BOT, "understudy", true));
        channels.put(GENERAL, channel(GENERAL, 0, "general"));
        channels.put(RANDOM, channel(RANDOM, 0, "random"));
        channels.put(THREAD, thread(THREAD, 11, "plans"));
        botRoutes();
        messages.routes();
        interactions.routes();
        webhookRoutes();
        gateway.start();
        rest.start();
    }

    /// The account that the door is to log in with.
    DiscordAccount account() {
        return account(TOKEN);
    }

    DiscordAccount account(String token) {
        try {
            return new DiscordAccount(
                    token, Optional.of(rest.address()), Optional.of(gateway.address()));
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    public FakeRest rest() {
        return rest;
    }

    public FakeGateway gateway() {
        return gateway;
    }

    public FakeMessages messages() {
        return messages;
    }

    public FakeInteractions interactions() {
        return interactions;
    }

    /// Opens one more channel, before the bot logs in.
    public synchronized void open(String id) {
        channels.put(id, channel(id, 0, "room " + id));
    }

    /// What everybody may do, before the bot logs in: all but `missing`.
    void deny(Permission... missing) {
        permissions =
                Permission.getRaw(Permission.values())
                        & ~Permission.getRaw(missing)
                        & ~Permission.ADMINISTRATOR.getRawValue();
    }

    void nickname(String user, String nickname) {
        nicknames.put(person(user).path("id").asString(), nickname);
    }

    /// Deletes all webhooks, as an administrator may.
    synchronized void deleteWebhooks() {
        webhooks.clear();
    }

    /// A webhook of somebody else's, or of the bot's from an earlier time. Returns its id.
    synchronized String addWebhook(String channel, boolean ours) {
        return makeWebhook(channel, "hook", ours ? person("understudy") : person("ada"))
                .path("id")
                .asString();
    }

    synchronized ObjectNode person(String name) {
        String id = String.valueOf(500 + users.size());
        return users.computeIfAbsent(name, _ -> user(id, name, name.endsWith("bot")));
    }

    Optional<ObjectNode> user(String id) {
        return users.values().stream()
                .filter(user -> user.path("id").asString().equals(id))
                .findFirst();
    }

    ObjectNode channel(String id) {
        ObjectNode channel = channels.get(id);
        if (channel == null) {
            throw new Failure(404, 10003, "Unknown Channel");
        }
        return channel;
    }

    static ObjectNode user(String id, String name, boolean bot) {
        return FakeRest.object()
                .put("id", id)
                .put("username", name)
                .put("discriminator", "0")
                .putNull("global_name")
                .putNull("avatar")
                .put("bot", bot);
    }

    ObjectNode member(ObjectNode user) {
        ObjectNode member =
                FakeRest.object()
                        .put("joined_at", JOINED)
                        .put("deaf", false)
                        .put("mute", false)
                        .put("flags", 0)
                        .put("nick", nicknames.get(user.path("id").asString()));
        member.putArray("roles");
        member.set("user", user);
        return member;
    }

    private static ObjectNode channel(String id, int type, String name) {
        ObjectNode channel =
                FakeRest.object()
                        .put("id", id)
                        .put("type", type)
                        .put("name", name)
                        .put("position", 0)
                        .put("guild_id", GUILD)
                        .put("nsfw", false);
        channel.putArray("permission_overwrites");
        return channel;
    }

    private static ObjectNode thread(String id, int type, String name) {
        ObjectNode thread =
                channel(id, type, name)
                        .put("parent_id", GENERAL)
                        .put("owner_id", "500")
                        .put("message_count", 0)
                        .put("member_count", 1)
                        .put("total_message_sent", 0);
        thread.putObject("thread_metadata")
                .put("archived", false)
                .put("auto_archive_duration", 1440)
                .put("archive_timestamp", JOINED)
                .put("create_timestamp", JOINED)
                .put("locked", false);
        return thread;
    }

    /// Somebody begins a thread in the channel `general` while the bot is away. Returns its id.
    synchronized String beginThread(boolean isPrivate) {
        String id = messages.snowflake();
        channels.put(id, thread(id, isPrivate ? 12 : 11, "thread " + id));
        return id;
    }

    /// Nobody has anything more to say in a thread.
    synchronized void archive(String thread) {
        ((ObjectNode) channel(thread).get("thread_metadata"))
                .put("archived", true)
                .put("archive_timestamp", FakeMessages.time(messages.snowflake()).toString());
    }

    private static boolean isArchived(JsonNode channel) {
        return channel.path("thread_metadata").path("archived").asBoolean(false);
    }

    private static Instant archivedAt(JsonNode thread) {
        String at = thread.path("thread_metadata").path("archive_timestamp").asString();
        return OffsetDateTime.parse(at).toInstant();
    }

    /// Two at a time, the latest first.
    private ObjectNode archived(Asked asked) {
        Instant before =
                OffsetDateTime.parse(asked.query().getOrDefault("before", "9999-01-01T00:00:00Z"))
                        .toInstant();
        List<ObjectNode> all =
                channels.values().stream()
                        .filter(FakeDiscord::isArchived)
                        .filter(one -> one.path("parent_id").asString().equals(asked.group(1)))
                        .filter(one -> archivedAt(one).isBefore(before))
                        .sorted(Comparator.comparing(FakeDiscord::archivedAt).reversed())
                        .map(this::seen)
                        .toList();
        ObjectNode page = FakeRest.object().put("has_more", all.size() > 2);
        page.set("threads", FakeRest.tree(all.subList(0, Math.min(2, all.size()))));
        page.putArray("members");
        return page;
    }

    private ObjectNode seen(ObjectNode channel) {
        ObjectNode seen = channel.deepCopy();
        messages.newest(channel.path("id").asString())
                .ifPresent(id -> seen.put("last_message_id", id));
        return seen;
    }

    private void botRoutes() {
        rest.route("GET", "/users/@me", _ -> Optional.of(person("understudy")));
        rest.route(
                "GET",
                "/guilds/\\d+/members/(\\d+)",
                asked -> Optional.of(member(user(asked.group(1)).orElseThrow())));
        rest.route("POST", "/channels/(\\d+)/typing", _ -> Optional.empty());
        rest.route(
                "GET",
                "/channels/(\\d+)/threads/archived/public",
                asked -> Optional.of(archived(asked)));
    }

    private void webhookRoutes() {
        rest.route(
                "GET",
                "/channels/(\\d+)/webhooks",
                asked ->
                        Optional.of(
                                FakeRest.tree(
                                        webhooks.values().stream()
                                                .filter(hook -> isIn(hook, asked.group(1)))
                                                .toList())));
        rest.route(
                "POST",
                "/channels/(\\d+)/webhooks",
                asked ->
                        Optional.of(
                                makeWebhook(
                                        asked.group(1),
                                        asked.body().path("name").asString(),
                                        person("understudy"))));
        rest.route("POST", "/webhooks/(\\d+)/([^/]+)", this::execute);
    }

    private static boolean isIn(JsonNode thing, String channel) {
        return thing.path("channel_id").asString().equals(channel);
    }

    private ObjectNode makeWebhook(String channel, String name, ObjectNode owner) {
        String id = messages.snowflake();
        ObjectNode webhook =
                FakeRest.object()
                        .put("id", id)
                        .put("type", 1)
                        .put("guild_id", GUILD)
                        .put("channel_id", channel)
                        .put("name", name)
                        .put("token", "secret-of-webhook-" + id);
        webhook.set("user", owner);
        webhooks.put(id, webhook);
        return webhook;
    }

    private Optional<? extends JsonNode> execute(Asked asked) {
        if (interactions.isToken(asked.group(2))) {
            return Optional.of(interactions.followUp(asked.group(2), asked.body()));
        }
        ObjectNode webhook = webhooks.get(asked.group(1));
        if (webhook == null || !webhook.path("token").asString().equals(asked.group(2))) {
            throw new Failure(404, 10015, "Unknown Webhook");
        }
        ObjectNode author =
                user(asked.group(1), asked.body().path("username").asString("hook"), true);
        author.put("avatar", asked.body().path("avatar_url").asString(null));
        String channel =
                asked.query().getOrDefault("thread_id", webhook.path("channel_id").asString());
        ObjectNode extras = FakeRest.object().put("webhook_id", asked.group(1));
        return Optional.of(messages.post(channel, asked.body(), author, extras));
    }

    ObjectNode ready(String session, String url) {
        ObjectNode ready =
                FakeRest.object()
                        .put("v", 10)
                        .put("session_id", session)
                        .put("resume_gateway_url", url);
        ready.set("user", person("understudy"));
        ready.putArray("guilds").addObject().put("id", GUILD).put("unavailable", true);
        ready.putArray("private_channels");
        ready.putObject("application").put("id", BOT).put("flags", 0);
        return ready;
    }

    ObjectNode guild() {
        ObjectNode guild =
                FakeRest.object()
                        .put("id", GUILD)
                        .put("name", "Founders")
                        .put("owner_id", "500")
                        .put("member_count", users.size())
                        .put("unavailable", false)
                        .put("premium_progress_bar_enabled", false)
                        .put("afk_timeout", 300)
                        .put("joined_at", JOINED);
        everyone(guild.putArray("roles"));
        ArrayNode open = guild.putArray("channels");
        ArrayNode threads = guild.putArray("threads");
        for (ObjectNode channel : channels.values()) {
            if (!isArchived(channel)) {
                (channel.has("parent_id") ? threads : open).add(seen(channel));
            }
        }
        guild.putArray("members").add(member(person("understudy")));
        for (String key : List.of("guild_scheduled_events", "emojis", "voice_states", "stickers")) {
            guild.putArray(key);
        }
        for (String key :
                List.of("features", "presences", "stage_instances", "soundboard_sounds")) {
            guild.putArray(key);
        }
        return guild;
    }

    private void everyone(ArrayNode roles) {
        roles.addObject()
                .put("id", GUILD)
                .put("name", "@everyone")
                .put("permissions", String.valueOf(permissions))
                .put("position", 0)
                .put("color", 0)
                .put("hoist", false)
                .put("managed", false)
                .put("mentionable", false)
                .put("flags", 0)
                .putObject("colors")
                .put("primary_color", 0);
    }

    @Override
    public void close() {
        rest.close();
        try {
            gateway.stop(200);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
