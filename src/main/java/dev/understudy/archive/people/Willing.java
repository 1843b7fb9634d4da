package dev.understudy.archive.people;

import dev.understudy.archive.live.Policy;
import dev.understudy.archive.live.Policy.Absence;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Person;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Whose words may be used, and why the others' may not.
///
/// @param people those whose words may be used
/// @param absent everyone else's handles
/// @param forgotten whether a text repeats somebody who was forgotten, so that it may not be used
///   whoever wrote it
public record Willing(
        List<Person> people, Map<Handle, Absence> absent, Predicate<String> forgotten) {
    public Willing {
        people = List.copyOf(people);
        absent = Map.copyOf(absent);
    }

    /// Where nobody was forgotten.
    public Willing(List<Person> people, Map<Handle, Absence> absent) {
        this(people, absent, _ -> false);
    }

    /// The same without the texts that are `forgotten`.
    public Willing without(Predicate<String> forgotten) {
        return new Willing(people, absent, forgotten);
    }

    static Willing of(List<Member> members, Policy policy) {
        List<Person> people = new ArrayList<>();
        Map<Handle, Absence> absent = new HashMap<>();
        for (Member member : members) {
            policy.absence(member.standing())
                    .ifPresentOrElse(
                            why ->
                                    member.person()
                                            .handles()
                                            .forEach(handle -> absent.put(handle, why)),
                            () -> people.add(member.person()));
        }
        return new Willing(people, absent);
    }
}
