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
    /// More are asked for anew.
    private static final int MOST_ACCOUNTS = 10_000;

    private final Circle circle;
    private final Company company;
    private final Records records;
    private final Function<SpeakerName, Habit> habits;
    private final Supplier<CircleSettings> settings;
    private final Map<Handle, SpeakerName> names = new ConcurrentHashMap<>();

    /// Asked for with every message, and changed with few: what the archive says, until it changes.
    private final Map<Handle, Standing> accounts = new ConcurrentHashMap<>();

    private final Map<SpeakerName, Standing> friends = new ConcurrentHashMap<>();

    /// What somebody said to being heard and cloned.
    private record Standing(Consent consent, boolean forgotten) {}

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

    /// The name of `sender` in prompts: their own if they are in the archive, else one that nobody
    /// has.
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

    /// Forgets whose accounts are called `name`, and what they said to being heard.
    void forget(SpeakerName name) {
        names.values().removeIf(name::equals);
        askAnew();
    }

    /// Notes what somebody said to being heard and cloned.
    void consent(Handle handle, String name, Consent consent) {
        try {
            live().consents().set(handle, name, consent);
        } finally {
            askAnew();
        }
    }

    private void askAnew() {
        accounts.clear();
        friends.clear();
    }

    /// Whether messages of `sender` may be kept and answered. Who was forgotten is a stranger until
    /// they agree again.
    boolean hears(Handle sender) {
        return allows(standing(sender));
    }

    /// Whether `sender` asked to be forgotten, whatever they said later.
    boolean isForgotten(Handle sender) {
        return standing(sender).forgotten();
    }

    private Standing standing(Handle sender) {
        if (accounts.size() > MOST_ACCOUNTS) {
            accounts.clear();
        }
        return accounts.computeIfAbsent(
                sender,
                _ ->
                        new Standing(
                                live().consents().of(sender),
                                live().consents().forgotten().stream()
                                        .anyMatch(one -> one.handles().contains(sender))));
    }

    /// Whether `clone` may be played: the present model knows it, its friend agrees, and so does
    /// the operator. A model may still know somebody whom the archive has forgotten.
    boolean plays(Speaker clone) {
        return isPlayedBy(company.catalogue(), clone)
                && settings().casts(clone.name())
                && allows(friends.computeIfAbsent(clone.name(), this::standing));
    }

    private Standing standing(SpeakerName name) {
        return new Standing(
                live().consents().all().getOrDefault(name, Consent.UNKNOWN),
                live().consents().forgotten().stream().anyMatch(one -> one.speaker().equals(name)));
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

    /// Who was forgotten may agree again.
    private boolean allows(Standing standing) {
        return allows(standing.consent())
                && (standing.consent().isGranted() || !standing.forgotten());
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
