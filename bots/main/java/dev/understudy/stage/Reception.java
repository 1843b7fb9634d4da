package dev.understudy.stage;

import dev.understudy.archive.live.AuditEntry;
import dev.understudy.archive.live.Standing;
import dev.understudy.chat.Channel;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.SpeakerName;
import dev.understudy.clone.Speaker;
import dev.understudy.settings.UserError;
import dev.understudy.stage.budget.Budgets;
import dev.understudy.stage.budget.Grant;
import dev.understudy.stage.command.Answer;
import dev.understudy.stage.command.Command;
import dev.understudy.stage.command.Place;
import dev.understudy.stage.command.Request;
import dev.understudy.stage.command.Verb;
import dev.understudy.stage.door.Heard;
import dev.understudy.stage.door.Refused;
import dev.understudy.stage.talk.Conversation;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where people's commands are taken, checked and carried out, and noted in the audit. Thread-safe.
final class Reception {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    private static final Duration BETWEEN_INVITATIONS = Duration.ofDays(1);
    private static final long MOST_INVITED = 10_000;

    private final Stage stage;
    private final Surroundings around;
    private final Office office;
    private final Register register;
    private final Map<Handle, Instant> invited = new ConcurrentHashMap<>();

    Reception(Stage stage, Surroundings around, Office office) {
        this.stage = stage;
        this.around = around;
        this.office = office;
        this.register = new Register(stage, around, office);
    }

    /// Does what `request` asks for; what went wrong is the answer.
    Answer ask(Request request) {
        Verb verb = Verb.of(request.command());
        Optional<Venue> venue = stage.venueOf(request.place(), request.asker());
        String outcome = "done";
        try {
            return answer(request, verb, venue);
        } catch (UserError refused) {
            outcome = "refused";
            return Answer.of(refused);
        } catch (Refused refused) {
            outcome = "failed";
            LOG.warn("/{} failed: {}", verb.word(), refused.getMessage());
            return Answer.of(
                    switch (refused.reason()) {
                        case FORBIDDEN, GONE -> "I may not speak here. Operators can let me.";
                        case FAILED -> "That was not taken. Try again in a minute.";
                    });
        } catch (RuntimeException bug) {
            outcome = "failed";
            LOG.error("/{} failed", verb.word(), bug);
            return Answer.of("That did not work. The operators can see why.");
        } finally {
            note(request, verb, venue, outcome);
        }
    }

    /// Takes up what people said in other processes that share the archive: who refuses or is
    /// forgotten there is so here, too. Returns whether there was anybody.
    boolean askAnew(Collection<Venue> venues) {
        boolean lost = false;
        for (Venue venue : venues) {
            Map<SpeakerName, Standing> gone = venue.renew();
            gone.keySet().forEach(name -> stage.forget(venue, name));
            if (!gone.isEmpty()) {
                register.withdraw(venue, gone.values().stream().anyMatch(Standing::forgotten));
                lost = true;
            }
        }
        return lost;
    }

    private void note(Request request, Verb verb, Optional<Venue> venue, String outcome) {
        Channel channel = request.place().channel();
        List<String> clones =
                switch (request.command()) {
                    case Command.Play(String name) -> known(venue, List.of(name));
                    case Command.Say(String name, _) -> known(venue, List.of(name));
                    case Command.Scene(List<String> names, _, _) -> known(venue, names);
                    default -> List.of();
                };
        AuditEntry entry =
                new AuditEntry(
                        venue.map(Venue::circle),
                        request.asker(),
                        channel,
                        verb.word(),
                        clones,
                        outcome,
                        around.clock().instant());
        try {
            around.audit().add(entry);
        } catch (UserError unwritable) {
            LOG.error("/{} is not in the audit: {}", verb.word(), unwritable.problem());
        }
    }

    /// Of what somebody typed, only what names a clone.
    private static List<String> known(Optional<Venue> venue, List<String> names) {
        return venue.stream()
                .flatMap(here -> here.company().catalogue().clones().stream())
                .filter(clone -> names.stream().anyMatch(clone.displayName()::equalsIgnoreCase))
                .map(clone -> clone.name().text())
                .toList();
    }

    private Answer answer(Request request, Verb verb, Optional<Venue> venue) {
        budget(request, verb);
        if (!verb.isOnPlatforms()) {
            throw new UserError(
                    "There is no command /" + verb.word() + " here.", "/help lists them all.");
        }
        if (verb.whom() == Verb.For.OPERATORS
                && !around.configuration().get().isOperator(request.asker())) {
            throw new UserError(
                    "/" + verb.word() + " is for operators.",
                    "An operator adds you in understudy.yml: operators: [\"%s\"]."
                            .formatted(request.asker()));
        }
        return switch (request.command()) {
            case Command.Help() -> Answer.of(Conversation.help(Verb::isOnPlatforms));
            case Command.Privacy() -> Answer.of(register.privacy());
            case Command.Consent(Optional<Boolean> granted) ->
                    register.consent(request, venue, granted);
            case Command.ForgetMe(boolean confirmed) -> register.forget(request, venue, confirmed);
            default -> here(request, venue.orElseThrow(() -> nowhere(request.place())));
        };
    }

