package dev.understudy.scrub;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.understudy.scrub.sheet.Finder;
import dev.understudy.scrub.sheet.Secret;
import dev.understudy.scrub.sheet.Sheet;
import dev.understudy.scrub.sheet.Vocabulary;
import dev.understudy.settings.UserError;
import java.util.List;
import java.util.Locale;

/// The operator's own words, whole and in any case, and patterns, which are RE2's: matched in time
/// that grows with the text alone.
final class OwnTerms implements Finder {
    private static final int MAX_PATTERN_LENGTH = 500;

    /// `a{9}`, which is compiled nine times over; nested, they multiply.
    private static final Pattern REPETITION = Pattern.compile("\\{(?:[0-9]*,)?([0-9]+),?\\}");

    private static final int MAX_REPETITION = 1000;

    private final Vocabulary words;
    private final List<Pattern> patterns;

    /// Throws UserError when a word is blank, or a pattern cannot be read, is too large, or fits
    /// where nothing is.
    OwnTerms(List<String> words, List<String> patterns) {
        this.words = new Vocabulary(words.stream().map(OwnTerms::word).toArray(String[]::new));
        this.patterns = patterns.stream().map(OwnTerms::pattern).toList();
    }

    private static String word(String word) {
        Sheet sheet = new Sheet(word.strip(), "");
        String folded = sheet.part(0, sheet.length()).toLowerCase(Locale.ROOT);
        if (folded.isBlank()) {
            throw new UserError(
                    "A word of privacy.words is empty.", "Remove it, or write the word.");
        }
        return folded;
    }

    private static Pattern pattern(String text) {
        try {
            requireSmall(text);
            Pattern pattern = Pattern.compile(text, Pattern.CASE_INSENSITIVE);
            if (pattern.matcher("").find()) {
                throw new UserError(
                        "A pattern of privacy.patterns fits where nothing is.",
                        "Write one that needs a character.");
            }
            return pattern;
        } catch (PatternSyntaxException unreadable) {
            throw new UserError(
                    "A pattern of privacy.patterns cannot be read: %s."
                            .formatted(unreadable.getDescription()),
                    "Write it in RE2's syntax, which has no look-around and no back references.",
                    unreadable);
        }
    }

    private static void requireSmall(String text) {
        long repetitions = 1;
        for (Matcher found = REPETITION.matcher(text); found.find(); ) {
            String count = found.group(1);
            repetitions *= count.length() > 4 ? MAX_REPETITION + 1 : Long.parseLong(count);
            repetitions = Math.clamp(repetitions, 1, MAX_REPETITION + 1);
        }
        if (text.length() > MAX_PATTERN_LENGTH || repetitions > MAX_REPETITION) {
            throw new UserError(
                    "A pattern of privacy.patterns is too large; accepted: %d characters, and"
                                    .formatted(MAX_PATTERN_LENGTH)
                            + " counts in braces that multiply to %d.".formatted(MAX_REPETITION),
                    "Make several patterns of it.");
        }
    }

    @Override
    public void mark(Sheet sheet) {
        for (Pattern pattern : patterns) {
            Matcher found = pattern.matcher(sheet.original());
            while (found.find()) {
                sheet.markOriginal(found.start(), found.end(), Secret.OWN);
            }
            Matcher folded = pattern.matcher(sheet.part(0, sheet.length()));
            while (folded.find()) {
                if (sheet.isFree(folded.start(), folded.end())) {
                    sheet.mark(folded.start(), folded.end(), Secret.OWN);
                }
            }
        }
        words.forEachIn(sheet, (start, end) -> sheet.mark(start, end, Secret.OWN));
    }
}
