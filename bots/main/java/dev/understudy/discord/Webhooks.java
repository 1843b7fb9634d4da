package dev.understudy.discord;

import dev.understudy.stage.door.Line;
import dev.understudy.stage.door.Refused;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.Webhook;
import net.dv8tion.jda.api.entities.WebhookType;
import net.dv8tion.jda.api.entities.channel.attribute.IWebhookContainer;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildMessageChannel;
import net.dv8tion.jda.api.requests.restaction.WebhookMessageCreateAction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bot's webhooks, one a channel, through which a clone has its friend's name and face; a
/// thread speaks through its parent's. Thread-safe.
final class Webhooks {
    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
    private static final String NAME = "Understudy";
    private static final int LOOK_BACK = 20;

    private final Attempts attempts;
    private final Map<Long, Webhook> byContainer = new ConcurrentHashMap<>();
    private final Map<String, Boolean> ours = new ConcurrentHashMap<>();

    /// The newest message of ours by channel: events about it may come later than the answer.
    private final Map<Long, Long> newest = new ConcurrentHashMap<>();

    Webhooks(Attempts attempts) {
        this.attempts = attempts;
    }

    /// Whether the bot or one of its webhooks wrote `message`. May ask Discord, once a webhook.
    boolean isOurs(Message message) {
        String author = message.getAuthor().getId();
        if (author.equals(message.getJDA().getSelfUser().getId())
                || message.getApplicationIdLong()
                        == message.getJDA().getSelfUser().getApplicationIdLong()) {
            return true;
        }
        if (!message.isWebhookMessage()) {
            return false;
        }
        if (!ours.containsKey(author) && message.hasChannel() && message.isFromGuild()) {
            container(message.getGuildChannel()).ifPresent(this::look);
            ours.putIfAbsent(author, false);
        }
        return ours.getOrDefault(author, false);
    }

    /// Whether `message` is a reply to a line of ours.
    boolean answersUs(Message message) {
        return Optional.ofNullable(message.getReferencedMessage())
                .filter(_ -> Translation.replyTo(message).isPresent())
                .filter(this::isOurs)
                .isPresent();
    }

    private void look(IWebhookContainer container) {
        try {
            there(container);
        } catch (Refused hidden) {
            LOG.debug("{}", hidden.getMessage());
        }
    }

    /// Says `text` as `line`'s speaker. Returns the message's id; empty when there is no webhook to
    /// be had here. Throws Refused when Discord will not take it.
    Optional<String> say(GuildMessageChannel channel, Line line, String text) {
        Optional<IWebhookContainer> container = container(channel);
        Optional<Webhook> webhook = container.flatMap(this::webhook);
        if (webhook.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(say(webhook.get(), channel, line, text));
        } catch (Refused gone) {
            if (gone.reason() != Refused.Reason.GONE) {
                throw gone;
            }
            byContainer.values().remove(webhook.get());
            return container
                    .flatMap(this::webhook)
                    .map(another -> say(another, channel, line, text));
        }
    }

    private String say(Webhook webhook, GuildMessageChannel channel, Line line, String text) {
        String id = attempts.of("take a clone's line", new Utterance(webhook, channel, line, text));
        newest.merge(channel.getIdLong(), Long.parseLong(id), Math::max);
        return id;
    }

    private static Optional<IWebhookContainer> container(GuildMessageChannel channel) {
        Object holder = channel instanceof ThreadChannel in ? in.getParentChannel() : channel;
        return holder instanceof IWebhookContainer container
                ? Optional.of(container)
                : Optional.empty();
    }

    private Optional<Webhook> webhook(IWebhookContainer container) {
        return Optional.ofNullable(byContainer.get(container.getIdLong()))
                .or(() -> findOrMake(container));
    }

    private synchronized Optional<Webhook> findOrMake(IWebhookContainer container) {
        Webhook made = byContainer.get(container.getIdLong());
        if (made != null) {
            return Optional.of(made);
        }
        if (!container
                .getGuild()
                .getSelfMember()
                .hasPermission(container, Permission.MANAGE_WEBHOOKS)) {
            return Optional.empty();
        }
        try {
            Webhook webhook = there(container).orElseGet(() -> make(container));
            ours.put(webhook.getId(), true);
            byContainer.put(container.getIdLong(), webhook);
            return Optional.of(webhook);
        } catch (Refused refused) {
            LOG.warn(
                    "No webhook in channel {}: {}. Clones speak without a face there; delete"
                            + " webhooks that nobody needs if it has too many.",
                    container.getId(),
                    refused.getMessage());
            return Optional.empty();
        }
    }

    /// The one of ours that is there already.
    private Optional<Webhook> there(IWebhookContainer container) {
        List<Webhook> mine =
                attempts.of("list webhooks", () -> container.retrieveWebhooks().complete()).stream()
                        .filter(Webhooks::isMine)
                        .toList();
        mine.forEach(webhook -> ours.put(webhook.getId(), true));
        return mine.stream().findFirst();
    }

    private static boolean isMine(Webhook webhook) {
        return webhook.getType() == WebhookType.INCOMING
                && webhook.getToken() != null
                && webhook.getJDA().getSelfUser().equals(webhook.getOwnerAsUser());
    }

    private Webhook make(IWebhookContainer container) {
        return attempts.of("make a webhook", () -> container.createWebhook(NAME).complete());
    }

    /// One message. Webhooks know no nonce: whether a message that seemed to fail is there after
    /// all is looked up before it is sent again.
    private final class Utterance implements Supplier<String> {
        private final Webhook webhook;
        private final GuildMessageChannel channel;
        private final String name;
        private final Optional<URI> face;
        private final String text;
        private final long before;
        private boolean sent;

        Utterance(Webhook webhook, GuildMessageChannel channel, Line line, String text) {
            this.webhook = webhook;
            this.channel = channel;
            name = PersonaName.of(line.who());
            face = line.who().face();
            this.text = text;
            before =
                    Math.max(
                            channel.getLatestMessageIdLong(),
                            newest.getOrDefault(channel.getIdLong(), 0L));
        }

        @Override
        public String get() {
            Optional<String> there = sent ? find() : Optional.empty();
            return there.orElseGet(this::send);
        }

        private String send() {
            sent = true;
            WebhookMessageCreateAction<Message> named =
                    webhook.sendMessage(text).setUsername(name).setAllowedMentions(Set.of());
            WebhookMessageCreateAction<Message> seen =
                    face.map(uri -> named.setAvatarUrl(uri.toString())).orElse(named);
            WebhookMessageCreateAction<Message> placed =
                    channel instanceof ThreadChannel ? seen.setThreadId(channel.getId()) : seen;
            return placed.complete().getId();
        }

        private Optional<String> find() {
            if (!channel.getGuild()
                    .getSelfMember()
                    .hasPermission(channel, Permission.MESSAGE_HISTORY)) {
                throw new Refused(
                        Refused.Reason.FAILED,
                        "Whether a clone's line was taken cannot be seen without Read Message"
                                + " History",
                        new IllegalStateException("no history"));
            }
            return channel.getHistory().retrievePast(LOOK_BACK).complete().stream()
                    .filter(message -> message.getIdLong() > before)
                    .filter(message -> message.getAuthor().getId().equals(webhook.getId()))
                    .filter(message -> message.getAuthor().getName().equals(name))
                    .filter(message -> message.getContentRaw().strip().equals(text.strip()))
                    .map(Message::getId)
                    .findFirst();
        }
    }
}
