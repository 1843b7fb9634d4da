package dev.understudy.stage.command;

import dev.understudy.settings.UserError;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// What was given for a command's parameters, by name, as text: however a platform took it.
///
/// @param values those that were given
record Arguments(Verb verb, Map<String, String> values) {
    private static final int DEFAULT_TURNS = 6;

    /// The command. Throws UserError when something that it needs is missing or does not fit.
    Command command() {
        return switch (verb) {
            case CLONE -> clone(name("name"));
            case CLONES -> new Command.Clones();
            case SAY -> new Command.Say(name("name"), text("prompt"));
            case SCENE ->
                    new Command.Scene(
                            List.of(name("first"), name("second")), text("topic"), turns());
            case STOP -> new Command.Stop();
            case SETTINGS ->
                    new Command.Settings(
                            number("temperature"), number("top-p"), number("talkativeness"));
            case RESET -> new Command.Reset();
            case CONSENT -> new Command.Consent(text("answer").map(this::yes));
            case FORGET_ME -> new Command.ForgetMe(false);
            case PRIVACY -> new Command.Privacy();
            case STATUS -> new Command.Status();
            case HELP -> new Command.Help();
            case RETRAIN -> new Command.Retrain();
            case MODELS -> new Command.Models();
            case ROLLBACK -> new Command.Rollback(text("version"));
            case TEMPERATURE ->
                    new Command.Settings(
                            needed("value"), OptionalDouble.empty(), OptionalDouble.empty());
            case TOP_P ->
                    new Command.Settings(
                            OptionalDouble.empty(), needed("value"), OptionalDouble.empty());
            case SEED -> new Command.Seed(whole("number").orElseThrow(this::needsWhole));
            case QUIT -> new Command.Quit();
        };
    }

    private static Command clone(String name) {
        return name.equalsIgnoreCase("off") ? new Command.Stop() : new Command.Play(name);
    }

    private Optional<String> text(String parameter) {
        return Optional.ofNullable(values.get(parameter))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    private String name(String parameter) {
        return text(parameter).orElseThrow(() -> misused(verb, "needs a name"));
    }

    private boolean yes(String answer) {
        return switch (answer.toLowerCase(Locale.ROOT)) {
            case "yes", "y", "true", "granted" -> true;
            case "no", "n", "false", "refused" -> false;
            default -> throw misused(verb, "takes yes or no");
        };
    }

    private OptionalDouble needed(String parameter) {
        OptionalDouble number = number(parameter);
        if (number.isEmpty()) {
            throw misused(verb, "needs one number");
        }
        return number;
    }

    private OptionalDouble number(String parameter) {
        Optional<String> text = text(parameter);
        try {
            return text.isPresent()
                    ? OptionalDouble.of(Double.parseDouble(text.get()))
                    : OptionalDouble.empty();
        } catch (NumberFormatException notANumber) {
            throw misused(verb, "needs a number, not \"" + text.orElse("") + "\"");
        }
    }

    private int turns() {
        long turns = whole("turns").orElse((long) DEFAULT_TURNS);
        return Math.clamp(turns, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private Optional<Long> whole(String parameter) {
        try {
            return text(parameter).map(Long::valueOf);
        } catch (NumberFormatException notWhole) {
            throw misused(verb, "needs a whole number, not \"" + text(parameter).orElse("") + "\"");
        }
    }

    private UserError needsWhole() {
        return misused(verb, "needs one whole number");
    }

    static UserError misused(Verb verb, String needs) {
        return new UserError(
                "/" + verb.word() + " " + needs + ".", "As in " + verb.example() + ".");
    }
}
