package dev.understudy.recipe;

import dev.understudy.settings.UserError;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Settings that were said in one place: a preset, the command line.
///
/// @param name of the place, for a person
/// @param values the canonical spelling of each
public record Layer(String name, Map<Key<?>, String> values) {

    /// What somebody wrote.
    ///
    /// @param place before a message about it: `file:line`, or empty
    public record Given(String key, String text, String place) {

        /// What a pair such as `epochs=5` says. Throws UserError when it is none.
        public static Given of(String pair) {
            int sign = pair.indexOf('=');
            if (sign < 0) {
                throw new UserError(
                        "\"" + pair + "\" is no setting.",
                        "Write it as in --set learning-rate=1e-4.");
            }
            return new Given(pair.substring(0, sign), pair.substring(sign + 1), "");
        }
    }

    public Layer {
        // Not Map.copyOf: the order in which things were said is kept.
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /// Reads `given`. Throws UserError for an unknown key, an unfitting value, a key said twice,
    /// and for steps and epochs at once.
    public static Layer of(String name, List<Given> given) {
        Map<Key<?>, String> values = new LinkedHashMap<>();
        for (Given one : given) {
            Key<?> key = Keys.named(one.key(), one.place());
            String before = values.put(key, key.canonical(one.text(), one.place()));
            if (before != null) {
                throw new UserError(
                        "%s%s is said twice."
                                .formatted(
                                        one.place().isEmpty() ? "" : one.place() + ": ",
                                        key.name()),
                        "Leave one of them out.");
            }
        }
        if (values.containsKey(Keys.STEPS) && values.containsKey(Keys.EPOCHS)) {
            throw new UserError(
                    "steps and epochs are both said in " + name + ".",
                    "Leave one of them out: either says how long the training is.");
        }
        return new Layer(name, values);
    }

    /// The same from pairs such as `epochs=5`.
    public static Layer of(String name, String... pairs) {
        return of(name, Stream.of(pairs).map(Given::of).toList());
    }
}
