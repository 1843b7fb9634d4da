package dev.understudy.stage;

import dev.understudy.archive.live.Consent;
import dev.understudy.archive.live.LiveArchive;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Person;
import dev.understudy.chat.SpeakerName;
import dev.understudy.clone.Catalogue;
import dev.understudy.clone.Speaker;
import dev.understudy.configuration.CircleSettings;
import dev.understudy.habit.Habit;
import dev.understudy.settings.UserError;
import dev.understudy.stage.guard.Incoming;
import dev.understudy.stage.talk.Company;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/// One circle as it is on platforms: its clones, its archive, and whom it may hear and play.
/// Thread-safe.
public final class Venue {
    private final Circle circle;
    private final Company company;
    private final Records records;
    private final Function<SpeakerName, Habit> habits;
    private final Supplier<CircleSettings> settings;
    private final Map<Handle, SpeakerName> names = new ConcurrentHashMap<>();

    /// What is kept of a circle.
    ///
    /// @param people reads everyone who ever wrote
    public record Records(LiveArchive live, Supplier<List<Person>> people) {}

    /// @param habits of each friend
    public Venue(
            Circle circle,
            Company company,
            Records records,
            Function<SpeakerName, Habit> habits,
            Supplier<CircleSettings> settings) {
        this.circle = circle;
        this.company = company;
        this.records = records;
        this.habits = habits;
        this.settings = settings;
        learnNames();
    }

    /// Whose clones they are.
    public Circle circle() {
        return circle;
    }

    Company company() {
        return company;
    }

    LiveArchive live() {
        return records.live();
    }

    CircleSettings settings() {
        return settings.get();
    }

    Habit habit(Speaker clone) {
        return habits.apply(clone.name());
    }

    /// A name that passes for another's, though the archive can tell them apart, is told in another
    /// way.
    private void learnNames() {
        List<Person> people = records.people().get();
        Set<SpeakerName> taken = new HashSet<>();
        company.catalogue().clones().forEach(clone -> taken.add(clone.name()));
        Set<SpeakerName> clones = Set.copyOf(taken);
        people.stream().map(Person::speaker).filter(Incoming::isPlain).forEach(taken::add);
        for (Person person : people) {
            SpeakerName kept = person.speaker();
            SpeakerName told =
                    clones.contains(kept) || Incoming.isPlain(kept)
                            ? kept
                            : Incoming.stranger(kept.text(), taken);
            taken.add(told);
            person.handles().forEach(handle -> names.put(handle, told));
        }
    }

    /// The name of `sender` in prompts: their own if they are in the archive, else one that
    /// nobody has.
    SpeakerName nameOf(Handle sender, String displayName) {
        if (!names.containsKey(sender)) {
            learnNames();
        }
        return Optional.ofNullable(names.get(sender))
                .orElseGet(() -> Incoming.stranger(displayName, taken()));
    }

    private Set<SpeakerName> taken() {
        Set<SpeakerName> taken = new HashSet<>(names.values());
        company.catalogue().clones().forEach(clone -> taken.add(clone.name()));
        return taken;
    }

    /// Whether `handle` belongs to somebody who wrote here before, or said whether they may be
    /// heard.
    boolean knows(Handle handle) {
        return names.containsKey(handle);
    }

    /// Forgets whose accounts are called `name`.
    void forget(SpeakerName name) {
        names.values().removeIf(name::equals);
    }

    /// Whether messages of `sender` may be kept and answered. Who was forgotten is a stranger until
    /// they agree again.
    boolean hears(Handle sender) {
        Consent consent = live().consents().of(sender);
        return allows(consent) && (consent.isGranted() || !isForgotten(sender));
    }

    /// Whether `sender` asked to be forgotten, whatever they said later.
    boolean isForgotten(Handle sender) {
        return live().consents().forgotten().stream()
                .anyMatch(one -> one.handles().contains(sender));
    }

    /// Whether `clone` may be played: the present model knows it, its friend agrees, and so does
    /// the operator.
    boolean plays(Speaker clone) {
        Consent consent = live().consents().all().getOrDefault(clone.name(), Consent.UNKNOWN);
        return isPlayedBy(company.catalogue(), clone)
                && settings().casts(clone.name())
                && allows(consent)
                && (consent.isGranted() || !isForgotten(clone));
    }

    /// Throws UserError unless `clone` may be played.
    void require(Speaker clone) {
        if (!plays(clone)) {
            throw new UserError(
                    clone + " has not agreed to be cloned here.",
                    "They can: /consent yes, in their own name.");
        }
    }

    private static boolean isPlayedBy(Catalogue catalogue, Speaker clone) {
        return catalogue.clones().stream().anyMatch(known -> known.name().equals(clone.name()));
    }

    /// A model may still know somebody whom the archive has forgotten; they may agree again.
    private boolean isForgotten(Speaker clone) {
        return live().consents().forgotten().stream()
                .anyMatch(one -> one.speaker().equals(clone.name()));
    }

    private boolean allows(Consent consent) {
        return switch (consent.state()) {
            case GRANTED -> true;
            case REFUSED -> false;
            case UNKNOWN ->
                    switch (settings().consent()) {
                        case OPT_IN -> false;
                        case OPT_OUT -> true;
                    };
        };
    }
}
