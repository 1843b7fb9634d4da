package dev.understudy.telegram;

import dev.understudy.chat.Handle;
import dev.understudy.settings.UserError;
import dev.understudy.stage.command.Answer;
import dev.understudy.stage.command.Choice;
import dev.understudy.stage.command.CommandLine;
import dev.understudy.stage.command.Parameter;
import dev.understudy.stage.command.Place;
import dev.understudy.stage.command.Request;
import dev.understudy.stage.command.Verb;
import dev.understudy.stage.door.Ear;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.api.methods.commands.SetMyCommands;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.objects.CallbackQuery;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.chat.Chat;
import org.telegram.telegrambots.meta.api.objects.commands.BotCommand;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/// What people type after a slash, and the buttons they press. Thread-safe.
final class Commands {
    private static final Logger log = LoggerFactory.getLogger(Commands.class);
    private static final Pattern TYPED =
            Pattern.compile("(?s)/([A-Za-z0-9_-]{1,32})(?:@([A-Za-z0-9_]+))?(?:\\s+(.*))?");

    /// What Telegram's clients send for whoever opens the bot, or adds it to a group.
    private static final String START = "start";

    private static final int MOST_NAMES = 40;

    private final Api api;
    private final Chats chats;
    private final Ear ear;

    Commands(Api api, Chats chats, Ear ear) {
        this.api = api;
        this.chats = chats;
        this.ear = ear;
    }

    /// One command as it was typed.
    ///
    /// @param bot the one it is for, if that is said
    private record Typed(String word, Optional<String> bot, String rest) {
        static Optional<Typed> of(Message message) {
            Matcher typed = TYPED.matcher(Translation.text(message).strip());
            return typed.matches()
                    ? Optional.of(
                            new Typed(
                                    typed.group(1).toLowerCase(Locale.ROOT),
                                    Optional.ofNullable(typed.group(2)),
                                    Optional.ofNullable(typed.group(3)).orElse("")))
                    : Optional.empty();
        }

        Optional<Verb> verb() {
            return Verb.of(word.equals(START) ? Verb.HELP.word() : word)
                    .filter(Verb::isOnPlatforms);
        }

        String line() {
            String dashed = word.replace('_', '-');
            return word.equals(START) ? "/" + Verb.HELP.word() : "/" + dashed + " " + rest;
        }
    }

    /// Who asks, and where.
    private record Asker(Place place, Handle handle, String name) {}

    /// The menu that Telegram's clients show for a slash.
    static SetMyCommands menu() {
        List<BotCommand> commands =
                Arrays.stream(Verb.values())
                        .filter(Verb::isOnPlatforms)
                        .map(verb -> new BotCommand(verb.word().replace('-', '_'), verb.purpose()))
                        .toList();
        return SetMyCommands.builder().commands(commands).build();
    }

    /// Whether `message` is a command: for us, or for another bot.
    static boolean isCommand(Message message) {
        return Typed.of(message).isPresent();
    }

    /// Whether `update` is a command that `me` has to answer, or a button that was pressed.
    /// Commands for other bots are not, nor are, in a group, those that nobody here knows.
    boolean isAsked(Update update, User me) {
        if (update.getCallbackQuery() != null) {
            return true;
        }
        Message message = update.getMessage();
        if (message == null || !isPersons(message)) {
            return false;
        }
        return Typed.of(message).filter(typed -> isForUs(typed, message, me)).isPresent();
    }

    private static boolean isForUs(Typed typed, Message message, User me) {
        return typed.bot().isPresent()
                ? typed.bot().get().equalsIgnoreCase(me.getUserName())
                : typed.verb().isPresent() || Chats.isDirect(message.getChat());
    }

    /// Whether a person typed it, if only in the name of the group.
    private static boolean isPersons(Message message) {
        if (message.getFrom() == null
                || message.getViaBot() != null
                || Translation.isForward(message)
                || Boolean.TRUE.equals(message.getIsAutomaticForward())) {
            return false;
        }
        return message.getSenderChat() != null
                || !Boolean.TRUE.equals(message.getFrom().getIsBot());
    }

    /// Does what `update` asks for, and sends the answer. Blocks for as long as that takes.
    void answer(Update update) {
        if (update.getCallbackQuery() != null) {
            press(update.getCallbackQuery());
            return;
        }
        Message message = update.getMessage();
        Asker asker = asker(message.getFrom(), message.getSenderChat(), message.getChat());
        Typed.of(message)
                .map(typed -> answer(typed, asker))
                .ifPresent(answer -> reply(asker.place(), answer, message.getMessageId()));
    }

    private void press(CallbackQuery press) {
        try {
            // Until then the button shows that it is busy.
            api.call(new AnswerCallbackQuery(press.getId()));
        } catch (Fault tooLate) {
            log.debug("{}", tooLate.getMessage());
        }
        String line = Optional.ofNullable(press.getData()).orElse("");
        if (press.getMessage() == null || !CommandLine.isCommand(line)) {
            return;
        }
        Asker asker = asker(press.getFrom(), null, press.getMessage().getChat());
        reply(asker.place(), answer(line, asker), press.getMessage().getMessageId());
    }

    private Asker asker(User user, @Nullable Chat group, Chat chat) {
        return new Asker(
                chats.place(chat),
                Translation.doer(user, group),
                group == null ? Chats.name(user) : chats.place(group).channel().title());
    }

    private Answer answer(Typed typed, Asker asker) {
        if (typed.verb().isEmpty()) {
            return Answer.of(
                    new UserError(
                            "There is no command /" + typed.word() + " here.",
                            "/help lists them all."));
        }
        return offer(typed, asker.place()).orElseGet(() -> answer(typed.line(), asker));
    }

    private Answer answer(String line, Asker asker) {
        try {
            return ear.ask(
                    new Request(
                            asker.place(), asker.handle(), asker.name(), CommandLine.parse(line)));
        } catch (UserError misused) {
            return Answer.of(misused);
        }
    }

    /// The clones to choose from, where one has to be named and none was.
    private Optional<Answer> offer(Typed typed, Place place) {
        if (!typed.rest().isBlank() || typed.verb().filter(Commands::needsOneName).isEmpty()) {
            return Optional.empty();
        }
        List<Choice> choices =
                ear.suggest(place, "").stream()
                        .limit(MOST_NAMES)
                        .map(name -> new Choice(name, typed.line().strip() + " " + quoted(name)))
                        .filter(Wording::isButton)
                        .toList();
        return choices.isEmpty()
                ? Optional.empty()
                : Optional.of(new Answer("Whose clone?", choices));
    }

    private static boolean needsOneName(Verb verb) {
        List<Parameter> needed = verb.parameters().stream().filter(Parameter::required).toList();
        return needed.size() == 1 && needed.getFirst().kind() == Parameter.Kind.CLONE;
    }

    private static String quoted(String name) {
        return name.contains(" ") ? "\"" + name + "\"" : name;
    }

    private void reply(Place place, Answer answer, int replyTo) {
        try {
            for (SendMessage piece : Wording.answer(answer, Optional.of(replyTo))) {
                chats.in(place.channel(), chat -> Wording.to(chat, piece));
            }
        } catch (Fault fault) {
            log.warn("A command was not answered: {}", fault.getMessage());
        }
    }
}
