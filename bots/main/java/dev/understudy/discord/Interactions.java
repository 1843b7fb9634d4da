package dev.understudy.discord;

import dev.understudy.settings.UserError;
import dev.understudy.stage.command.Answer;
import dev.understudy.stage.command.Choice;
import dev.understudy.stage.command.Command;
import dev.understudy.stage.command.CommandLine;
import dev.understudy.stage.command.Place;
import dev.understudy.stage.command.Request;
import dev.understudy.stage.command.Verb;
import dev.understudy.stage.door.Ear;
import dev.understudy.stage.door.Refused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.Interaction;
import net.dv8tion.jda.api.interactions.InteractionHook;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;
import net.dv8tion.jda.api.requests.RestAction;
import net.dv8tion.jda.api.utils.messages.MessageEditBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What people ask for by slash commands and buttons. Discord is told at once that an answer comes,
/// since it waits three seconds only; then the stage is asked, on a thread of its own. Thread-safe.
final class Interactions extends ListenerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Interactions.class);
    private static final int MAX_SUGGESTIONS = 25;
    private static final int MAX_NAME = 100;
    private static final int MAX_BUTTONS = 25;

    private final Ear ear;
    private final Attempts attempts;
    private final Executor threads;

    Interactions(Ear ear, Attempts attempts, Executor threads) {
        this.ear = ear;
        this.attempts = attempts;
        this.threads = threads;
    }

    @Override
    public void onSlashCommandInteraction(SlashCommandInteractionEvent event) {
        Optional<Verb> verb = Verb.of(event.getName());
        Map<String, String> values =
                event.getOptions().stream()
                        .collect(
                                Collectors.toMap(
                                        OptionMapping::getName, OptionMapping::getAsString));
        Supplier<Command> command =
                () ->
                        verb.map(known -> CommandLine.of(known, values))
                                .orElseGet(() -> CommandLine.parse("/" + event.getName()));
        answer(event, event.deferReply(isForAsker(verb)), isForAsker(verb), command);
    }

    /// A press is the button's command line, typed by whoever presses. What only the asker sees is
    /// replaced by what comes of it; what all see stays, for others to press.
    @Override
    public void onButtonInteraction(ButtonInteractionEvent event) {
        String line = event.getComponentId();
        Optional<Verb> verb = Verb.of(line.replaceFirst("^/", "").split("\\s", 2)[0]);
        boolean replaces = isForAsker(verb) && event.getMessage().isEphemeral();
        answer(
                event,
                replaces ? event.deferEdit() : event.deferReply(isForAsker(verb)),
                isForAsker(verb),
                () -> CommandLine.parse(line));
    }

    private static boolean isForAsker(Optional<Verb> verb) {
        return verb.filter(known -> known.whom() == Verb.For.EVERYONE).isEmpty();
    }

    private void answer(
            Interaction event,
            RestAction<InteractionHook> acknowledgement,
            boolean forAsker,
            Supplier<Command> command) {
        acknowledgement.queue(
                hook -> threads.execute(() -> answer(event, hook.setEphemeral(forAsker), command)),
                Interactions::log);
    }

    private void answer(Interaction event, InteractionHook hook, Supplier<Command> command) {
        try {
            show(hook, ask(event, command));
        } catch (RuntimeException failure) {
            log(failure);
        }
    }

    private static void log(Throwable failure) {
        switch (failure) {
            case Refused refused ->
                    LOG.warn("A command is without answer: {}.", refused.getMessage());
            case ErrorResponseException late ->
                    LOG.warn(
                            "A command is without answer: Discord says {}. If that goes on, look"
                                    + " whether another process uses the bot's token.",
                            late.getErrorResponse());
            default -> LOG.error("A command is without answer.", failure);
        }
    }

    private Answer ask(Interaction event, Supplier<Command> command) {
        try {
            return ear.ask(
                    new Request(
                            place(event),
                            Translation.handle(event.getUser().getId()),
                            Translation.name(
                                    Optional.ofNullable(event.getMember()), event.getUser()),
                            command.get()));
        } catch (UserError misused) {
            return Answer.of(misused);
        } catch (RuntimeException defect) {
            LOG.error("A command failed.", defect);
            return Answer.of("That failed here.\nThe operator finds why in the log.");
        }
    }

    private static Place place(Interaction event) {
        if (event.getChannel() instanceof MessageChannel channel) {
            return Translation.place(channel);
        }
        throw new UserError(
                "Nothing can be said in this place.", "Use the command in a channel or thread.");
    }

    /// An answer without words has been given otherwise: nothing is left to show.
    private void show(InteractionHook hook, Answer answer) {
        List<String> parts = DiscordDoor.parts(answer.text());
        if (parts.isEmpty()) {
            attempts.of("take an answer back", () -> hook.deleteOriginal().complete());
            return;
        }
        for (int i = 0; i < parts.size(); i++) {
            boolean last = i == parts.size() - 1;
            MessageEditBuilder part =
                    new MessageEditBuilder()
                            .setContent(parts.get(i))
                            .setAllowedMentions(List.of())
                            .setComponents(last ? buttons(answer.choices()) : List.of());
            if (i == 0) {
                attempts.of("take an answer", () -> hook.editOriginal(part.build()).complete());
            } else {
                attempts.of(
                        "take an answer",
                        () ->
                                hook.sendMessage(part.getContent())
                                        .setAllowedMentions(List.of())
                                        .setComponents(part.getComponents())
                                        .complete());
            }
        }
    }

    private static List<ActionRow> buttons(List<Choice> choices) {
        return choices.isEmpty()
                ? List.of()
                : ActionRow.partitionOf(
                        choices.stream()
                                .limit(MAX_BUTTONS)
                                .map(
                                        choice ->
                                                Button.secondary(
                                                        choice.line(),
                                                        DiscordDoor.cut(
                                                                choice.label(),
                                                                Button.LABEL_MAX_LENGTH)))
                                .toList());
    }

    @Override
    public void onCommandAutoCompleteInteraction(CommandAutoCompleteInteractionEvent event) {
        threads.execute(() -> suggest(event));
    }

    private void suggest(CommandAutoCompleteInteractionEvent event) {
        List<String> names =
                ear
                        .suggest(
                                Translation.place(event.getChannel()),
                                event.getFocusedOption().getValue())
                        .stream()
                        .filter(name -> !name.isBlank() && name.length() <= MAX_NAME)
                        .distinct()
                        .limit(MAX_SUGGESTIONS)
                        .toList();
        event.replyChoiceStrings(names)
                .queue(
                        _ -> {},
                        late -> LOG.debug("Suggestions came too late: {}", late.toString()));
    }
}
