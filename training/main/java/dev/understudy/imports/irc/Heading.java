package dev.understudy.imports.irc;

import dev.understudy.imports.irc.LogLine.Day;
import dev.understudy.imports.irc.LogLine.Notice;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lines that tell the day: `--- Log opened Fri Jan 02 23:58:01 2026`, `--- Day changed Sa 03 Jan
/// 2026`, with the names of months in the language of who kept the log.
final class Heading {
    private static final Pattern WORDS =
            Pattern.compile(
                    "(?:--- (?<mark>Log opened|Log closed|Day changed)"
                            + "|Session (?:Start|Time|Close|Ident)"
                            + "|\\*\\*\\*\\* (?:BEGIN|ENDING) LOGGING AT"
                            + "|\\S*\\t?\\*\\*\\*\\*  (?:Beginning|End) of log)\\b:?(?<rest>.*)");

    private static final Pattern ISO = Pattern.compile("(\\d{4})-?(\\d\\d)-?(\\d\\d)");
    private static final Pattern YEAR = Pattern.compile("(?<!\\d)(\\d{4})(?!\\d)");
    private static final Pattern DAY = Pattern.compile("(?<![\\d:])(\\d{1,2})(?![\\d:])");
    private static final Pattern NAME = Pattern.compile("\\p{L}{3,}");
    private static final int LETTERS = 3;

    private static final Map<String, Integer> MONTHS = months();

    private Heading() {}

    /// What `line` says of the day; empty when it is no such line.
    static Optional<LogLine> of(String line) {
        if (!line.startsWith("---") && !line.startsWith("Session") && !line.contains("****")) {
            return Optional.empty(); // as most are: looking is quicker than matching
        }
        Matcher matcher = WORDS.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Optional<LocalDate> date = date(matcher.group("rest"));
        return Optional.of(date.<LogLine>map(Day::new).orElse(new Notice()));
    }

    /// The day in `text`: `2026-01-02`, `20260102`, or day, month's name and year in any order.
    static Optional<LocalDate> date(String text) {
        try {
            Matcher iso = ISO.matcher(text);
            if (iso.find()) {
                return Optional.of(
                        LocalDate.of(
                                number(iso.group(1)), number(iso.group(2)), number(iso.group(3))));
            }
            Matcher year = YEAR.matcher(text);
            Matcher day = DAY.matcher(text);
            OptionalInt month = month(text);
            return year.find() && day.find() && month.isPresent()
                    ? Optional.of(
                            LocalDate.of(
                                    number(year.group()), month.getAsInt(), number(day.group())))
                    : Optional.empty();
        } catch (DateTimeException absurd) {
            return Optional.empty();
        }
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    /// Days have names, too: the last word that names a month is it, as in `mar 10 mar 2026`.
    static OptionalInt month(String text) {
        Matcher names = NAME.matcher(text);
        OptionalInt month = OptionalInt.empty();
        while (names.find()) {
            String name = names.group().toLowerCase(Locale.ROOT);
            Integer known = MONTHS.get(name);
            if (known == null) {
                known = MONTHS.get(name.substring(0, LETTERS));
            }
            if (known != null) {
                month = OptionalInt.of(known);
            }
        }
        return month;
    }

    private static Map<String, Integer> months() {
        Map<String, Integer> months = new HashMap<>();
        List<String> languages =
                List.of(
                        "en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl",
                        "cs", "hu", "tr", "ru", "uk", "el", "ro");
        for (String language : languages) {
            Locale locale = Locale.forLanguageTag(language);
            for (Month month : Month.values()) {
                for (TextStyle style : TextStyle.values()) {
                    String name = month.getDisplayName(style, locale).toLowerCase(locale);
                    String letters = name.replaceAll("\\P{L}", "");
                    if (letters.length() >= LETTERS) {
                        months.putIfAbsent(letters, month.getValue());
                    }
                }
            }
        }
        return months;
    }
}
