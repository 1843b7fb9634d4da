package dev.understudy.discord;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message.Kind;
import dev.understudy.chat.Platform;
import dev.understudy.stage.command.Place;
import dev.understudy.stage.door.Heard;
import dev.understudy.stage.door.Heard.Address;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.MessageReference;
import net.dv8tion.jda.api.entities.MessageReference.MessageReferenceType;
import net.dv8tion.jda.api.entities.MessageType;
import net.dv8tion.jda.api.entities.User;
import net.dv8tion.jda.api.entities.channel.attribute.IThreadContainer;
import net.dv8tion.jda.api.entities.channel.concrete.PrivateChannel;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;

/// Discord's places and messages as an import of DiscordChatExporter's JSON would put them.
final class Translation {
    private static final Set<MessageType> WORDS =
            EnumSet.of(MessageType.DEFAULT, MessageType.INLINE_REPLY);
    private static final Set<MessageType> ANSWERS =
            EnumSet.of(MessageType.SLASH_COMMAND, MessageType.CONTEXT_COMMAND);

    private Translation() {}

    /// A channel or thread of a server, or a private channel.
    static Place place(MessageChannel channel) {
        if (channel instanceof GuildChannel inServer) {
            return new Place(
                    new Channel(Platform.DISCORD, channel.getId(), channel.getName()),
                    channel instanceof ThreadChannel thread
                            ? thread.getParentChannel().getId()
                            : channel.getId(),
                    inServer.getGuild().getId());
        }
        String title =
                channel instanceof PrivateChannel direct
                        ? Optional.ofNullable(direct.getUser())
                                .map(User::getEffectiveName)
                                .orElse("")
                        : channel.getName();
        return Place.direct(new Channel(Platform.DISCORD, channel.getId(), title));
    }

    /// Where threads are begun, whether anything can be written there beside them or not.
    static Place place(IThreadContainer container) {
        return new Place(
                new Channel(Platform.DISCORD, container.getId(), container.getName()),
                container.getGuild().getId());
    }

    static Handle handle(String id) {
        return new Handle(Platform.DISCORD, id);
    }

    /// The name that others see: nickname, else display name, else name.
    static String name(Optional<Member> member, User user) {
        return member.map(Member::getEffectiveName).orElseGet(user::getEffectiveName);
    }

    /// Whether somebody wrote it, rather than Discord: joins, pins and boosts are its own lines.
    static boolean isWritten(Message message) {
        return WORDS.contains(message.getType())
                || (ANSWERS.contains(message.getType()) && message.getAuthor().isBot());
    }

    /// The words with mentions, channels and emoji to read; those of a forwarded message as they
    /// are.
    static String text(Message message) {
        return message.getMessageSnapshots().isEmpty()
                ? message.getContentDisplay()
                : message.getMessageSnapshots().getFirst().getContentRaw();
    }

    /// What `message` is to the stage.
    ///
    /// @param name of who wrote it
    /// @param answersUs whether it answers a line of ours
    static Heard.Said said(Message message, String name, boolean answersUs, boolean live) {
        Place place = place(message.getChannel());
        dev.understudy.chat.Message ours =
                new dev.understudy.chat.Message(
                        place.channel(),
                        message.getId(),
                        handle(message.getAuthor().getId()),
                        name,
                        message.getTimeCreated().toInstant(),
                        message.getIdLong(),
                        kind(message),
                        text(message),
                        replyTo(message),
                        Optional.ofNullable(message.getTimeEdited()).map(time -> time.toInstant()));
        return new Heard.Said(place, ours, address(message, answersUs), live);
    }

    /// What has become of `message`, if somebody who wrote it has changed it. Discord reports link
    /// previews and pins as changes, too: those have no time.
    static Optional<Heard.Edited> edited(Message message) {
        return isWritten(message)
                ? Optional.ofNullable(message.getTimeEdited())
                        .map(
                                at ->
                                        new Heard.Edited(
                                                place(message.getChannel()),
                                                message.getId(),
                                                text(message),
                                                at.toInstant()))
                : Optional.empty();
    }

    private static Set<Address> address(Message message, boolean answersUs) {
        Set<Address> address = EnumSet.noneOf(Address.class);
        if (mentionsUs(message)) {
            address.add(Address.MENTION);
        }
        if (answersUs) {
            address.add(Address.REPLY);
        }
        return address;
    }

    /// By its text: whoever is answered counts as mentioned, too, without being named.
    private static boolean mentionsUs(Message message) {
        String text = message.getContentRaw();
        String id = message.getJDA().getSelfUser().getId();
        return text.contains("<@" + id + ">")
                || text.contains("<@!" + id + ">")
                || botRole(message).filter(role -> text.contains("<@&" + role + ">")).isPresent();
    }

    /// The role of the bot's name, which people mention by mistake.
    private static Optional<String> botRole(Message message) {
        return message.hasGuild()
                ? Optional.ofNullable(message.getGuild())
                        .map(Guild::getBotRole)
                        .map(role -> role.getId())
                : Optional.empty();
    }

    /// Id of the message that it answers.
    static Optional<String> replyTo(Message message) {
        return message.getType() == MessageType.INLINE_REPLY
                ? Optional.ofNullable(message.getMessageReference())
                        .filter(reference -> reference.getType() == MessageReferenceType.DEFAULT)
                        .map(MessageReference::getMessageId)
                : Optional.empty();
    }

    private static Kind kind(Message message) {
        if (message.getAuthor().isBot() || message.isWebhookMessage()) {
            return Kind.BOT;
        }
        if (!message.getMessageSnapshots().isEmpty()) {
            return Kind.FORWARD;
        }
        boolean media =
                !message.getAttachments().isEmpty()
                        || !message.getStickers().isEmpty()
                        || message.getContentRaw().isBlank();
        return media ? Kind.MEDIA : Kind.SPEECH;
    }
}
