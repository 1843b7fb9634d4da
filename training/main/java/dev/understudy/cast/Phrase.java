package dev.understudy.cast;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// One way to say something, with choices, gaps and a topic: `[hi|hello] {you}, how is <work>?`.
public sealed interface Phrase {
    /// Plain text.
    record Words(String text) implements Phrase {}

    /// A gap: `{food}`, or `{Food}` when the word begins a sentence.
    record Gap(String word) implements Phrase {}

    /// One of several, each as likely: `[a|b|]`.
    record Choice(List<Phrase> options) implements Phrase {}

    /// What the phrase is about: `<the van>`. The answer may take it up.
    record Topic(Phrase words) implements Phrase {}

    /// One after the other.
    record Sequence(List<Phrase> parts) implements Phrase {}

    /// Knows what belongs in a gap.
    interface Vocabulary {
        /// The word for the gap `name`, in the case in which it stands inside a sentence.
        String word(String name);

        /// Told that the phrase is about `words`.
        default void topic(String words) {}
    }

    /// The phrase that `line` writes. Throws IllegalArgumentException when a bracket or a brace has
    /// no partner.
    static Phrase parse(String line) {
        return new Parser(line).alternatives(true);
    }

    /// One wording, drawn with `random`.
    default String worded(Vocabulary vocabulary, RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        write(text, vocabulary, random);
        String even = Tidying.SPACES.matcher(text).replaceAll(" ");
        String joined = Tidying.SPACE_BEFORE_MARK.matcher(even).replaceAll("$1");
        return Tidying.SECOND_STOP.matcher(joined).replaceAll("$1").strip();
    }

    private void write(StringBuilder text, Vocabulary vocabulary, RandomGenerator random) {
        switch (this) {
            case Words(String words) -> text.append(words);
            case Gap(String name) -> text.append(filled(name, vocabulary));
            case Choice(List<Phrase> options) ->
                    options.get(random.nextInt(options.size())).write(text, vocabulary, random);
            case Topic(Phrase words) -> {
                int start = text.length();
                words.write(text, vocabulary, random);
                vocabulary.topic(text.substring(start));
            }
            case Sequence(List<Phrase> parts) ->
                    parts.forEach(part -> part.write(text, vocabulary, random));
        }
    }

    private static String filled(String name, Vocabulary vocabulary) {
        char first = name.charAt(0);
        if (!Character.isUpperCase(first)) {
            return vocabulary.word(name);
        }
        String word = vocabulary.word(Character.toLowerCase(first) + name.substring(1));
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    /// Every gap in the phrase, in lower case.
    default List<String> gaps() {
        return switch (this) {
            case Words _ -> List.of();
            case Gap(String name) ->
                    List.of(Character.toLowerCase(name.charAt(0)) + name.substring(1));
            case Choice(List<Phrase> options) ->
                    options.stream().flatMap(option -> option.gaps().stream()).toList();
            case Topic(Phrase words) -> words.gaps();
            case Sequence(List<Phrase> parts) ->
                    parts.stream().flatMap(part -> part.gaps().stream()).toList();
        };
    }

    /// What options that came out empty leave behind.
    final class Tidying {
        private static final Pattern SPACES = Pattern.compile(" +");
        private static final Pattern SPACE_BEFORE_MARK = Pattern.compile(" ([.,;?!])");
        private static final Pattern SECOND_STOP = Pattern.compile("([.?!])\\.+");

        private Tidying() {}
    }

    /// Reads one line from left to right.
    final class Parser {
        private final String line;
        private int at;

        private Parser(String line) {
            this.line = line;
        }

        private Phrase alternatives(boolean outermost) {
            List<Phrase> options = new ArrayList<>();
            options.add(sequence());
            while (at < line.length() && line.charAt(at) == '|') {
                at++;
                options.add(sequence());
            }
            if (outermost && at < line.length()) {
                throw new IllegalArgumentException("] or > without its partner: " + line);
            }
            return options.size() == 1 ? options.getFirst() : new Choice(List.copyOf(options));
        }

        private Phrase sequence() {
            List<Phrase> parts = new ArrayList<>();
            while (at < line.length() && "|]>".indexOf(line.charAt(at)) < 0) {
                parts.add(
                        switch (line.charAt(at)) {
                            case '[' -> inside(']');
                            case '<' -> new Topic(inside('>'));
                            case '{' -> new Gap(upTo('}'));
                            default -> words();
                        });
            }
            return new Sequence(List.copyOf(parts));
        }

        private Phrase inside(char end) {
            at++;
            Phrase inside = alternatives(false);
            if (at == line.length() || line.charAt(at) != end) {
                throw new IllegalArgumentException("no " + end + " where one belongs: " + line);
            }
            at++;
            return inside;
        }

        private String upTo(char end) {
            int close = line.indexOf(end, at);
            if (close < at + 2) {
                throw new IllegalArgumentException("a { without its }: " + line);
            }
            String inside = line.substring(at + 1, close);
            at = close + 1;
            return inside;
        }

        private Phrase words() {
            int start = at;
            while (at < line.length() && "[]{}<>|".indexOf(line.charAt(at)) < 0) {
                at++;
            }
            if (at == start) {
                throw new IllegalArgumentException("a } without its {: " + line);
            }
            return new Words(line.substring(start, at));
        }
    }
}
