package dev.understudy.stage;

import dev.understudy.archive.live.Consent;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import dev.understudy.chat.SpeakerName;
import dev.understudy.settings.UserError;
import dev.understudy.stage.command.Answer;
import dev.understudy.stage.command.Choice;
import dev.understudy.stage.command.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who agrees to be heard and cloned, and who wants to be forgotten. These commands work
/// everywhere, in private too. Thread-safe.
final class Register {
    private static final String PRIVACY =
            """
            In places that operators have given to a circle I keep what those write who agree: who,
            what, when. Models are trained on it, so that clones speak like their friends. What
            clones say is kept with its prompt, and who gave which command. None of it leaves the
            operators' machines but what clones say here.
            /consent yes or /consent no: whether you are kept and cloned.
            /forget-me: deletes all that you wrote and what your clone said. Models that have
            learnt from you do not play you any more.""";

    private static final Logger LOG = LoggerFactory.getLogger(Register.class);

    private final Stage stage;
    private final Surroundings around;
    private final Office office;

    Register(Stage stage, Surroundings around, Office office) {
        this.stage = stage;
        this.around = around;
        this.office = office;
    }

    String privacy() {
        return PRIVACY;
    }

    boolean refused(Venue venue, Handle who) {
        return venue.live().consents().of(who).state() == Consent.State.REFUSED;
    }

    /// In a circle's place that circle, in private all that they wrote in.
    private List<Venue> meant(Request request, Optional<Venue> venue) {
        List<Venue> meant =
                venue.isPresent() ? List.of(venue.get()) : stage.venuesOf(request.asker());
        if (meant.isEmpty()) {
            throw new UserError(
                    "Nothing of yours is kept here.", "/privacy tells what is kept, and where.");
        }
        return meant;
    }

    Answer consent(Request request, Optional<Venue> venue, Optional<Boolean> granted) {
        List<Venue> meant = meant(request, venue);
        granted.ifPresent(yes -> meant.forEach(one -> set(one, request, yes)));
        List<String> lines = new ArrayList<>();
        for (Venue one : meant) {
            lines.add(one.circle() + ": " + standing(one, request.asker()));
        }
        return new Answer(
                String.join("\n", lines),
                granted.isPresent()
                        ? List.of()
                        : List.of(
                                new Choice("Yes, clone me", "/consent yes"),
                                new Choice("No", "/consent no")));
    }

    private void set(Venue venue, Request request, boolean yes) {
        Consent.State state = yes ? Consent.State.GRANTED : Consent.State.REFUSED;
        venue.consent(
                request.asker(),
                request.askerName(),
                new Consent(state, Consent.How.COMMAND, around.clock().instant()));
        if (!yes) {
            stage.forget(venue, venue.nameOf(request.asker(), request.askerName()));
            undo(() -> office.withdraw(venue.circle()));
        }
    }

    /// Has what was built before come to nothing after somebody took back their words elsewhere.
    void withdraw(Venue venue, boolean forgotten) {
        undo(
                () -> {
                    if (forgotten) {
                        office.forget(venue.circle());
                    } else {
                        office.withdraw(venue.circle());
                    }
                });
    }

    /// Has what was built before come to nothing. Where the disk refuses, operators have to do it.
    private void undo(Runnable deletion) {
        try {
            deletion.run();
        } catch (UserError undeletable) {
            LOG.error("{} {}", undeletable.problem(), undeletable.remedy());
            stage.notice(undeletable.problem() + "\n" + undeletable.remedy());
        }
    }

    private static String standing(Venue venue, Handle who) {
        return switch (venue.live().consents().of(who).state()) {
            case GRANTED -> "you agree to be kept and cloned.";
            case REFUSED -> "you refuse; nothing you write is kept. /forget-me deletes what was.";
            case UNKNOWN -> unasked(venue, who);
        };
    }

    private static String unasked(Venue venue, Handle who) {
        if (venue.isForgotten(who)) {
            return "you are forgotten; nothing you write is kept unless you agree again.";
        }
        return venue.hears(who)
                ? "nobody has asked you; you are kept and cloned until you refuse."
                : "nobody has asked you; you are neither kept nor cloned.";
    }

    Answer forget(Request request, Optional<Venue> venue, boolean confirmed) {
        List<Venue> meant = meant(request, venue);
        if (!confirmed) {
            return new Answer(
                    "This deletes all that you ever wrote here, imports of it too, and what your"
                            + " clone said. It cannot be undone.",
                    List.of(new Choice("Forget me", "/forget-me confirmed")));
        }
        long deleted = 0;
        for (Venue one : meant) {
            SpeakerName name = one.nameOf(request.asker(), request.askerName());
            long messages =
                    one.forget(
                            request.asker(),
                            name,
                            around.guarding().leaks(),
                            around.clock().instant());
            stage.forget(one, name);
            undo(() -> office(messages).accept(one.circle()));
            deleted += messages;
        }
        return Answer.of("You are forgotten: %,d messages are deleted.".formatted(deleted));
    }

    /// Who never wrote cannot stop a training.
    private Consumer<Circle> office(long messages) {
        return messages > 0 ? office::forget : office::withdraw;
    }
}
