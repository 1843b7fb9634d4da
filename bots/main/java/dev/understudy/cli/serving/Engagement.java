package dev.understudy.cli.serving;

import dev.understudy.chat.Circle;
import dev.understudy.chat.SpeakerName;
import dev.understudy.clone.Models;
import dev.understudy.clone.remote.RemoteFailure;
import dev.understudy.clone.version.Seal;
import dev.understudy.clone.voice.EngineSettings;
import dev.understudy.clone.voice.Voice;
import dev.understudy.habit.Habit;
import dev.understudy.habit.Habits;
import dev.understudy.settings.UserError;
import dev.understudy.stage.talk.Company;
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
    private final EngineSettings engine;
    private volatile Habits habits;
    private Optional<Path> seen = Optional.empty();
    private String traces = "";

    /// Whether the version that was seen speaks; else it could not be taken up.
    private boolean speaks;

    /// The voice of the version that was seen, if all it lacks is the server.
    private Optional<Voice> waiting = Optional.empty();

    /// What was told of the server since.
    private final Set<String> told = new HashSet<>();

    /// Without a voice before the first [#follow].
    ///
    /// @param lesson learns the friends' habits from all that they wrote
    Engagement(Circle circle, Models models, Supplier<Habits> lesson) {
        this(circle, models, lesson, new Company(), EngineSettings.DEFAULT);
    }

    /// @param company plays until there is a live version; closed with this
    /// @param engine how it computes
    Engagement(
            Circle circle,
            Models models,
            Supplier<Habits> lesson,
            Company company,
            EngineSettings engine) {
        this.company = company;
        this.engine = engine;
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
        if (seenBefore && waiting.isEmpty()) {
            requireUntouched(version);
            return false;
        }
        if (!seenBefore) {
            take(version);
            new Seal(version).requireWhole();
            waiting = Optional.of(voice(version));
        }
        if (!isReady(waiting.orElseThrow())) {
            return false;
        }
        begin(waiting.orElseThrow(), version);
        habits = lesson.get();
        return true;
    }

    /// Whether `voice` can take over without a pause. Throws UserError, once for each reason, when
    /// it cannot; unless its server may let it later, it is closed.
    private boolean isReady(Voice voice) {
        try {
            voice.warmUp();
            return true;
        } catch (RemoteFailure notYet) {
            if (told.add(notYet.problem())) {
                throw notYet;
            }
            return false;
        } catch (RuntimeException unplayable) {
            dismiss();
            throw unplayable;
        }
    }

    private void dismiss() {
        waiting.ifPresent(Voice::close);
        waiting = Optional.empty();
        told.clear();
    }

    private void take(Path version) {
        dismiss();
        seen = Optional.of(version);
        speaks = false;
        traces = new Seal(version).traces();
    }

    private void begin(Voice voice, Path version) {
        waiting = Optional.empty();
        told.clear();
        company.follow(voice, name(version));
        speaks = true;
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
        Voice voice = voice(version);
        try {
            voice.warmUp();
            models.backTo(version);
        } catch (RuntimeException impossible) {
            voice.close();
            throw impossible;
        }
        take(version);
        begin(voice, version);
    }

    /// A version for people, as in `friends@0003`.
    String name(Path version) {
        return circle + "@" + version.getFileName();
    }

    private Voice voice(Path version) {
        new Seal(version).requireSizes();
        Voice voice = Voices.load(version, name(version), engine);
        if (voice.card().circle().equals(circle)) {
            return voice;
        }
        voice.close();
        throw new UserError(
                "The model in %s is another circle's, not that of %s.".formatted(version, circle),
                "Take it away: nothing crosses between circles.");
    }

    @Override
    public void close() {
        synchronized (this) {
            dismiss();
        }
        company.close();
    }
}
