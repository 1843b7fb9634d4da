package dev.understudy.hub;

import dev.understudy.settings.Spelling;
import dev.understudy.settings.UserError;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A model on a hub, as a person names it.
///
/// @param text what to call it: a short name where there is one, as in `gpt2`, else `owner/name`;
///   with `@revision` if one was given
/// @param repository `owner/name`
/// @param revision a branch, tag or commit
public record ModelName(String text, String repository, String revision) {
    private static final String DEFAULT_REVISION = "main";
    private static final int SLIPS = 3;

    private static final SortedMap<String, String> KNOWN =
            new TreeMap<>(
                    Map.of(
                            "distilgpt2", "distilbert/distilgpt2",
                            "gpt2", "openai-community/gpt2",
                            "gpt2-medium", "openai-community/gpt2-medium",
                            "gpt2-large", "openai-community/gpt2-large",
                            "gpt2-xl", "openai-community/gpt2-xl"));

    private static final Pattern NAME =
            Pattern.compile(
                    "(?<short>[A-Za-z0-9][\\w.-]{0,95})(?:/(?<name>[A-Za-z0-9][\\w.-]{0,95}))?"
                            + "(?:@(?<revision>[\\w][\\w./-]{0,199}))?");

    /// The names that stand for a repository by themselves.
    public static List<String> known() {
        return List.copyOf(KNOWN.keySet());
    }

    /// Whether `typed` has the form of a model's name: a known one, or `owner/name`, and
    /// `@revision` if need be.
    public static boolean isOne(String typed) {
        Matcher parts = NAME.matcher(typed);
        return parts.matches()
                && !typed.contains("..")
                && !typed.endsWith(".unfinished")
                && (parts.group("name") != null || KNOWN.containsKey(parts.group("short")));
    }

    /// The model that `typed` names. Throws UserError when it has no such form.
    public static ModelName of(String typed) {
        if (!isOne(typed)) {
            String near =
                    Spelling.nearest(typed, KNOWN.keySet(), SLIPS)
                            .map(name -> "Did you mean " + name + "? ")
                            .orElse("");
            throw new UserError(
                    "\"" + typed + "\" names no model that can be pulled.",
                    near
                            + "Choose "
                            + String.join(", ", KNOWN.keySet())
                            + ", or a repository as owner/name or owner/name@revision.");
        }
        Matcher parts = NAME.matcher(typed);
        if (!parts.matches()) {
            throw new IllegalStateException("checked above");
        }
        String name = parts.group("name");
        String owner = parts.group("short");
        String repository = name == null ? String.valueOf(KNOWN.get(owner)) : owner + "/" + name;
        String revision = parts.group("revision");
        String called = shortest(repository) + (revision == null ? "" : "@" + revision);
        return new ModelName(called, repository, revision == null ? DEFAULT_REVISION : revision);
    }

    private static String shortest(String repository) {
        return KNOWN.entrySet().stream()
                .filter(known -> known.getValue().equals(repository))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(repository);
    }

    /// Where it lies under the folder of base models; a path of one or two names.
    public String folder() {
        int at = text.indexOf('@');
        return at < 0
                ? text
                : text.substring(0, at) + "@" + text.substring(at + 1).replace("/", "%2F");
    }

    @Override
    public String toString() {
        return text;
    }
}
