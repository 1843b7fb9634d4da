package dev.understudy.telegram;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Platform;
import dev.understudy.settings.UserError;
import dev.understudy.stage.door.Door;
import dev.understudy.stage.door.Ear;
import dev.understudy.stage.door.Finding;
import dev.understudy.stage.door.Heard;
import dev.understudy.stage.door.Line;
import dev.understudy.stage.door.Persona;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.send.SendChatAction;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMemberUpdated;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/// Telegram as the stage sees it. Thread-safe.
///
/// Reactions are heard only where the bot is an administrator, deletions never: Telegram does not
/// tell of them.
public final class TelegramDoor implements Door {
    private static final Logger log = LoggerFactory.getLogger(TelegramDoor.class);
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(10);
    private static final Duration TYPING = Duration.ofSeconds(5);

    private final Api api;
    private final Chats chats;
    private final Poller poller;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread polling;

    private TelegramDoor(TelegramAccount account, Ear ear, InstantSource clock, Patience patience) {
        api = new Api(account, patience);
        chats = new Chats(api, ear);
        Commands commands = new Commands(api, chats, ear);
        Hearing hearing = new Hearing(commands, new Translation(chats, clock), chats, ear);
        poller = new Poller(api, patience, hearing, workers);
        polling = Thread.ofPlatform().daemon().name("telegram-polling").unstarted(poller);
    }

    /// A door that tells `ear` what happens from now on. When Telegram cannot be reached it is
    /// tried again for as long as the door is open; until then there is [trouble][#trouble].
    ///
    /// Throws UserError when Telegram does not know the token.
    public static TelegramDoor open(TelegramAccount account, Ear ear, InstantSource clock) {
        return open(account, ear, clock, Patience.USUAL);
    }

    static TelegramDoor open(
            TelegramAccount account, Ear ear, InstantSource clock, Patience patience) {
        TelegramDoor door = new TelegramDoor(account, ear, clock, patience);
        try {
            door.poller.begin();
        } catch (Fault fault) {
            if (fault.isOfToken()) {
                door.close();
                throw Poller.wrongToken(fault);
            }
            door.poller.note(fault);
        }
        door.polling.start();
        return door;
    }

    /// What the poller does with updates.
    private record Hearing(Commands commands, Translation translation, Chats chats, Ear ear)
            implements Poller.Listener {
        @Override
        public boolean isAsked(Update update, User me) {
            return commands.isAsked(update, me);
        }

        @Override
        public void answer(Update update) {
            commands.answer(update);
        }

        @Override
        public void hear(Update update, User me, boolean late) {
            if (update.getMyChatMember() != null) {
                joined(update.getMyChatMember());
            }
            Message message =
                    update.getMessage() == null ? update.getEditedMessage() : update.getMessage();
            if (message == null || !Commands.isCommand(message)) {
                for (Heard heard : translation.heard(update, me, late)) {
                    ear.hear(heard);
                }
            }
        }

        /// Whoever sets up a circle needs the number of its group.
        private void joined(ChatMemberUpdated change) {
            log.info(
                    "The Telegram bot is {} in {}.",
                    change.getNewChatMember().getStatus(),
                    chats.place(change.getChat()).channel().id());
        }
    }

    /// What is missing for `account`, without opening a door for it.
    public static List<Finding> examine(TelegramAccount account) {
        try (Api api = new Api(account, Patience.USUAL)) {
            return Checkup.of(api);
        }
    }

    /// What is missing before clones can hear and speak everywhere.
    public List<Finding> examine() {
        List<Finding> findings = Checkup.of(api);
        return findings.isEmpty()
                ? trouble().map(error -> new Finding(error.problem(), error.remedy())).stream()
                        .toList()
                : findings;
    }

    /// Why nothing is heard at the moment, if so; it ends by itself when the cause does.
    public Optional<UserError> trouble() {
        return poller.trouble();
    }

    /// Where people can add the bot to a group; known once Telegram has answered.
    public Optional<URI> inviteLink() {
        return poller.me()
                .map(User::getUserName)
                .map(name -> URI.create("https://t.me/" + name + "?startgroup=true"));
    }

    @Override
    public Platform platform() {
        return Platform.TELEGRAM;
    }

    @Override
    public int limit(Persona who) {
        return Wording.limit(who);
    }

    /// As the door's contract says: the name in bold above the text, `@name` made harmless.
    @Override
    public String say(Channel channel, Line line) {
        try {
            Message said = chats.in(channel, chat -> Wording.line(chat, line));
            return Integer.toString(said.getMessageId());
        } catch (Fault fault) {
            throw fault.refused();
        }
    }

    @Override
    public void tell(Channel channel, String notice) {
        try {
            for (SendMessage piece : Wording.notice(notice)) {
                chats.in(channel, chat -> Wording.to(chat, piece));
            }
        } catch (Fault fault) {
            throw fault.refused();
        }
    }

    @Override
    public void type(Channel channel) {
        try {
            chats.in(channel, chat -> new SendChatAction(Long.toString(chat), "typing"));
        } catch (Fault fault) {
            log.debug("{}", fault.getMessage());
        }
    }

    @Override
    public Duration typingLasts() {
        return TYPING;
    }

    /// Stops polling, gives commands that have begun ten seconds to be answered, and ends. What was
    /// not heard by then stays with Telegram.
    @Override
    public void close() {
        poller.stop();
        boolean calm = true;
        try {
            calm = polling.getState() == Thread.State.NEW || polling.join(LAST_ANSWERS);
            workers.shutdown();
            calm &= workers.awaitTermination(LAST_ANSWERS.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            calm = false;
        }
        if (!calm) {
            log.warn("Some commands of Telegram's were not answered before the end.");
        }
        workers.shutdownNow();
        api.close();
    }
}
