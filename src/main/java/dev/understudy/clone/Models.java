package dev.understudy.clone;

import dev.understudy.chat.SpeakerName;
import dev.understudy.clone.version.Registry;
import dev.understudy.clone.version.Retention;
import dev.understudy.clone.version.State;
import dev.understudy.clone.version.Version;
import dev.understudy.settings.UserError;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The versions of one circle's model, with their cards: checkpoint folders `0001`, `0002` … of
/// which one is live. Every change is one step, as [Registry] has it. Thread-safe.
///
/// @param folder made when the first version is published
public record Models(Path folder) {
    private Registry registry() {
        return new Registry(folder);
    }

    /// The checkpoint folder of the version that speaks now; empty when none was promoted yet.
    public Optional<Path> live() {
        return registry().live();
    }

    /// The version that would speak after a rollback.
    public Optional<Path> previous() {
        return registry().previous();
    }

    /// All versions' folders, the oldest first.
    public List<Path> versions() {
        return registry().folders();
    }

    /// All versions with what each may do, the oldest first.
    public List<Version> standings() {
        return registry().versions();
    }

    /// The version that is called `name`, as in `0003`. Throws UserError when there is none.
    public Version find(String name) {
        List<Version> known = standings();
        return known.stream()
                .filter(version -> version.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UserError(
                                        "There is no version \"" + name + "\".",
                                        known.isEmpty()
                                                ? "There is none at all: train one."
                                                : "There are %s to %s."
                                                        .formatted(
                                                                known.getFirst().name(),
                                                                known.getLast().name())));
    }

    /// Moves the complete `checkpoint` folder here as the next version, which does not speak before
    /// it is promoted. Returns where it is now. Throws UserError when that cannot be done;
    /// `checkpoint` then stays.
    public Path keep(Path checkpoint) {
        return registry().keep(checkpoint);
    }

    /// Moves the complete `checkpoint` folder here as the next version, which is live from then on.
    /// Returns where it is now. Throws UserError when that cannot be done; `checkpoint` then stays.
    public Path publish(Path checkpoint) {
        return registry().publish(checkpoint);
    }

    /// Lets `version` speak from now on: one change, whole or not at all. Throws UserError when it
    /// never may, when a file of it was edited since it came, or when that cannot be written.
    public void promote(Path version) {
        registry().promote(version);
    }

    /// Throws UserError when `version` never may speak: it was rejected, was edited, or has seen
    /// somebody who was forgotten.
    public void requireMaySpeak(Path version) {
        registry().requireMaySpeak(version);
    }

    /// Lets `version` speak again, as if those promoted after it never had. Throws UserError as
    /// [#promote].
    public void backTo(Path version) {
        registry().backTo(version);
    }

    /// Writes what was found about `version` into its card, which is sealed again. Throws UserError
    /// when that cannot be written.
    public void judged(Path version, ModelCard card) {
        card.writeTo(version);
    }

    /// Has `version` never speak, because it failed a gate. Throws UserError when it is live.
    public void reject(Path version) {
        registry().reject(version);
    }

    /// Notes which versions saw somebody who was forgotten: they are never promoted again.
    ///
    /// @param versions as in `0003`; those that are not there are passed over
    public void markStale(Collection<String> versions) {
        registry().markStale(versions);
    }

    /// Deletes `version`. Throws UserError when it is live.
    public void remove(Path version) {
        registry().remove(version);
    }

    /// Deletes the versions that are not worth keeping, and returns them: stale ones; of those that
    /// spoke, what is too many or too old; of candidates and rejected ones, all but the last, and
    /// that one once it is too old. The live one and the one before stay.
    ///
    /// @param now by which versions are old
    /// @param needed folders that stay in any case
    public List<Version> clear(Retention retention, Instant now, Set<Path> needed) {
        List<Version> going = new ArrayList<>();
        Set<State> seen = EnumSet.noneOf(State.class);
        int good = 0;
        for (Version version : standings().reversed()) {
            boolean last = seen.add(version.state());
            boolean old = isOlder(version, now.minus(retention.age()));
            boolean goes =
                    switch (version.state()) {
                        case LIVE, PREVIOUS -> false;
                        case STALE -> true;
                        case CANDIDATE, REJECTED -> old || !last;
                        case RETIRED -> old || good >= retention.count() - 2;
                    };
            if (version.state() == State.RETIRED) {
                good++;
            }
            if (goes && !needed.contains(version.folder())) {
                going.add(version);
            }
        }
        going.forEach(version -> remove(version.folder()));
        return going.reversed();
    }

    /// What cannot be read has no age.
    private static boolean isOlder(Version version, Instant limit) {
        return card(version.folder()).filter(card -> card.createdAt().isBefore(limit)).isPresent();
    }

    /// Whose words each version has seen, by its number as in `0003`: those whom it plays, those
    /// whom its card says its ancestors saw, and those whom the version plays that it was trained
    /// from. A version without a readable card is left out: it can play nobody.
    public Map<String, Set<SpeakerName>> casts() {
        Map<String, Set<SpeakerName>> casts = new TreeMap<>();
        for (Path version : versions()) {
            card(version)
                    .ifPresent(
                            card -> {
                                Set<SpeakerName> seen = new HashSet<>(card.seen());
                                card.parentNumber().map(casts::get).ifPresent(seen::addAll);
                                casts.put(version.getFileName().toString(), seen);
                            });
        }
        return casts;
    }

    private static Optional<ModelCard> card(Path version) {
        try {
            return Optional.of(ModelCard.read(version));
        } catch (UserError unreadable) {
            return Optional.empty();
        }
    }
}
