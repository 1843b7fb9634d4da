package dev.understudy.archive.people;

import dev.understudy.archive.live.Policy;
import dev.understudy.archive.live.Policy.Absence;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Person;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Whose words may be used, and why the others' may not.
///
/// @param people those whose words may be used
/// @param absent everyone else's handles
public record Willing(List<Person> people, Map<Handle, Absence> absent) {
    public Willing {
        people = List.copyOf(people);
        absent = Map.copyOf(absent);
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
