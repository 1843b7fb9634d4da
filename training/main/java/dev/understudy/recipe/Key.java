package dev.understudy.recipe;

import dev.understudy.settings.Kind;
import dev.understudy.settings.UserError;
import java.util.Optional;

/// One setting of a training: its name, what it takes, its defaults. All are in [Keys].
///
/// @param name in lower case with dashes, as in `learning-rate`
/// @param group what it is listed with
/// @param usage how help speaks of it
/// @param defaults as text
/// @param change what a resumed run may do with it
public record Key<T>(
        String name, Group group, Kind<T> kind, Usage usage, Defaults defaults, Change change) {

    /// What settings are about; the order in which help lists them.
    public enum Group {
        MODEL("Model"),
        LENGTH("Length, and what one step reads"),
        LEARNING("Learning"),
        RHYTHM("While it trains"),
        CORPUS("Corpus"),
        MACHINE("Machine");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        /// The heading above them.
        public String title() {
            return title;
        }
    }

    /// How help speaks of it.
    ///
    /// @param value what stands for the value, with its unit: `<steps>`
    /// @param sentence verb first
    public record Usage(String value, String sentence) {}

    /// What holds where nobody said anything; an empty text is no value at all.
    ///
    /// @param scratch for models that start from nothing
    /// @param base for models that start from another one
    public record Defaults(String scratch, String base) {
        static final Defaults NONE = new Defaults("", "");

        /// In words, for help.
        String shown() {
            if (scratch.equals(base)) {
                return scratch;
            }
            if (base.isEmpty()) {
                return scratch + " from scratch";
            }
            return scratch.isEmpty() ? base + " with a base" : scratch + ", with a base " + base;
        }
    }

    /// What a resumed run may do with a setting.
    public enum Change {
        /// Anything: no number computed so far depends on it.
        FREE,
        /// Raise it: the run gets longer.
        RAISED,
        /// Nothing: the numbers computed so far would have been others.
        FIXED
    }

    /// The sentence of help, with the default.
    public String description() {
        String shown = defaults.shown();
        return shown.isEmpty() ? usage.sentence() : usage.sentence() + " Default: " + shown;
    }

    /// The value that `text` spells. Throws UserError when it spells none.
    ///
    /// @param place where it was found, before the message: `file:line`, or empty
    T parse(String text, String place) {
        return kind.reader()
                .apply(text.strip())
                .orElseThrow(
                        () ->
                                new UserError(
                                        "%s%s is %s; accepted: %s."
                                                .formatted(
                                                        place.isEmpty() ? "" : place + ": ",
                                                        name,
                                                        text.isBlank() ? "empty" : text,
                                                        kind.accepted()),
                                        place.isEmpty()
                                                ? "Correct --%s, or leave it out for the default."
                                                        .formatted(name)
                                                : "Correct it there."));
    }

    /// The one spelling of what `text` spells: `0.00005` and `5e-5` are the same.
    String canonical(String text, String place) {
        return kind.writer().apply(parse(text, place));
    }

    /// The default for a model from scratch, or from a base model.
    Optional<String> standard(boolean scratch) {
        String text = scratch ? defaults.scratch() : defaults.base();
        return Optional.of(text).filter(found -> !found.isEmpty());
    }
}
