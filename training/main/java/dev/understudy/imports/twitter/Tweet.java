package dev.understudy.imports.twitter;

import dev.understudy.chat.Message;
import dev.understudy.chat.Message.Kind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// One tweet as a file tells of it, in any of the shapes. One thread.
final class Tweet {
    /// From the first of them on ids hold the time: the bits above the lowest 22 are milliseconds.
    private static final long FIRST_SNOWFLAKE = 30_000_000_000L;

    private static final long SNOWFLAKES_BEGIN = 1_288_834_974_657L;
    private static final int LOWER_BITS = 22;

    private static final DateTimeFormatter TWITTERS =
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss Z yyyy", Locale.ENGLISH);

    /// `2011-08-02 18:07:48`, of collections, in UTC as their ids show.
    private static final DateTimeFormatter COLLECTED =
            new DateTimeFormatterBuilder()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE)
                    .appendPattern("[ ]['T']HH:mm[:ss]")
                    .toFormatter(Locale.ROOT);

    /// Somebody else's words: `RT @ann: hi`, or by hand `"@ann: hi" so true`.
    private static final Pattern PASSED_ON =
            Pattern.compile("(?:RT @\\w{1,15}\\b|[\"\u201C]\\.?@\\w{1,15}:).*", Pattern.DOTALL);

    String id = "";
    String text = "";
    String date = "";
    String repliesTo = "";
    String retweeted = "";
    String deleted = "";

    /// The links in the text as Twitter shortened them, and what they were; empty for pictures.
    final Map<String, String> links = new LinkedHashMap<>();

    boolean isDeleted() {
        return isTrue(deleted);
    }

    private static boolean isTrue(String value) {
        return value.equalsIgnoreCase("t") || value.equalsIgnoreCase("true") || value.equals("1");
    }

    /// What was published, without pictures' links, and with what others lead to.
    String shown() {
        String shown = text;
        for (Map.Entry<String, String> link : links.entrySet()) {
            shown = shown.replace(link.getKey(), link.getValue());
        }
        return shown.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&")
                .strip();
    }

    Kind kind() {
        if (isTrue(retweeted) || PASSED_ON.matcher(text).matches()) {
            return Kind.FORWARD;
        }
        return links.containsValue("") ? Kind.MEDIA : Kind.SPEECH;
    }

    /// When, by the id where that tells, else by the date.
    Optional<Instant> sentAt() {
        if (id.matches("\\d{11,19}") && number() >= FIRST_SNOWFLAKE) {
            return Optional.of(Instant.ofEpochMilli((number() >> LOWER_BITS) + SNOWFLAKES_BEGIN));
        }
        try {
            return Optional.of(OffsetDateTime.parse(date, TWITTERS).toInstant());
        } catch (DateTimeException other) {
            return collected();
        }
    }

    private Optional<Instant> collected() {
        try {
            String bare = date.endsWith("Z") ? date.substring(0, date.length() - 1) : date;
            return Optional.of(LocalDateTime.parse(bare, COLLECTED).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException foreign) {
            return Optional.empty();
        }
    }

    private long number() {
        return id.length() < 19 || id.compareTo("9223372036854775807") <= 0
                ? Long.parseLong(id)
                : 0;
    }

    /// The same as a message of `account`'s.
    Message message(Account account, Instant sentAt, long position) {
        return new Message(
                account.channel(),
                id,
                account.handle(),
                account.name(),
                sentAt,
                position,
                kind(),
                shown(),
                Optional.of(repliesTo).filter(to -> !to.isBlank()),
                Optional.empty());
    }
}
