package dev.understudy.stage;

import dev.understudy.archive.live.SaidLine;
import dev.understudy.chat.Channel;
import dev.understudy.chat.Message;
import dev.understudy.chat.Turn;
import dev.understudy.settings.UserError;
import dev.understudy.stage.command.Command;
import dev.understudy.stage.guard.Incoming;
import dev.understudy.stage.talk.Conversation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// What the archive remembers of one channel: the latest that was said, and how it was set.
record Memory(Venue venue, Channel channel) {
    /// A window holds 256.
    private static final int MESSAGES = 200;

    /// A platform's history comes in pages of as many.
    private static final int PAGE = 100;

    private static final String ON_STAGE = "on-stage";
    private static final String RESET = "reset";
    private static final String TEMPERATURE = "temperature";
    private static final String TOP_P = "top-p";
    private static final String TALKATIVENESS = "talkativeness";

    private record Remembered(String id, Instant at, Turn turn) {}

    /// Ids of the latest that people said, and of the latest that clones did.
    List<String> latestIds() {
        return Stream.concat(
                        venue.live().latest(channel, PAGE).stream().map(Message::id),
                        venue.live().lines().latest(channel, PAGE).stream()
                                .flatMap(line -> line.messageIds().stream()))
                .toList();
    }

    /// Has `conversation` go on where it was.
    void recall(Conversation conversation) {
        List<Remembered> said = new ArrayList<>();
        for (Message message : venue.live().latest(channel, MESSAGES)) {
            if (message.kind() != Message.Kind.BOT && venue.uses(message.sender())) {
                Incoming.turn(venue.nameOf(message.sender(), message.senderName()), message.text())
                        .ifPresent(
                                turn ->
                                        said.add(
                                                new Remembered(
                                                        message.id(), message.sentAt(), turn)));
            }
        }
        for (SaidLine line : venue.live().lines().latest(channel, MESSAGES)) {
            Turn.of(line.speaker(), line.text())
                    .filter(turn -> venue.mayBePlayed(turn.speaker()))
                    .ifPresent(
                            turn ->
                                    said.add(
                                            new Remembered(
                                                    line.messageIds().getFirst(),
                                                    line.at(),
                                                    turn)));
        }
        Instant reset =
                Optional.ofNullable(venue.live().settings(channel).get(RESET))
                        .map(Instant::parse)
                        .orElse(Instant.EPOCH);
        said.removeIf(one -> !one.at().isAfter(reset));
        said.sort(Comparator.comparing(Remembered::at));
        said.forEach(one -> conversation.window().add(one.id(), one.at(), one.turn()));
        settings(conversation);
    }

    private void settings(Conversation conversation) {
        Map<String, String> settings = venue.live().settings(channel);
        try {
            conversation.obey(
                    new Command.Settings(
                            number(settings, TEMPERATURE),
                            number(settings, TOP_P),
                            number(settings, TALKATIVENESS)));
            Optional.ofNullable(settings.get(ON_STAGE))
                    .ifPresent(
                            name ->
                                    conversation.cast(
                                            Optional.of(conversation.find(name))
                                                    .filter(venue::plays)));
        } catch (UserError outdated) {
            conversation.cast(Optional.empty()); // nobody by that name is played any more
        }
    }

    private static OptionalDouble number(Map<String, String> settings, String name) {
        String text = settings.get(name);
        return text == null ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
    }

    /// Keeps that a new conversation began at that time.
    void reset(Instant at) {
        venue.live().set(channel, RESET, Optional.of(at.toString()));
    }

    /// Keeps what `command` has set in `conversation`.
    void keep(Command command, Conversation conversation) {
        if (command instanceof Command.Settings settings) {
            keep(TEMPERATURE, settings.temperature());
            keep(TOP_P, settings.topP());
            keep(TALKATIVENESS, settings.talkativeness());
        } else {
            venue.live()
                    .set(
                            channel,
                            ON_STAGE,
                            conversation.onStage().map(speaker -> speaker.name().text()));
        }
    }

    private void keep(String name, OptionalDouble value) {
        if (value.isPresent()) {
            venue.live().set(channel, name, Optional.of(Double.toString(value.getAsDouble())));
        }
    }
}
