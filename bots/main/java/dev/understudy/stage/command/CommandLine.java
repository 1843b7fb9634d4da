package dev.understudy.stage.command;

import dev.understudy.settings.Spelling;
import dev.understudy.settings.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Commands as people type them: a slash, a word, the rest. Names of two words need quotes only
/// where more may follow them.
public final class CommandLine {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final Pattern COUNT = Pattern.compile("[-+]?\\d{1,9}");
    private static final String ABOUT = "about";
    private static final String CONFIRMED = "confirmed";
    private static final int SLIPS = 2;

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

    /// The command of `verb` with what a platform took for its parameters, by name. Throws
    /// UserError when something is missing or does not fit.
    public static Command of(Verb verb, Map<String, String> values) {
        return new Arguments(verb, values).command();
    }

    private static Command command(Verb verb, List<String> rest) {
        return switch (verb) {
            case SCENE -> scene(rest);
            case SETTINGS -> of(verb, pairs(rest));
            case SAY -> of(verb, first(verb, rest));
            case FORGET_ME -> forget(rest);
            default -> of(verb, one(verb, rest));
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

    /// All words for the one parameter.
    private static Map<String, String> one(Verb verb, List<String> rest) {
        if (rest.isEmpty()) {
            return Map.of();
        }
        if (verb.parameters().isEmpty()) {
            throw Arguments.misused(verb, "stands alone");
        }
        return Map.of(verb.parameters().getFirst().name(), String.join(" ", rest));
    }

    /// The first word for the first parameter, the others for the second.
    private static Map<String, String> first(Verb verb, List<String> rest) {
        if (rest.isEmpty()) {
            return Map.of();
        }
        List<String> others = rest.subList(1, rest.size());
        return Map.of(
                verb.parameters().getFirst().name(),
                rest.getFirst(),
                verb.parameters().get(1).name(),
                String.join(" ", others));
    }

    /// `temperature 0.8 top-p 0.9`.
    private static Map<String, String> pairs(List<String> rest) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < rest.size(); i += 2) {
            String name = rest.get(i).toLowerCase(Locale.ROOT);
            boolean known =
                    Verb.SETTINGS.parameters().stream().anyMatch(p -> p.name().equals(name));
            if (!known || i + 1 == rest.size()) {
                throw Arguments.misused(Verb.SETTINGS, "takes a name and a number");
            }
            values.put(name, rest.get(i + 1));
        }
        return values;
    }

    /// Names, `about` and a topic, a number of turns.
    private static Command scene(List<String> rest) {
        boolean counted = !rest.isEmpty() && COUNT.matcher(rest.getLast()).matches();
        List<String> words = counted ? rest.subList(0, rest.size() - 1) : rest;
        int about = words.indexOf(ABOUT);
        List<String> names = about < 0 ? words : words.subList(0, about);
        if (names.size() < 2) {
            throw Arguments.misused(Verb.SCENE, "needs at least two names");
        }
        Map<String, String> values = new HashMap<>();
        values.put("first", names.get(0));
        values.put("second", names.get(1));
        values.put(
                "topic", about < 0 ? "" : String.join(" ", words.subList(about + 1, words.size())));
        values.put("turns", counted ? rest.getLast() : "");
        Command.Scene two = (Command.Scene) of(Verb.SCENE, values);
        return new Command.Scene(names, two.topic(), two.turns());
    }

    private static Command forget(List<String> rest) {
        if (rest.isEmpty()) {
            return new Command.ForgetMe(false);
        }
        if (!rest.equals(List.of(CONFIRMED))) {
            throw Arguments.misused(Verb.FORGET_ME, "stands alone");
        }
        return new Command.ForgetMe(true);
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
