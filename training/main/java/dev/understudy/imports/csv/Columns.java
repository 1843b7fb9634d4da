package dev.understudy.imports.csv;

import dev.understudy.imports.csv.CsvRows.Row;
import dev.understudy.settings.UserError;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where a table has what: found by the names in its first line, or as somebody says.
final class Columns {
    private final Map<Role, Integer> places;

    private Columns(Map<Role, Integer> places) {
        this.places = places;
    }

    /// The columns of a table whose first line is `header`; empty when it has no such table.
    ///
    /// @param given names of columns by [Role#word]; they must be there
    static Optional<Columns> of(Row header, Map<String, String> given) {
        List<String> names = header.cells().stream().map(String::strip).toList();
        Map<Role, Integer> places = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            String name = given.get(role.word());
            int place = name == null ? role.in(names) : names.indexOf(name.strip());
            if (name != null && place < 0) {
                return Optional.empty();
            }
            if (place >= 0) {
                places.put(role, place);
            }
        }
        long different = places.values().stream().distinct().count();
        return places.containsKey(Role.SENDER)
                        && places.containsKey(Role.TEXT)
                        && different == places.size()
                ? Optional.of(new Columns(places))
                : Optional.empty();
    }

    /// Throws UserError when `given` names something that no column is read for.
    static void check(Map<String, String> given) {
        List<String> words = List.of(Role.values()).stream().map(Role::word).toList();
        for (String word : given.keySet()) {
            if (!words.contains(word)) {
                throw new UserError(
                        "--columns " + word + " is not known; known: " + String.join(", ", words),
                        "Write it as in: --columns sender=who,text=said,time=when");
            }
        }
    }

    boolean has(Role role) {
        return places.containsKey(role);
    }

    /// What `row` has for `role`; empty when the table has no such column.
    String cell(Row row, Role role) {
        return row.cell(places.getOrDefault(role, -1)).strip();
    }
}
