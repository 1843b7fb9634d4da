package dev.understudy.imports.meta;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the apps write in the place of messages, in the languages of `words.txt`. Only whole
/// messages are compared, with the sender's name where it belongs: what friends write about milk
/// and group orders stays theirs.
final class Words {
    /// Longer than any notice with a name and a title in it.
    private static final int LONGEST = 400;

    private final Map<String, Pattern> patterns = new HashMap<>();
    private final List<String> edited;

    private Words(Map<String, List<String>> sections) {
        edited = List.copyOf(sections.getOrDefault("edited", List.of()));
        sections.forEach(
                (section, phrases) -> patterns.put(section, Pattern.compile(either(phrases))));
    }

    /// Every phrase that is known.
    static Words known() {
        Map<String, List<String>> sections = new HashMap<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        Words.class.getResourceAsStream("words.txt")),
                                StandardCharsets.UTF_8))) {
            String section = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("[")) {
                    section = line.substring(1, line.length() - 1);
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    sections.computeIfAbsent(section, _ -> new ArrayList<>()).add(line);
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return new Words(sections);
    }

    private static String either(List<String> phrases) {
        List<String> patterns = new ArrayList<>();
        for (String phrase : phrases) {
            patterns.add(
                    Pattern.quote(phrase)
                            .replace("{e}", "\\E[^\\p{L}\\n]{1,20}\\Q")
                            .replace("{}", "\\E[^\\n]{1,120}\\Q"));
        }
        return String.join("|", patterns);
    }

    /// Whether all of `text` stands for a file or a link that `sender` sent.
    boolean isMedia(String text, String sender) {
        return follows("media", text, sender) || is("owner-media", text);
    }

    /// Whether all of `text` is a notice of the app's, or a reaction.
    boolean isNotice(String text, String sender) {
        return follows("notice", text, sender) || is("whole", text);
    }

    private boolean follows(String section, String text, String sender) {
        return text.startsWith(sender) && is(section, text.substring(sender.length()));
    }

    private boolean is(String section, String text) {
        return text.length() <= LONGEST
                && Objects.requireNonNull(patterns.get(section))
                        .matcher(text.stripTrailing())
                        .matches();
    }

    /// `text` without the word that says it was edited; empty when it does not say so.
    Optional<String> unedited(String text) {
        return edited.stream()
                .filter(word -> text.endsWith(word) && text.length() > word.length())
                .map(word -> text.substring(0, text.length() - word.length()))
                .findFirst();
    }
}