    /// A no is always heard, however much goes on.
    private void budget(Request request, Verb verb) {
        if (verb == Verb.STOP || verb == Verb.CONSENT || verb == Verb.FORGET_ME) {
            return;
        }
        Budgets.Use use =
                verb == Verb.SAY || verb == Verb.SCENE ? Budgets.Use.REPLY : Budgets.Use.COMMAND;
        Grant grant =
                around.guarding()
                        .budgets()
                        .tryTake(request.asker(), request.place().channel(), use);
        if (grant instanceof Grant.Denied(Grant.Limit limit, Duration after)) {
            throw new UserError(
                    switch (limit) {
                        case USER -> "That was a lot at once.";
                        case CHANNEL -> "A lot is going on here.";
                        case MODEL -> "The clones have a lot to say at the moment.";
                    },
                    "Try again in %d seconds.".formatted(after.toSeconds() + 1));
        }
    }

    private static UserError nowhere(Place place) {
        return place.isDirect()
                ? new UserError(
                        "Clones do not speak in private.", "Call them in your group's channel.")
                : new UserError(
                        "This place belongs to no circle yet.",
                        "An operator gives it to one in understudy.yml: places: [\"%s:%s\"]."
                                .formatted(place.channel().platform().key(), place.group()));
    }

    private Answer here(Request request, Venue venue) {
        Channel channel = request.place().channel();
        Attendance attendance = stage.attendance(venue, channel);
        Conversation conversation = attendance.conversation();
        SpeakerName asker = venue.nameOf(request.asker(), request.askerName());
        return switch (request.command()) {
            case Command.Clones() -> Answer.of(clones(venue, conversation));
            case Command.Play play -> {
                venue.require(conversation.find(play.name()));
                yield set(attendance, channel, venue, play);
            }
            case Command.Stop stop -> {
                attendance.stop();
                yield set(attendance, channel, venue, stop);
            }
            case Command.Settings settings -> set(attendance, channel, venue, settings);
            case Command.Say say -> {
                requireHeard(venue, request.asker(), say.prompt());
                yield say(attendance, venue, say, asker);
            }
            case Command.Scene scene -> {
                requireHeard(venue, request.asker(), scene.topic());
                List<Speaker> cast = conversation.cast(scene, budget());
                cast.forEach(venue::require);
                attendance.play(scene, cast, asker);
                yield Answer.of("The scene begins. Anybody's \"stop\" ends it.");
            }
            case Command.Reset reset -> {
                new Memory(venue, channel).reset(around.clock().instant());
                yield Answer.of(conversation.obey(reset));
            }
            case Command.Status() -> Answer.of(status(venue, office, conversation));
            case Command.Models() -> Answer.of(office.models(venue.circle()));
            case Command.Retrain() ->
                    Answer.of(office.retrain(venue.circle(), told -> stage.notice(told, channel)));
            case Command.Rollback(Optional<String> version) ->
                    Answer.of(office.rollback(venue.circle(), version));
            case Command other -> Answer.of(conversation.obey(other));
        };
    }

    private static Answer say(
            Attendance attendance, Venue venue, Command.Say say, SpeakerName asker) {
        Speaker speaker = attendance.conversation().find(say.name());
        venue.require(speaker);
        return Answer.of(
                attendance.sayOnce(speaker, asker, say.prompt())
                        ? speaker + "'s clone has spoken."
                        : speaker + "'s clone would rather say nothing.");
    }

    /// Throws UserError when clones would hear `words` of somebody whom they may not hear.
    private static void requireHeard(Venue venue, Handle asker, Optional<String> words) {
        if (words.isPresent() && !venue.uses(asker)) {
            throw new UserError(
                    "Clones hear only who agrees to it.",
                    "Leave out what they should hear, or agree: /consent yes.");
        }
    }

    private int budget() {
        return around.configuration().get().budgets().sceneTurns();
    }

    private static Answer set(
            Attendance attendance, Channel channel, Venue venue, Command command) {
        Conversation conversation = attendance.conversation();
        String said = conversation.obey(command);
        new Memory(venue, channel).keep(command, conversation);
        return Answer.of(said);
    }

    private static String clones(Venue venue, Conversation conversation) {
        String list = conversation.listOf(venue::plays);
        return list.isEmpty() ? "Nobody can be called yet: friends agree with /consent yes." : list;
    }

    private static String status(Venue venue, Office office, Conversation conversation) {
        return "%s\nCircle: %s. Model: %s.%s\n%s"
                .formatted(
                        conversation
                                .onStage()
                                .map(speaker -> "The clone of " + speaker + " is on stage.")
                                .orElse("There is no clone on stage."),
                        venue.circle(),
                        venue.company().version(),
                        office.training(venue.circle())
                                .map(state -> " Training: " + state + ".")
                                .orElse(""),
                        conversation.obey(new Command.Status()));
    }

    /// Tells somebody who speaks to a clone and may not be heard how to be, once a day.
    void invite(Heard.Said said, Venue venue) {
        Handle who = said.message().sender();
        Instant now = around.clock().instant();
        if (said.address().isEmpty()
                || !said.live()
                || said.message().kind() == Message.Kind.BOT
                || register.refused(venue, who)) {
            return;
        }
        if (invited.size() >= MOST_INVITED) {
            invited.values().removeIf(at -> at.plus(BETWEEN_INVITATIONS).isBefore(now));
        }
        Instant before = invited.getOrDefault(who, Instant.EPOCH);
        if (Duration.between(before, now).compareTo(BETWEEN_INVITATIONS) >= 0) {
            invited.put(who, now);
            stage.tell(
                    said.place().channel(),
                    "Clones hear only who agrees to it: /consent yes."
                            + " /privacy tells what is kept.");
        }
    }
}
