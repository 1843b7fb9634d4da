package dev.understudy.archive.people;

import dev.understudy.archive.live.Consent;
import dev.understudy.archive.people.PeopleFile.Entry;
import dev.understudy.chat.Handle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What has to change so that people are as a file has them.
///
/// @param now when that is, for what they are said to have said
record Plan(Roster roster, Instant now) {

    /// The changes, in the order in which they can be made; none where all is so already. Throws
    /// UserError when they cannot be made.
    List<Change> of(List<Entry> entries) {
        List<Change> changes = new ArrayList<>(splits(entries));
        changes.addAll(merges(roster.after(changes), entries));
        List<Member> gathered = roster.after(changes);
        for (Entry entry : entries) {
            changes.addAll(touches(holder(gathered, entry.handles().getFirst()), entry));
        }
        roster.after(changes);
        return changes;
    }

    private static Member holder(List<Member> members, Handle handle) {
        return members.stream()
                .filter(member -> member.person().handles().contains(handle))
                .findFirst()
                .orElseThrow();
    }

    /// Takes accounts from those who are not to have them.
    private List<Change> splits(List<Entry> entries) {
        List<Change> splits = new ArrayList<>();
        for (Member member : roster.members()) {
            Map<Integer, List<Handle>> parts = new LinkedHashMap<>();
            for (Handle handle : member.person().handles()) {
                parts.computeIfAbsent(entryOf(entries, handle), _ -> new ArrayList<>()).add(handle);
            }
            int staying = staying(member, entries, parts);
            parts.forEach(
                    (entry, handles) -> {
                        if (entry != staying) {
                            splits.add(new Change.Split(handles));
                        }
                    });
        }
        return splits;
    }

    /// The place of the entry that has `handle`; -1 if none does.
    private static int entryOf(List<Entry> entries, Handle handle) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).handles().contains(handle)) {
                return i;
            }
        }
        return -1;
    }

    /// The part that keeps the name: the one that the file calls so, else the first.
    private static int staying(
            Member member, List<Entry> entries, Map<Integer, List<Handle>> parts) {
        return parts.keySet().stream()
                .filter(
                        part ->
                                part >= 0
                                        && entries.get(part)
                                                .speaker()
                                                .equals(member.person().speaker()))
                .findFirst()
                .orElseGet(() -> parts.keySet().iterator().next());
    }

    /// Brings together those who are one human in the file.
    private static List<Change> merges(List<Member> apart, List<Entry> entries) {
        List<Change> merges = new ArrayList<>();
        for (Entry entry : entries) {
            List<Member> parts =
                    entry.handles().stream()
                            .map(handle -> holder(apart, handle))
                            .distinct()
                            .toList();
            if (parts.size() > 1) {
                Member into =
                        parts.stream()
                                .filter(part -> part.person().speaker().equals(entry.speaker()))
                                .findFirst()
                                .orElse(parts.getFirst());
                merges.add(
                        new Change.Merge(
                                into.handle(),
                                parts.stream()
                                        .filter(part -> !part.equals(into))
                                        .map(Member::handle)
                                        .toList()));
            }
        }
        return merges;
    }

    private List<Change> touches(Member member, Entry entry) {
        List<Change> touches = new ArrayList<>();
        Handle whose = member.handle();
        String display = member.person().displayName();
        boolean sameDisplay =
                entry.display().strip().equals(display.strip()) || entry.display().isBlank();
        if (!entry.speaker().equals(member.person().speaker()) || !sameDisplay) {
            touches.add(
                    new Change.Rename(
                            whose, entry.speaker(), sameDisplay ? display : entry.display()));
        }
        List<String> aliases = member.person().aliases();
        aliases.stream()
                .filter(alias -> !entry.aliases().contains(alias))
                .forEach(alias -> touches.add(new Change.Alias(whose, alias, false)));
        entry.aliases().stream()
                .filter(alias -> !aliases.contains(alias))
                .forEach(alias -> touches.add(new Change.Alias(whose, alias, true)));
        member.accounts().stream()
                .filter(account -> account.bot() != entry.bots().contains(account.handle()))
                .forEach(account -> touches.add(new Change.Bot(account.handle(), !account.bot())));
        if (entry.excluded() != member.standing().excluded()) {
            touches.add(new Change.Exclude(whose, entry.excluded()));
        }
        Consent consent = member.standing().consent();
        boolean said = consent.state() != entry.consent();
        if (said || !entry.note().strip().equals(member.note().strip())) {
            touches.add(
                    new Change.Said(
                            whose,
                            said
                                    ? new Consent(entry.consent(), Consent.How.OPERATOR, now)
                                    : consent,
                            entry.note()));
        }
        return touches;
    }
}
