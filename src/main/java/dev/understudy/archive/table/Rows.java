package dev.understudy.archive.table;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Person;
import dev.understudy.chat.Platform;
import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.text.Storable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// How values stand in rows.
public final class Rows {
    private static final int MAX_NAME = 200;

    private Rows() {}

    public static OptionalLong circleId(org.jdbi.v3.core.Handle db, Circle circle) {
        Optional<Long> id =
                db.createQuery("SELECT id FROM circle WHERE name = ?")
                        .bind(0, circle.name())
                        .mapTo(Long.class)
                        .findOne();
        return id.isPresent() ? OptionalLong.of(id.get()) : OptionalLong.empty();
    }

    /// A person with one handle, from columns 2 to 5: speaker, display name, platform, id.
    public static Person person(ResultSet row) throws SQLException {
        return new Person(
                new SpeakerName(row.getString(2)),
                row.getString(3),
                List.of(new Handle(Platform.ofKey(row.getString(4)), row.getString(5))));
    }

    /// A channel from columns 2 to 4: platform, id, title.
    public static Channel channel(ResultSet row) throws SQLException {
        return new Channel(Platform.ofKey(row.getString(2)), row.getString(3), row.getString(4));
    }

    /// A handle from columns 2 and 3: platform, id.
    public static Handle handle(ResultSet row) throws SQLException {
        return new Handle(Platform.ofKey(row.getString(2)), row.getString(3));
    }

    /// `instant` as it comes back from a column: to the microsecond.
    public static Instant stored(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    public static OffsetDateTime time(Instant instant) {
        return stored(instant).atOffset(ZoneOffset.UTC);
    }

    public static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
    }

    public static Instant requiredInstant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    public static @Nullable OffsetDateTime time(Optional<Instant> instant) {
        return instant.map(Rows::time).orElse(null);
    }

    /// `text` as a database can hold it.
    public static String text(String text) {
        return Storable.of(text);
    }

    /// A name or title as a column holds it, cut to 200 UTF-16 units.
    public static String name(String name) {
        return cut(name, MAX_NAME);
    }

    /// `text` as a column of `length` UTF-16 units holds it.
    public static String cut(String text, int length) {
        String clean = text(text);
        return clean.length() <= length ? clean : text(clean.substring(0, length));
    }
}
