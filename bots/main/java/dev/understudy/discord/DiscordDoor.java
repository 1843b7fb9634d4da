package dev.understudy.discord;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Platform;
import dev.understudy.settings.UserError;
import dev.understudy.stage.door.Door;
import dev.understudy.stage.door.Ear;
import dev.understudy.stage.door.Finding;
import dev.understudy.stage.door.Line;
import dev.understudy.stage.door.Persona;
import dev.understudy.stage.door.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.middleman.GuildMessageChannel;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.exceptions.PermissionException;
import net.dv8tion.jda.api.requests.restaction.MessageCreateAction;
import net.dv8tion.jda.api.utils.MarkdownSanitizer;
import net.dv8tion.jda.api.utils.SplitUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Discord. A clone has its friend's name and face where the bot may manage webhooks; elsewhere its
/// lines begin with the name. Thread-safe.
public final class DiscordDoor implements Door {
    private static final Logger LOG = LoggerFactory.getLogger(DiscordDoor.class);

    /// The id of a line that is sent twice, to Discord: at most 25 characters.
    private static final int NONCE_LENGTH = 25;

    /// What [#link] may take: three ids of 20 digits and what is around them.
    private static final int LINK_LENGTH = 120;

    private static final Duration TYPING = Duration.ofSeconds(10);

    /// A line does not wait longer for typing to be seen, which is of use only before it.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Ear ear;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Attempts attempts = new Attempts();
    private final Webhooks webhooks = new Webhooks(attempts);
    private final Hearing hearing;
    private final Login login = new Login();
    private final JDA jda;
    private final Set<Long> toldOfWebhooks = ConcurrentHashMap.newKeySet();
    private volatile Optional<Finding> withoutCommands = Optional.empty();

    private DiscordDoor(DiscordAccount account, Ear ear) {
        this.ear = ear;
        hearing = new Hearing(ear, webhooks, new Missed(ear, webhooks, attempts), threads);
        try {
            jda = login.connect(account, hearing, new Interactions(ear, attempts, threads));
        } catch (UserError refused) {
            threads.shutdownNow();
            throw refused;
        }
    }

    /// Logs in, offers the commands, tells `ear` what was missed, and goes on telling it what
    /// happens until the door is closed. Throws UserError when Discord refuses the token or the
    /// intents, or does not answer.
    public static DiscordDoor open(DiscordAccount account, Ear ear) {
        DiscordDoor door = new DiscordDoor(account, ear);
        door.offerCommands();
        return door;
    }

    /// What is missing before clones can speak, looked up without listening; empty when nothing is.
    public static List<Finding> examine(DiscordAccount account, Ear ear) {
        Login login = new Login();
        try {
            JDA jda = login.connect(account);
            List<Finding> findings = Needs.findings(jda, ear);
            login.close(jda);
            return findings;
        } catch (UserError refused) {
            return List.of(new Finding(refused.problem(), refused.remedy()));
        }
    }

    private void offerCommands() {
        try {
            attempts.of(
                    "take the slash commands",
                    () -> jda.updateCommands().addCommands(SlashCommands.all()).complete());
        } catch (Refused refused) {
            LOG.warn("{}. The commands are as they were before.", refused.getMessage());
            withoutCommands =
                    Optional.of(
                            new Finding(
                                    "Discord did not take the slash commands.",
                                    "Start again; if it stays so, invite the bot again: "
                                            + inviteLink()));
        }
    }

    /// Why the connection has ended for good, for whoever watches over it; empty while it holds or
    /// mends itself.
    public Optional<UserError> trouble() {
        return login.trouble();
    }

    /// Where an administrator of a server lets the bot in, with the permissions that it needs.
    public String inviteLink() {
        return Needs.inviteLink(jda);
    }

