package dev.understudy.telegram;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message.Kind;
import dev.understudy.chat.Platform;
import dev.understudy.stage.command.Place;
import dev.understudy.stage.door.Heard;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.MessageEntity;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.chat.Chat;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.api.objects.reactions.MessageReactionUpdated;
import org.telegram.telegrambots.meta.api.objects.reactions.ReactionType;
import org.telegram.telegrambots.meta.api.objects.reactions.ReactionTypeCustomEmoji;
import org.telegram.telegrambots.meta.api.objects.reactions.ReactionTypeEmoji;

/// Makes ours of Telegram's updates, as `imports.telegram` does of an export: what that drops (the
/// words of groups and channels, service messages) is not told. Thread-safe.
final class Translation {
    /// A message this old was missed, when it comes after we were away.
    private static final Duration JUST_NOW = Duration.ofMinutes(1);

    private final Chats chats;
    private final InstantSource clock;

    Translation(Chats chats, InstantSource clock) {
        this.chats = chats;
        this.clock = clock;
    }

    /// What `update` tells, for the bot `me`.
    ///
    /// @param late whether we were away when it may have happened
    List<Heard> heard(Update update, User me, boolean late) {
        if (update.getMessage() != null) {
            return message(update.getMessage(), me, late);
        }
        if (update.getEditedMessage() != null) {
            return edited(update.getEditedMessage(), me).stream().toList();
        }
        return update.getMessageReaction() == null
                ? List.of()
                : reactions(update.getMessageReaction());
    }

    private List<Heard> message(Message message, User me, boolean late) {
        Place place = chats.place(message.getChat());
        String title = place.channel().title();
        if (message.getMigrateToChatId() != null) {
            Place to = Chats.group(message.getMigrateToChatId(), title);
            return List.of(new Heard.Moved(place, to));
        }
        if (message.getMigrateFromChatId() != null) {
            Place from = Chats.group(message.getMigrateFromChatId(), title);
            return List.of(new Heard.Moved(from, place));
        }
        boolean empty = text(message).isBlank() && !hasMedia(message);
        if (empty || !isSomebodys(message, me)) {
            return List.of();
        }
        dev.understudy.chat.Message ours = ours(message, place.channel());
        boolean old = ours.sentAt().isBefore(clock.instant().minus(JUST_NOW));
        return List.of(new Heard.Said(place, ours, address(message, me), !(late && old)));
    }

    private static dev.understudy.chat.Message ours(Message message, Channel channel) {
        return new dev.understudy.chat.Message(
                channel,
                Integer.toString(message.getMessageId()),
                user(message.getFrom()),
                Chats.name(message.getFrom()),
                Instant.ofEpochSecond(message.getDate()),
                message.getMessageId(),
                kind(message),
                text(message),
                Optional.ofNullable(message.getReplyToMessage())
                        .map(answered -> Integer.toString(answered.getMessageId())),
                Optional.ofNullable(message.getEditDate()).map(Instant::ofEpochSecond));
    }

    private Optional<Heard> edited(Message message, User me) {
        if (!isSomebodys(message, me) || message.getEditDate() == null) {
            return Optional.empty();
        }
        return Optional.of(
                new Heard.Edited(
                        chats.place(message.getChat()),
                        Integer.toString(message.getMessageId()),
                        text(message),
                        Instant.ofEpochSecond(message.getEditDate())));
    }

    /// Whether an account wrote it that is not ours: not the group, or a channel, in its own name.
    private static boolean isSomebodys(Message message, User me) {
        return message.getFrom() != null
                && message.getSenderChat() == null
                && !message.getFrom().getId().equals(me.getId());
    }

    private static Handle user(User user) {
        return new Handle(Platform.TELEGRAM, "user" + user.getId());
    }

    /// Whoever did something: an account, or a group or channel in whose name somebody did it.
    static Handle doer(User user, @Nullable Chat chat) {
        return chat == null
                ? user(user)
                : new Handle(Platform.TELEGRAM, "channel" + Chats.key(chat.getId()));
    }

