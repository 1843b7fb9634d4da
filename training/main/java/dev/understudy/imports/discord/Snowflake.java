package dev.understudy.imports.discord;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Discord's ids, which are numbers and hold the time, and its times.
///
/// Source: Discord's API reference, "Snowflakes".
final class Snowflake {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}|[1-8]\\d{18}");
    private static final long EPOCH = 1_420_070_400_000L;
    private static final int TIME_SHIFT = 22;

    /// `2026-01-05 12:00:00`, `2026-01-05T12:00:00.1230000+01:00` and all between.
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE)
                    .optionalStart()
                    .appendLiteral('T')
                    .optionalEnd()
                    .optionalStart()
                    .appendLiteral(' ')
                    .optionalEnd()
                    .appendPattern("HH:mm[:ss]")
                    .optionalStart()
                    .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                    .optionalEnd()
                    .optionalStart()
                    .appendOffset("+HH:MM", "Z")
                    .optionalEnd()
                    .toFormatter(Locale.ROOT);

    private Snowflake() {}

    static boolean isId(String id) {
        return NUMBER.matcher(id).matches();
    }

    /// The id as a number; `otherwise` for what is none.
    static long sequence(String id, long otherwise) {
        return isId(id) ? Long.parseLong(id) : otherwise;
    }

    /// What `time` says, in UTC when it has no offset; else when the id was given; else empty.
    static Optional<Instant> time(String time, String id) {
        Optional<Instant> said = time(time);
        return said.isPresent() || !isId(id)
                ? said
                : Optional.of(Long.parseLong(id) >> TIME_SHIFT)
                        .filter(sinceEpoch -> sinceEpoch > 0)
                        .map(sinceEpoch -> Instant.ofEpochMilli(EPOCH + sinceEpoch));
    }

    /// What `time` says, in UTC when it has no offset; empty when it is not written so.
    static Optional<Instant> time(String time) {
        try {
            return Optional.of(
                    switch (TIME.parseBest(time, OffsetDateTime::from, LocalDateTime::from)) {
                        case OffsetDateTime exact -> exact.toInstant();
                        case LocalDateTime utc -> utc.toInstant(ZoneOffset.UTC);
                        default -> throw new DateTimeException("neither of the two asked for");
                    });
        } catch (DateTimeException absurd) {
            return Optional.empty();
        }
    }
}
