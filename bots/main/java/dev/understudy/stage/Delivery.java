package dev.understudy.stage;

import dev.understudy.archive.live.SaidLine;
import dev.understudy.chat.Channel;
import dev.understudy.chat.Pauses;
import dev.understudy.chat.Turn;
import dev.understudy.clone.Speaker;
import dev.understudy.configuration.Manners;
import dev.understudy.sampling.Sampling;
import dev.understudy.settings.UserError;
import dev.understudy.stage.door.Door;
import dev.understudy.stage.door.Line;
import dev.understudy.stage.door.Persona;
import dev.understudy.stage.door.Refused;
import dev.understudy.stage.guard.Guard;
import dev.understudy.stage.guard.GuardSettings;
import dev.understudy.stage.guard.Splitter;
import dev.understudy.stage.guard.Verdict;
import dev.understudy.stage.manner.Pace;
import dev.understudy.stage.manner.Rest;
import dev.understudy.stage.talk.Conversation;
import dev.understudy.stage.talk.Conversation.Spoken;
import dev.understudy.stage.talk.Tuning;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a clone's words get into one channel: past the guard, in bursts, at its friend's pace, and
/// into the archive. One thread at a time.
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    /// As many messages in a row as a talkative friend sends.
    private static final int LONGEST_BURST = 5;

    private static final Duration BETWEEN_APOLOGIES = Duration.ofHours(1);
    private static final String APOLOGY = "Sorry, I have lost my lines. The operators can see why.";

    private final Venue venue;
    private final Channel channel;
    private final Supplier<Door> door;
    private final Consumer<String> operators;
    private final Surroundings around;
    private final Conversation conversation;
    private GuardSettings guarded;
    private Guard guard;
    private Instant apologised = Instant.EPOCH;

    /// What is being answered, and how.
    ///
    /// @param message id of the message; empty where a command asked
    /// @param reply whether to show it as a reply
    record Answering(Optional<String> message, boolean reply, Breaks breaks) {}

    /// Between messages.
    ///
    /// @param rest is ended when the clone is to fall silent, or to make haste
    /// @param stopped whether it is to fall silent
    record Breaks(Rest rest, BooleanSupplier stopped) {
        boolean areStopped() {
            return stopped.getAsBoolean();
        }
    }

    /// @param door of the channel's platform, once it is there
    /// @param operators are told what they should know
    Delivery(
            Venue venue,
            Channel channel,
            Supplier<Door> door,
            Consumer<String> operators,
            Surroundings around) {
        this.venue = venue;
        this.channel = channel;
        this.door = door;
        this.operators = operators;
        this.around = around;
        conversation = venue.company().newConversation(this::usual, this::pauses);
        guarded = manners().guard();
        guard = new Guard(guarded, around.guarding().leaks());
    }

    Conversation conversation() {
        return conversation;
    }

    private Tuning usual() {
        return new Tuning(manners().sampling(), manners().talkativeness());
    }

    private Pauses pauses() {
        return new Pauses(manners().silence(), Pauses.STANDARD.burst());
    }

    private Manners manners() {
        return around.configuration().get().manners();
    }

    /// Shows that somebody is typing, until that is closed or `stopped`. Throws [Refused] when
    /// there is no way to the channel.
    Typing type(BooleanSupplier stopped) {
        return Typing.begin(door.get(), channel, stopped);
    }

    /// Says what was spoken, unless it may not be said. Returns whether it was. Throws [Refused]
    /// when the platform does not take it; what it took before is remembered.
    boolean deliver(Speaker speaker, Spoken spoken, Answering answering) {
        return switch (guard().check(venue.circle(), spoken.turn().text())) {
            case Verdict.Withheld(Verdict.Reason reason) -> {
                LOG.info("a line of {} was withheld: {}", venue.circle(), reason);
                yield false;
            }
            case Verdict.Sendable(String text) -> {
                say(speaker, spoken, text, answering);
                yield true;
            }
        };
    }

    /// Made anew only when the settings have changed.
    private Guard guard() {
        GuardSettings now = manners().guard();
        if (!now.equals(guarded)) {
            guard = new Guard(now, around.guarding().leaks());
            guarded = now;
        }
        return guard;
    }

    private void say(Speaker speaker, Spoken spoken, String text, Answering answering) {
        Persona persona =
                new Persona(
                        speaker,
                        manners().marked(Guard.name(speaker.displayName())),
                        venue.settings().face(speaker.name()));
        List<String> parts = new Splitter(door.get().limit(persona), LONGEST_BURST).split(text);
        List<String> ids = new ArrayList<>();
        try {
            for (String part : parts) {
                if (ids.isEmpty() || goesOn(speaker, part, answering)) {
                    Optional<String> replyTo =
                            ids.isEmpty() && answering.reply()
                                    ? answering.message()
                                    : Optional.empty();
                    ids.add(say(persona, part, replyTo));
                }
            }
        } finally {
            if (!ids.isEmpty()) {
                remember(
                        speaker,
                        spoken,
                        String.join("\n", parts.subList(0, ids.size())),
                        ids,
                        answering);
            }
        }
    }

    /// Waits as long as typing `part` takes; false when the clone was stopped meanwhile.
    private boolean goesOn(Speaker speaker, String part, Answering answering) {
        if (answering.breaks().areStopped()) {
            return false;
        }
        Pace pace = new Pace(manners().pace());
        Breaks breaks = answering.breaks();
        try (Typing _ = type(breaks.stopped())) {
            breaks.rest().pause(pace.gap(venue.habit(speaker), part.length(), around.random()));
        }
        return !breaks.areStopped();
    }

    private String say(Persona persona, String part, Optional<String> replyTo) {
        String id = door.get().say(channel, new Line(persona, part, replyTo));
        Turn.of(persona.speaker().name(), part)
                .ifPresent(turn -> conversation.window().add(id, around.clock().instant(), turn));
        return id;
    }

    private void remember(
            Speaker speaker, Spoken spoken, String text, List<String> ids, Answering answering) {
        Sampling sampling = conversation.tuning().sampling();
        SaidLine.Origin origin =
                new SaidLine.Origin(
                        spoken.prompt(),
                        spoken.model(),
                        "temperature %s, top-p %s"
                                .formatted(sampling.temperature(), sampling.topP()));
        venue.live()
                .lines()
                .said(
                        new SaidLine(
                                channel,
                                ids,
                                speaker.name(),
                                text,
                                origin,
                                around.clock().instant(),
                                answering.message()));
    }

    /// Tells people, at most once an hour, that a reply failed.
    void apologise(RuntimeException failed) {
        String why =
                switch (failed) {
                    case Refused refused -> refused.getMessage();
                    case UserError error -> error.problem() + " " + error.remedy();
                    case RuntimeException bug -> {
                        LOG.error("A reply in {} failed", channel.id(), bug);
                        yield "The log has the trace.";
                    }
                };
        LOG.warn("No reply in {}: {}", channel.id(), why);
        Instant now = around.clock().instant();
        if (Duration.between(apologised, now).compareTo(BETWEEN_APOLOGIES) < 0) {
            return;
        }
        apologised = now;
        operators.accept("No reply in %s: %s".formatted(channel.id(), why));
        try {
            door.get().tell(channel, APOLOGY);
        } catch (RuntimeException alsoFailed) {
            LOG.debug("the apology was not taken", alsoFailed);
        }
    }
}
