package dev.understudy.stage.guard;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.understudy.settings.UserError;
import dev.understudy.stage.leak.Script;
import java.text.Normalizer;
import java.util.List;

/// Words and patterns that no clone says. Case, width and style of letters make no difference.
/// Matching takes time that grows with the text alone, whatever the patterns are.
final class Blocklist {
    private static final int MAX_PATTERN_LENGTH = 500;

    /// `a{9}`, which is compiled nine times over; nested, they multiply.
    private static final Pattern REPETITION = Pattern.compile("\\{[0-9]*,?([0-9]+),?\\}");

    private static final int MAX_REPETITION = 1000;

    private final List<String> words;
    private final List<Pattern> patterns;

    /// Throws UserError when a pattern cannot be read, or a word has nothing to find in it.
    Blocklist(GuardSettings settings) {
        words = settings.blockedWords().stream().map(Blocklist::word).toList();
        patterns = settings.blockedPatterns().stream().map(Blocklist::pattern).toList();
    }

    private static String word(String blocked) {
        String folded = folded(blocked).strip();
        if (folded.isEmpty()) {
            throw new UserError(
                    "A blocked word is empty.", "Remove it from the list, or write the word.");
        }
        return folded;
    }

    private static Pattern pattern(String blocked) {
        try {
            requireSmall(blocked);
            return Pattern.compile(blocked, Pattern.CASE_INSENSITIVE);
        } catch (PatternSyntaxException unreadable) {
            throw new UserError(
                    "The blocked pattern \"%s\" cannot be read: %s."
                            .formatted(blocked, unreadable.getDescription()),
                    "Write it in RE2's syntax, which has no look-around and no back references.",
                    unreadable);
        }
    }

    private static void requireSmall(String blocked) {
        long repetitions = 1;
        for (Matcher found = REPETITION.matcher(blocked); found.find(); ) {
            String count = found.group(1);
            repetitions *=
                    count.length() > 4 ? MAX_REPETITION + 1 : Math.max(1, Long.parseLong(count));
            if (repetitions > MAX_REPETITION) {
                break;
            }
        }
        if (blocked.isEmpty()
                || blocked.length() > MAX_PATTERN_LENGTH
                || repetitions > MAX_REPETITION) {
            throw new UserError(
                    "A blocked pattern of %d characters, with counts in braces that multiply to %s;"
                                    .formatted(blocked.length(), repetitions)
                            + " accepted: 1 to %d characters, and counts up to %d."
                                    .formatted(MAX_PATTERN_LENGTH, MAX_REPETITION),
                    "Make several patterns of it.");
        }
    }

    /// Whether something that is blocked is in `text`.
    boolean blocks(String text) {
        String folded = folded(text);
        return words.stream().anyMatch(word -> holds(folded, word))
                || patterns.stream()
                        .anyMatch(
                                pattern ->
                                        pattern.matcher(text).find()
                                                || pattern.matcher(folded).find());
    }

    private static String folded(String text) {
        String plain = Normalizer.normalize(Clean.text(text), Normalizer.Form.NFKC);
        StringBuilder folded = new StringBuilder(plain.length());
        plain.codePoints()
                .filter(c -> Character.getType(c) != Character.FORMAT)
                .map(c -> Character.toLowerCase(Character.toUpperCase(c)))
                .forEach(folded::appendCodePoint);
        return folded.toString().replaceAll("[\\s\\h]+", " ");
    }

    private static boolean holds(String text, String word) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            int end = at + word.length();
            boolean begins = at == 0 || isEdge(text.codePointBefore(at), text.codePointAt(at));
            boolean ends =
                    end == text.length()
                            || isEdge(text.codePointBefore(end), text.codePointAt(end));
            if (begins && ends) {
                return true;
            }
        }
        return false;
    }

    /// Whether a word ends, or may end, between the two.
    private static boolean isEdge(int left, int right) {
        return !isOfWord(left)
                || !isOfWord(right)
                || Script.isUnspaced(left)
                || Script.isUnspaced(right);
    }

    private static boolean isOfWord(int character) {
        return Character.isLetterOrDigit(character)
                || switch (Character.getType(character)) {
                    case Character.NON_SPACING_MARK,
                            Character.COMBINING_SPACING_MARK,
                            Character.CONNECTOR_PUNCTUATION ->
                            true;
                    default -> false;
                };
    }
}
