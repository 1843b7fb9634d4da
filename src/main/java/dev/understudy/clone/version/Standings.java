package dev.understudy.clone.version;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What is known of the versions of one circle's model, by their numbers as in `0003`:
/// `registry.json`. A version that stands nowhere in it is a candidate.
///
/// @param format [#FORMAT]
/// @param last the highest number that was ever given; none is given twice
/// @param promoted those that spoke one after the other, the live one last
/// @param coming becomes the live one in the moment in which its folder is there
/// @param retired those that spoke, and were rolled back from
/// @param rejected those that failed a gate
/// @param stale those that saw somebody who was forgotten; they may be in another list, too
record Standings(
        int format,
        long last,
        List<String> promoted,
        Optional<String> coming,
        Set<String> retired,
        Set<String> rejected,
        Set<String> stale) {

    /// The form of file that this version writes and reads.
    static final int FORMAT = 1;

    Standings {
        promoted = List.copyOf(promoted);
        retired = sorted(retired);
        rejected = sorted(rejected);
        stale = sorted(stale);
    }

    private static Set<String> sorted(Set<String> versions) {
        return Collections.unmodifiableSet(new TreeSet<>(versions));
    }

    /// What holds of `versions`, the oldest first, where nothing is written: each was live in its
    /// turn.
    ///
    /// @param chosen the one that an operator went back to
    static Standings unwritten(List<String> versions, Optional<String> chosen) {
        int live = chosen.map(versions::indexOf).filter(at -> at >= 0).orElse(versions.size() - 1);
        return new Standings(
                FORMAT,
                0,
                versions.subList(0, live + 1),
                Optional.empty(),
                new TreeSet<>(versions.subList(live + 1, versions.size())),
                Set.of(),
                Set.of());
    }

    /// The same, of those alone that are there. Where the live one is gone, the last before it
    /// speaks that is not stale.
    Standings among(Collection<String> versions) {
        List<String> there = new ArrayList<>(promoted);
        Set<String> out = new TreeSet<>(retired);
        boolean arrived = coming.filter(versions::contains).isPresent();
        if (arrived) {
            there.remove(coming.get());
            there.add(coming.get());
        }
        Optional<String> live = there.isEmpty() ? Optional.empty() : Optional.of(there.getLast());
        there.retainAll(versions);
        if (live.filter(versions::contains).isEmpty()) {
            while (!there.isEmpty() && stale.contains(there.getLast())) {
                out.add(there.removeLast());
            }
        }
        out.removeAll(there);
        long highest = versions.stream().mapToLong(Long::parseLong).max().orElse(0);
        return new Standings(
                format,
                Math.max(last, highest),
                there,
                arrived ? Optional.empty() : coming,
                only(out, versions),
                only(rejected, versions),
                only(stale, versions));
    }

    private static Set<String> only(Set<String> some, Collection<String> versions) {
        Set<String> found = new TreeSet<>(some);
        found.retainAll(versions);
        return found;
    }

    Optional<String> live() {
        return promoted.isEmpty() ? Optional.empty() : Optional.of(promoted.getLast());
    }

    /// The one that speaks after a rollback.
    Optional<String> previous() {
        for (int i = promoted.size() - 2; i >= 0; i--) {
            if (!stale.contains(promoted.get(i))) {
                return Optional.of(promoted.get(i));
            }
        }
        return Optional.empty();
    }

    State of(String version) {
        if (live().filter(version::equals).isPresent()) {
            return State.LIVE;
        }
        if (stale.contains(version)) {
            return State.STALE;
        }
        if (rejected.contains(version)) {
            return State.REJECTED;
        }
        if (previous().filter(version::equals).isPresent()) {
            return State.PREVIOUS;
        }
        return promoted.contains(version) || retired.contains(version)
                ? State.RETIRED
                : State.CANDIDATE;
    }

    /// After those who spoke.
    Standings promoting(String version) {
        List<String> line = new ArrayList<>(promoted);
        line.remove(version);
        line.add(version);
        Set<String> out = new TreeSet<>(retired);
        out.remove(version);
        return with(line, Optional.empty(), out, rejected);
    }

    /// As if those after `version` had never spoken.
    Standings backTo(String version) {
        int at = promoted.indexOf(version);
        if (at < 0) {
            return promoting(version);
        }
        Set<String> out = new TreeSet<>(retired);
        out.addAll(promoted.subList(at + 1, promoted.size()));
        return with(promoted.subList(0, at + 1), Optional.empty(), out, rejected);
    }

    Standings rejecting(String version) {
        List<String> line = new ArrayList<>(promoted);
        line.remove(version);
        Set<String> out = new TreeSet<>(retired);
        out.remove(version);
        Set<String> failed = new TreeSet<>(rejected);
        failed.add(version);
        return with(line, coming, out, failed);
    }

    Standings expecting(long number, Optional<String> live) {
        return new Standings(format, number, promoted, live, retired, rejected, stale);
    }

    Standings marking(Collection<String> seen) {
        Set<String> all = new TreeSet<>(stale);
        all.addAll(seen);
        return new Standings(format, last, promoted, coming, retired, rejected, all);
    }

    private Standings with(
            List<String> line, Optional<String> next, Set<String> out, Set<String> failed) {
        return new Standings(format, last, line, next, out, failed, stale);
    }
}
