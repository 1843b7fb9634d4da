package dev.understudy.cli.serving;

import dev.understudy.chat.Circle;
import dev.understudy.chat.SpeakerName;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Models;
import dev.understudy.clone.remote.RemoteFailure;
import dev.understudy.clone.version.Seal;
import dev.understudy.clone.voice.EngineSettings;
import dev.understudy.habit.Habit;
import dev.understudy.habit.Habits;
import dev.understudy.model.shared.Usage;
import dev.understudy.settings.UserError;
import dev.understudy.stage.talk.Company;
import dev.understudy.stage.talk.Room;
import dev.understudy.stage.talk.Voices;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The clones of one circle, who follow the live version of its model. Thread-safe.
final class Engagement implements AutoCloseable {
    private final Circle circle;
    private final Models models;
    private final Supplier<Habits> lesson;
    private final Company company;
    private final Voices voices;
    private volatile Habits habits;
    private Optional<Path> seen = Optional.empty();
    private String traces = "";

    /// Whether the version that was seen speaks; else it could not be taken up.
    private boolean speaks;

    /// Whether all that the version lacks that was seen is a server, or memory.
    private boolean waits;

    /// What was told of that since.
    private final Set<String> told = new HashSet<>();

    /// Without a voice before the first [#follow].
    ///
    /// @param lesson learns the friends' habits from all that they wrote
    Engagement(Circle circle, Models models, Supplier<Habits> lesson) {
        this(
                circle,
                models,
                lesson,
                new Company(),
                new VoiceLoader(EngineSettings.DEFAULT, Usage.NONE).voices());
    }

    /// @param company plays until there is a live version; closed with this
    /// @param voices loads what it plays
    Engagement(
            Circle circle, Models models, Supplier<Habits> lesson, Company company, Voices voices) {
        this.company = company;
        this.voices = voices;
        this.circle = circle;
        this.models = models;
        this.lesson = lesson;
        habits = lesson.get();
    }

    Circle circle() {
        return circle;
    }

    Models models() {
        return models;
    }

    /// Who is played.
    Company company() {
        return company;
    }

    Habit habit(SpeakerName name) {
        return habits.of(name);
    }

    /// Takes up the version that is live, if it is another than at the last call, and the habits
    /// that the friends have by now. Returns whether it did. Throws UserError, once, when that
    /// version cannot be played, or was edited: the one before goes on, until its files change
    /// again. The same once it speaks, when it is edited from then on.
    ///
    /// Where a server computes, and does not serve that version yet, it is asked again each time,
    /// and only what is new about it is told.
    synchronized boolean follow() {
        Optional<Path> live = models.live();
        if (live.isEmpty()) {
            return false;
        }
        Path version = live.get();
        boolean seenBefore = live.equals(seen) && (speaks || !isChanged(version));
        if (seenBefore && !waits) {
            requireUntouched(version);
            return false;
        }
        if (!seenBefore) {
            take(version);
            new Seal(version).requireWhole();
        }
        try {
            begin(version, ready(version));
        } catch (RemoteFailure | Room.Full notYet) {
            waits = true;
            if (told.add(notYet.problem())) {
                throw notYet;
            }
            return false;
        } catch (RuntimeException unplayable) {
            waits = false;
            throw unplayable;
        }
        habits = lesson.get();
        return true;
    }

    private void take(Path version) {
        seen = Optional.of(version);
        traces = new Seal(version).traces();
        speaks = false;
        waits = false;
        told.clear();
    }

    private void begin(Path version, ModelCard card) {
        company.follow(voices.source(version), card, name(version));
        speaks = true;
        waits = false;
        told.clear();
    }

    private boolean isChanged(Path version) {
        return !new Seal(version).traces().equals(traces);
    }

    /// Every few seconds, so only what bears traces of an edit is read.
    private void requireUntouched(Path version) {
        if (isChanged(version)) {
            Seal seal = new Seal(version);
            traces = seal.traces();
            seal.requireWhole();
        }
    }

    /// Goes back to `version`: it is live, and speaks from the next reply on. Throws UserError when
    /// it cannot be played, or not be made live: nothing has changed then.
    synchronized void play(Path version) {
        ModelCard card = ready(version);
        models.backTo(version);
        take(version);
        begin(version, card);
    }

    /// A version for people, as in `friends@0003`.
    String name(Path version) {
        return circle + "@" + version.getFileName();
    }

    /// Has `version` ready to speak, so that it takes over without a pause.
    private ModelCard ready(Path version) {
        new Seal(version).requireSizes();
        ModelCard card = ModelCard.read(version);
        if (!card.circle().equals(circle)) {
            throw new UserError(
                    "The model in %s is another circle's, not that of %s."
                            .formatted(version, circle),
                    "Take it away: nothing crosses between circles.");
        }
        voices.warm(version);
        return card;
    }

    @Override
    public void close() {
        company.close();
    }
}
