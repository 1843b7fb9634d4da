package dev.understudy.stage;

import dev.understudy.settings.Spelling;
import dev.understudy.settings.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Commands as people type them: a slash, a word, the rest. Names of two words need quotes only
/// where several names follow each other.
public final class CommandLine {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final int SLIPS = 2;
    private static final int DEFAULT_TURNS = 6;

    private CommandLine() {}

    /// Whether `line` is meant for the stage rather than for those on it.
    public static boolean isCommand(String line) {
        return line.strip().startsWith("/");
    }

    /// What `line` asks for. Throws UserError when there is no such command, with the nearest one,
    /// or when what follows it does not fit, with an example.
    public static Command parse(String line) {
        List<String> words = words(line.strip());
        String word = words.isEmpty() ? "/" : words.getFirst();
        Verb verb =
                Verb.of(word.substring(1).toLowerCase(Locale.ROOT))
                        .orElseThrow(() -> unknown(word));
        return command(verb, words.subList(1, words.size()));
    }

    private static Command command(Verb verb, List<String> rest) {
        return switch (verb) {
            case CLONE -> new Command.Play(name(verb, rest));
            case CLONES -> alone(verb, rest, new Command.Clones());
            case STOP -> alone(verb, rest, new Command.Stop());
            case SCENE -> scene(rest);
            case TEMPERATURE -> new Command.Temperature(number(verb, rest));
            case TOP_P -> new Command.TopP(number(verb, rest));
            case SEED -> new Command.Seed(seed(rest));
            case RESET -> alone(verb, rest, new Command.Reset());
            case HELP -> alone(verb, rest, new Command.Help());
            case QUIT -> alone(verb, rest, new Command.Quit());
        };
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        while (word.find()) {
            words.add(Optional.ofNullable(word.group(1)).orElseGet(word::group));
        }
        return words;
    }

    private static Command alone(Verb verb, List<String> rest, Command command) {
        if (!rest.isEmpty()) {
            throw misused(verb, "stands alone");
        }
        return command;
    }

    private static String name(Verb verb, List<String> rest) {
        String name = String.join(" ", rest).strip();
        if (name.isEmpty()) {
            throw misused(verb, "needs a name");
        }
        return name;
    }

    private static double number(Verb verb, List<String> rest) {
        if (rest.size() != 1) {
            throw misused(verb, "needs one number");
        }
        try {
            return Double.parseDouble(rest.getFirst());
        } catch (NumberFormatException notANumber) {
            throw misused(verb, "needs a number, not \"" + rest.getFirst() + "\"");
        }
    }

    private static long seed(List<String> rest) {
        if (rest.size() != 1) {
            throw misused(Verb.SEED, "needs one whole number");
        }
        try {
            return Long.parseLong(rest.getFirst());
        } catch (NumberFormatException notANumber) {
            throw misused(Verb.SEED, "needs a whole number, not \"" + rest.getFirst() + "\"");
        }
    }

    private static Command scene(List<String> rest) {
        boolean counted = !rest.isEmpty() && rest.getLast().matches("[-+]?\\d{1,9}");
        int turns = counted ? Integer.parseInt(rest.getLast()) : DEFAULT_TURNS;
        List<String> names = counted ? rest.subList(0, rest.size() - 1) : rest;
        if (names.size() < 2) {
            throw misused(Verb.SCENE, "needs at least two names");
        }
        return new Command.Scene(names, turns);
    }

    private static UserError misused(Verb verb, String needs) {
        return new UserError(
                "/" + verb.word() + " " + needs + ".", "As in " + verb.example() + ".");
    }

    private static UserError unknown(String word) {
        List<String> known = Arrays.stream(Verb.values()).map(verb -> "/" + verb.word()).toList();
        return new UserError(
                "There is no command " + word + ".",
                Spelling.nearest(word.toLowerCase(Locale.ROOT), known, SLIPS)
                                .map(near -> "Did you mean " + near + "? ")
                                .orElse("")
                        + "/help lists them all.");
    }
}
