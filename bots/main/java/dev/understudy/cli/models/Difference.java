package dev.understudy.cli.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Something that two versions do not have in common.
///
/// @param before empty where the one has no such thing
/// @param after empty where the other has none
record Difference(String group, String name, Optional<String> before, Optional<String> after) {
    private record Key(String group, String name) {}

    /// In the order of the groups.
    static List<Difference> between(List<Fact> one, List<Fact> other) {
        Map<Key, String> before = byKey(one);
        Map<Key, String> after = byKey(other);
        Map<String, List<Difference>> groups = new LinkedHashMap<>();
        Map<Key, String> all = new LinkedHashMap<>(before);
        all.putAll(after);
        for (Key key : all.keySet()) {
            Optional<String> was = Optional.ofNullable(before.get(key));
            Optional<String> is = Optional.ofNullable(after.get(key));
            List<Difference> group = groups.computeIfAbsent(key.group(), _ -> new ArrayList<>());
            if (!was.equals(is)) {
                group.add(new Difference(key.group(), key.name(), was, is));
            }
        }
        return groups.values().stream().flatMap(List::stream).toList();
    }

    private static Map<Key, String> byKey(List<Fact> facts) {
        Map<Key, String> values = new LinkedHashMap<>();
        facts.forEach(fact -> values.put(new Key(fact.group(), fact.name()), fact.value()));
        return values;
    }
}
