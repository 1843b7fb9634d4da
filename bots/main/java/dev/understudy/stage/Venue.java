package dev.understudy.stage;

import dev.understudy.archive.live.Consent;
import dev.understudy.archive.live.LiveArchive;
import dev.understudy.archive.live.Policy;
import dev.understudy.archive.live.Standing;
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
import dev.understudy.stage.leak.LeakGuard;
import dev.understudy.stage.leak.Traces;
import dev.understudy.stage.talk.Company;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
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

    private static final int SUGGESTED = 25;

    private final Circle circle;
    private final Company company;
    private final Records records;
    private final Function<SpeakerName, Habit> habits;
    private final Supplier<CircleSettings> settings;
    private final Map<Handle, SpeakerName> names = new ConcurrentHashMap<>();

    /// Asked for with every message, and changed with few: what the archive says, until it changes.
    private final Map<Handle, Standing> accounts = new ConcurrentHashMap<>();

    private final Map<SpeakerName, Standing> friends = new ConcurrentHashMap<>();

    /// How prompts have everyone, by the name that the archive has.
    private final Map<SpeakerName, SpeakerName> told = new ConcurrentHashMap<>();

    /// What everyone had said when that was last asked.
    private Map<SpeakerName, Standing> before;

    /// What is kept of a circle.
    ///
    /// @param people reads everyone who ever wrote
    /// @param models reads whom each version of its model has seen
    public record Records(
            LiveArchive live,
            Supplier<List<Person>> people,
            Supplier<Map<String, Set<SpeakerName>>> models) {}

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
        before = live().consents().standings();
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
            SpeakerName shown =
                    clones.contains(kept) || Incoming.isPlain(kept)
                            ? kept
                            : Incoming.stranger(kept.text(), taken);
            taken.add(shown);
            told.put(kept, shown);
            person.handles().forEach(handle -> names.put(handle, shown));
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
    private void forget(SpeakerName name) {
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

    /// Asks what everybody said, since another process may know of something newer. Returns those
    /// who could be heard and may not be any more, by the name in prompts. One thread.
    Map<SpeakerName, Standing> renew() {
        Map<SpeakerName, Standing> now = live().consents().standings();
        if (now.equals(before)) {
            return Map.of();
        }
        Policy policy = settings().consent();
        Map<SpeakerName, Standing> gone = new HashMap<>();
        now.forEach(
                (name, standing) -> {
                    Standing once = before.getOrDefault(name, Standing.UNKNOWN);
                    if (policy.allows(once) && !policy.allows(standing)) {
                        gone.put(told.getOrDefault(name, name), standing);
                    }
                });
        before = now;
        gone.keySet().forEach(names.values()::remove);
        askAnew();
        learnNames();
        return gone;
    }

    /// Who can be called and begins with what was `typed`, as far as a menu shows them.
    List<String> suggest(String typed) {
        String wanted = typed.strip().toLowerCase(Locale.ROOT);
        return company.catalogue().clones().stream()
                .filter(one -> one.displayName().toLowerCase(Locale.ROOT).startsWith(wanted))
                .filter(this::plays)
                .map(Speaker::displayName)
                .limit(SUGGESTED)
                .toList();
    }

    private void askAnew() {
        accounts.clear();
        friends.clear();
    }

    /// Whether messages of `sender` may be kept and their commands be followed. Who was forgotten
    /// is a stranger until they agree again.
    boolean hears(Handle sender) {
        return settings()
                .consent()
                .absence(standing(sender))
                .filter(absence -> absence != Policy.Absence.EXCLUDED)
                .isEmpty();
    }

    /// Whether clones may hear messages of `sender`, too.
    boolean uses(Handle sender) {
        return settings().consent().allows(standing(sender)) && !isBot(sender);
    }

    /// Whether an operator called `sender` a bot.
    boolean isBot(Handle sender) {
        return standing(sender).bot();
    }

    /// Whether `sender` asked to be forgotten, whatever they said later.
    boolean isForgotten(Handle sender) {
        return standing(sender).forgotten();
    }

    private Standing standing(Handle sender) {
        if (accounts.size() > MOST_ACCOUNTS) {
            accounts.clear();
        }
        return accounts.computeIfAbsent(sender, live().consents()::standing);
    }

    /// Whether `clone` may be played: the present model knows it, its friend agrees, and so does
    /// the operator. A model may still know somebody whom the archive has forgotten.
    boolean plays(Speaker clone) {
        return isPlayedBy(company.catalogue(), clone) && mayBePlayed(clone.name());
    }

    /// Whether the friend who is called so agrees to be played, and the operator lets them.
    boolean mayBePlayed(SpeakerName friend) {
        return settings().casts(friend)
                && settings().consent().allows(friends.computeIfAbsent(friend, this::standing));
    }

    private Standing standing(SpeakerName name) {
        return live().consents().standings().getOrDefault(name, Standing.UNKNOWN);
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

    /// Forgets all that the owner of `handle` wrote, and returns how many messages that was.
    ///
    /// @param told the name under which prompts have them
    long forget(Handle handle, SpeakerName told, LeakGuard leaks, Instant at) {
        try {
            return live().consents()
                    .forget(handle, at, new Traces(leaks, Set.of(told), records.models()))
                    .messages();
        } finally {
            forget(told);
        }
    }
}
