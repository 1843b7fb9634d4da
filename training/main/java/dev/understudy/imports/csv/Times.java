package dev.understudy.imports.csv;

import dev.understudy.imports.whatsapp.DateOrder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Times as tables have them: seconds or milliseconds from 1970, ISO 8601, `2024/10/4 11:42`,
/// `4.10.2024 11:42`, and with a given order `10/4/2024 11:42`.
final class Times {
    private static final Pattern SECONDS = Pattern.compile("(\\d{9,10})(?:\\.\\d+)?");
    private static final Pattern MILLISECONDS = Pattern.compile("\\d{12,13}");
    private static final Pattern LOCAL =
            Pattern.compile(
                    "(\\d{1,4})([-/.])(\\d{1,2})\\2(\\d{1,4})"
                            + "(?:(?:[ T]+|, )(\\d{1,2}):(\\d\\d)(?::(\\d\\d)(?:[.,]\\d{1,9})?)?"
                            + "(?: ?([AaPp])\\.?[Mm]\\.?)?)?");
    private static final Pattern UNIVERSAL = Pattern.compile(" ?(?:UTC|GMT)$");
    private static final int YEAR_DIGITS = 4;
    private static final int NOON = 12;

    private final ZoneId zone;
    private final Optional<DateOrder> order;

    Times(ZoneId zone, Optional<DateOrder> order) {
        this.zone = zone;
        this.order = order;
    }

    /// What `cell` says; empty when it is no time, or of a day that it does not tell for sure.
    Optional<Instant> parse(String cell) {
        String text = UNIVERSAL.matcher(cell).replaceFirst("Z");
        try {
            Matcher seconds = SECONDS.matcher(text);
            if (seconds.matches()) {
                return Optional.of(Instant.ofEpochSecond(Long.parseLong(seconds.group(1))));
            }
            if (MILLISECONDS.matcher(text).matches()) {
                return Optional.of(Instant.ofEpochMilli(Long.parseLong(text)));
            }
            Matcher local = LOCAL.matcher(text);
            return local.matches()
                    ? local(local)
                    : Optional.of(OffsetDateTime.parse(text.replace(' ', 'T')).toInstant());
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private Optional<Instant> local(Matcher parts) {
        int first = Integer.parseInt(parts.group(1));
        int second = Integer.parseInt(parts.group(3));
        int third = Integer.parseInt(parts.group(4));
        int hour = number(parts.group(5));
        int minute = number(parts.group(6));
        int of = number(parts.group(7));
        if (parts.group(8) != null) {
            hour = hour % NOON + (parts.group(8).equalsIgnoreCase("p") ? NOON : 0);
        }
        boolean yearFirst = parts.group(1).length() == YEAR_DIGITS;
        Optional<DateOrder> told =
                yearFirst
                        ? Optional.of(DateOrder.YMD)
                        : parts.group(2).equals(".") ? Optional.of(DateOrder.DMY) : order;
        if (told.isEmpty() || (!yearFirst && parts.group(4).length() != YEAR_DIGITS)) {
            return Optional.empty();
        }
        LocalDateTime time =
                switch (told.get()) {
                    case YMD -> LocalDateTime.of(first, second, third, hour, minute, of);
                    case DMY -> LocalDateTime.of(third, second, first, hour, minute, of);
                    case MDY -> LocalDateTime.of(third, first, second, hour, minute, of);
                };
        return Optional.of(time.atZone(zone).toInstant());
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
