package dev.understudy.imports.whatsapp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// What WhatsApp writes in the place of messages, in the languages of `words.txt`. Only whole
/// messages are compared: what friends write about such words stays theirs.
final class Words {
    /// What a phrase stands for; a section of the file.
    enum Meaning {
        MEDIA,
        DELETED,
        /// After the text of a message that was changed.
        EDITED,
        /// After the name of a file.
        ATTACHED,
        NOTICE
    }

    /// Marks of direction that a phrase may hold besides.
    private static final int MARKS = 20;

    private final Map<Meaning, Set<String>> phrases;
    private final int longest;

    private Words(Map<Meaning, Set<String>> phrases) {
        this.phrases = phrases;
        longest =
                phrases.values().stream()
                        .flatMap(Set::stream)
                        .mapToInt(String::length)
                        .max()
                        .orElse(0);
    }

    /// Every phrase that is known.
    static Words known() {
        Map<Meaning, Set<String>> phrases = new EnumMap<>(Meaning.class);
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        Words.class.getResourceAsStream("words.txt")),
                                StandardCharsets.UTF_8))) {
            Meaning meaning = Meaning.MEDIA;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("[")) {
                    meaning = Meaning.valueOf(line.replaceAll("\\W", "").toUpperCase(Locale.ROOT));
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    phrases.computeIfAbsent(meaning, _ -> new HashSet<>()).add(folded(line));
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return new Words(phrases);
    }

    boolean mean(Meaning meaning, String text) {
        return text.length() <= longest + MARKS
                && phrases.getOrDefault(meaning, Set.of()).contains(folded(text));
    }

    private static String folded(String text) {
        String folded = unmarked(text).strip().toLowerCase(Locale.ROOT);
        return folded.endsWith(".") || folded.endsWith("。")
                ? folded.substring(0, folded.length() - 1)
                : folded;
    }

    /// `text` without the marks of direction that WhatsApp puts in.
    static String unmarked(String text) {
        int first = 0;
        while (first < text.length() && !isMark(text.charAt(first))) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        StringBuilder unmarked = new StringBuilder(text.length()).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            if (!isMark(text.charAt(i))) {
                unmarked.append(text.charAt(i));
            }
        }
        return unmarked.toString();
    }

    private static boolean isMark(char c) {
        return c == '\u200E'
                || c == '\u200F'
                || (c >= '\u202A' && c <= '\u202E')
                || (c >= '\u2066' && c <= '\u2069')
                || c == '\uFEFF';
    }
}
