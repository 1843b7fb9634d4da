package dev.understudy.imports.googlechat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The dates that Takeout writes as prose in the account's language, always of UTC: `Friday, May
/// 29, 2026 at 3:00:29 AM UTC`, `2026年5月29日星期五 UTC 03:00:29`. The day of the week has to agree. One
/// thread.
final class ProseDate {
    private static final List<String> LANGUAGES =
            List.of(
                    "en", "de", "fr", "es", "pt", "it", "nl", "pl", "sv", "da", "nb", "fi", "cs",
                    "sk", "ro", "tr", "id", "vi", "uk", "ru", "el", "bg", "hr", "ca", "hu");

    private static final List<String> ORDERS =
            List.of("EEEE d MMMM y", "cccc d MMMM y", "EEEE MMMM d y", "d MMMM y", "y MMMM d EEEE");

    private static final int LONGEST = 100;
    private static final int NOON = 12;

    private static final String MORNING = "AM|a\\. ?m\\.|上午|오전|午前|SA|π\\.μ\\.";
    private static final String EVENING = "PM|p\\. ?m\\.|下午|오후|午後|CH|μ\\.μ\\.";

    private static final Pattern TIME =
            Pattern.compile(
                    ("(?iU)(?:(?<am1>%1$s)|(?<pm1>%2$s))? ?(?<hour>\\d{1,2})(?:[:.]|시 ?)"
                                    + "(?<minute>\\d{1,2})(?:[:.]|분 ?)(?<second>\\d{1,2})초?"
                                    + "(?: ?(?:(?<am2>%1$s)|(?<pm2>%2$s)))?")
                            .formatted(MORNING, EVENING));

    private static final Pattern NUMERIC =
            Pattern.compile("(?<year>\\d{4})[年년] ?(?<month>\\d{1,2})[月월] ?(?<day>\\d{1,2})[日일].*");

    /// What stands between the words of a date or around its time in one language or another.
    private static final Pattern BETWEEN =
            Pattern.compile(
                    "(?iU)\\b(?:UTC|GMT|at|um|à|a las?|às|alle(?: ore)?|om|kl|klo|o|v|u|pukul|lúc"
                            + "|de|del|d[’']|den|saat|la|в|о|у|ч|г|р|στις|r)\\b\\.?|[,\\[\\]]");

    private final List<DateTimeFormatter> dates = new ArrayList<>();

    ProseDate() {
        for (String language : LANGUAGES) {
            for (String order : ORDERS) {
                dates.add(
                        new DateTimeFormatterBuilder()
                                .parseCaseInsensitive()
                                .appendPattern(order)
                                .toFormatter(Locale.forLanguageTag(language)));
            }
        }
    }

    /// When `prose` says; empty when it is in no language that is known.
    Optional<Instant> parse(String prose) {
        if (prose.length() > LONGEST) {
            return Optional.empty();
        }
        String text = prose.replaceAll("[\\h\\u202F]+", " ").strip();
        Matcher time = TIME.matcher(text);
        if (!time.find()) {
            return Optional.empty();
        }
        String rest = text.substring(0, time.start()) + " " + text.substring(time.end());
        try {
            LocalTime when = time(time);
            return date(rest.strip()).map(day -> day.atTime(when).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException absurd) {
            return Optional.empty();
        }
    }

    private static LocalTime time(Matcher found) {
        int hour = Integer.parseInt(found.group("hour"));
        if (found.group("am1") != null || found.group("am2") != null) {
            hour = hour == NOON ? 0 : hour;
        } else if (found.group("pm1") != null || found.group("pm2") != null) {
            hour = hour < NOON ? hour + NOON : hour;
        }
        return LocalTime.of(
                hour,
                Integer.parseInt(found.group("minute")),
                Integer.parseInt(found.group("second")));
    }

    private Optional<LocalDate> date(String text) {
        Matcher numeric = NUMERIC.matcher(text);
        if (numeric.matches()) {
            return Optional.of(
                    LocalDate.of(
                            Integer.parseInt(numeric.group("year")),
                            Integer.parseInt(numeric.group("month")),
                            Integer.parseInt(numeric.group("day"))));
        }
        String words =
                BETWEEN.matcher(text)
                        .replaceAll(" ")
                        .replaceAll("(?<=\\d)\\.", " ")
                        .replaceAll("(?: -)? +", " ")
                        .strip();
        for (String candidate : candidates(words)) {
            for (int i = 0; i < dates.size(); i++) {
                Optional<LocalDate> date = parse(candidate, dates.get(i));
                if (date.isPresent()) {
                    dates.addFirst(dates.remove(i)); // the others will be in the same language
                    return date;
                }
            }
        }
        return Optional.empty();
    }

    /// The date, and the date without a day of the week behind it.
    private static List<String> candidates(String words) {
        return Stream.of(words, words.replaceFirst("(?<=\\d{4}) \\D+$", "")).distinct().toList();
    }

    private static Optional<LocalDate> parse(String text, DateTimeFormatter date) {
        try {
            return Optional.of(LocalDate.parse(text, date));
        } catch (DateTimeException otherLanguage) {
            return Optional.empty();
        }
    }
}