    static String text(Message message) {
        return Optional.ofNullable(message.getText())
                .or(() -> Optional.ofNullable(message.getCaption()))
                .orElse("");
    }

    private static Kind kind(Message message) {
        if (message.getViaBot() != null || Boolean.TRUE.equals(message.getFrom().getIsBot())) {
            return Kind.BOT;
        }
        if (isForward(message)) {
            return Kind.FORWARD;
        }
        return hasMedia(message) ? Kind.MEDIA : Kind.SPEECH;
    }

    static boolean isForward(Message message) {
        return message.getForwardOrigin() != null || message.getForwardDate() != null;
    }

    /// What an export keeps of pictures, places and the like; dice and stories it does not.
    private static boolean hasMedia(Message message) {
        return Stream.of(
                        message.getPhoto(),
                        message.getLivePhoto(),
                        message.getDocument(),
                        message.getSticker(),
                        message.getVideo(),
                        message.getVideoNote(),
                        message.getAnimation(),
                        message.getAudio(),
                        message.getVoice(),
                        message.getContact(),
                        message.getLocation(),
                        message.getVenue(),
                        message.getPoll(),
                        message.getChecklist(),
                        message.getGame(),
                        message.getInvoice(),
                        message.getPaidMedia(),
                        message.getGiveaway())
                .anyMatch(Objects::nonNull);
    }

    private static Set<Heard.Address> address(Message message, User me) {
        Set<Heard.Address> address = EnumSet.noneOf(Heard.Address.class);
        if (mentions(message, me)) {
            address.add(Heard.Address.MENTION);
        }
        Message answered = message.getReplyToMessage();
        // In a topic, all that answers nothing answers the message that opened it.
        if (answered != null
                && answered.getForumTopicCreated() == null
                && answered.getFrom() != null
                && answered.getFrom().getId().equals(me.getId())) {
            address.add(Heard.Address.REPLY);
        }
        return address;
    }

    private static boolean mentions(Message message, User me) {
        boolean byLink =
                Stream.of(message.getEntities(), message.getCaptionEntities())
                        .filter(Objects::nonNull)
                        .flatMap(List::stream)
                        .map(MessageEntity::getUser)
                        .anyMatch(user -> user != null && user.getId().equals(me.getId()));
        return byLink || (me.getUserName() != null && names(text(message), me.getUserName()));
    }

    private static boolean names(String text, String bot) {
        String mention = "(?i)(?<![A-Za-z0-9_])@" + Pattern.quote(bot) + "(?![A-Za-z0-9_])";
        return Pattern.compile(mention).matcher(text).find();
    }

    private List<Heard> reactions(MessageReactionUpdated change) {
        List<String> before = emoji(change.getOldReaction());
        List<String> after = emoji(change.getNewReaction());
        List<Heard> heard = new ArrayList<>();
        before.stream()
                .filter(emoji -> !after.contains(emoji))
                .forEach(emoji -> heard.add(reacted(change, emoji, false)));
        after.stream()
                .filter(emoji -> !before.contains(emoji))
                .forEach(emoji -> heard.add(reacted(change, emoji, true)));
        return heard;
    }

    private Heard reacted(MessageReactionUpdated change, String emoji, boolean added) {
        return new Heard.Reacted(
                chats.place(change.getChat()),
                Integer.toString(change.getMessageId()),
                doer(change.getUser(), change.getActorChat()),
                emoji,
                added);
    }

    /// Emoji as text, custom ones as their ids; of a kind that the library does not know, none.
    private static List<String> emoji(List<ReactionType> reactions) {
        return Optional.ofNullable(reactions).stream()
                .flatMap(List::stream)
                .filter(Objects::nonNull)
                .map(
                        reaction ->
                                switch (reaction) {
                                    case ReactionTypeEmoji plain -> plain.getEmoji();
                                    case ReactionTypeCustomEmoji custom ->
                                            custom.getCustomEmojiId();
                                    default -> reaction.getType();
                                })
                .toList();
    }
}