    /// What is missing before clones can speak; empty when nothing is.
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>(Needs.findings(jda, ear));
        withoutCommands.ifPresent(findings::add);
        return List.copyOf(findings);
    }

    @Override
    public Platform platform() {
        return Platform.DISCORD;
    }

    @Override
    public int limit(Persona who) {
        return Message.MAX_CONTENT_LENGTH - Math.max(LINK_LENGTH, prefix(who).length());
    }

    @Override
    public String say(Channel channel, Line line) {
        MessageChannel place = find(channel);
        if (!(place instanceof GuildMessageChannel inServer)) {
            return sayPlainly(place, line);
        }
        String text = link(inServer, line) + line.text();
        Optional<String> said = webhooks.say(inServer, line, text);
        if (said.isPresent()) {
            return said.get();
        }
        String id = sayPlainly(place, line);
        if (toldOfWebhooks.add(inServer.getIdLong())) {
            tell(
                    channel,
                    "To have their friends' names and faces here, clones need the permission"
                            + " Manage Webhooks. "
                            + Needs.howToGrant(inServer.getGuild()));
        }
        return id;
    }

    /// A webhook's message cannot be a reply. Where others spoke in between, a small line above it
    /// leads to what it answers; right below that, it needs none.
    private static String link(GuildMessageChannel channel, Line line) {
        return line.replyTo()
                .filter(id -> !id.equals(channel.getLatestMessageId()))
                .map(
                        id ->
                                "-# [↩ in reply](<https://discord.com/channels/"
                                        + channel.getGuild().getId()
                                        + "/"
                                        + channel.getId()
                                        + "/"
                                        + id
                                        + ">)\n")
                .orElse("");
    }

    private String sayPlainly(MessageChannel channel, Line line) {
        String nonce = UUID.randomUUID().toString().replace("-", "").substring(0, NONCE_LENGTH);
        return attempts.of(
                "take a clone's line",
                () -> {
                    MessageCreateAction message =
                            channel.sendMessage(prefix(line.who()) + line.text())
                                    .setNonce(nonce)
                                    .setAllowedMentions(Set.of())
                                    .mentionRepliedUser(false);
                    return line.replyTo()
                            .map(id -> message.setMessageReference(id).failOnInvalidReply(false))
                            .orElse(message)
                            .complete()
                            .getId();
                });
    }

    private static String prefix(Persona who) {
        return "**" + MarkdownSanitizer.escape(PersonaName.of(who)) + "**: ";
    }

    @Override
    public void tell(Channel channel, String notice) {
        MessageChannel place = find(channel);
        for (String part : parts(notice)) {
            String nonce = UUID.randomUUID().toString().replace("-", "").substring(0, NONCE_LENGTH);
            attempts.of(
                    "take a notice",
                    () ->
                            place.sendMessage(part)
                                    .setNonce(nonce)
                                    .setAllowedMentions(Set.of())
                                    .complete());
        }
    }

    @Override
    public void type(Channel channel) {
        try {
            find(channel).sendTyping().timeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).complete();
        } catch (Refused
                | PermissionException
                | ErrorResponseException
                | CompletionException failed) {
            LOG.debug("Not typing: {}", failed.getMessage());
        }
    }

    @Override
    public Duration typingLasts() {
        return TYPING;
    }

    private MessageChannel find(Channel channel) {
        MessageChannel found = jda.getChannelById(MessageChannel.class, channel.id());
        if (found == null) {
            throw new Refused(
                    Refused.Reason.GONE,
                    "There is no channel " + channel.id() + " on Discord that the bot can see",
                    new IllegalStateException("unknown channel"));
        }
        return found;
    }

    /// `text` in messages, cut at line ends where it can be; none if it has nothing to see.
    static List<String> parts(String text) {
        return text.isBlank()
                ? List.of()
                : SplitUtil.split(
                        text,
                        Message.MAX_CONTENT_LENGTH,
                        true,
                        SplitUtil.Strategy.NEWLINE,
                        SplitUtil.Strategy.WHITESPACE,
                        SplitUtil.Strategy.ANYWHERE);
    }

    /// The beginning of `text`, no longer than `max`.
    static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
        return text.substring(0, end);
    }

    @Override
    public void close() {
        hearing.close();
        attempts.close();
        login.close(jda);
        threads.shutdown();
    }
}
