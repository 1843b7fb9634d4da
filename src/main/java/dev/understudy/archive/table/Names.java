package dev.understudy.archive.table;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.SpeakerName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.statement.Update;

/// Who and where, of one circle: knows the row of every handle and channel and makes what is
/// missing. Each new handle becomes a person with a speaker name of their own.
///
/// Memory: all handles of the circle. What it remembers is right only while its transactions
/// commit.
public final class Names {
    private static final String CHANNELS =
            """
            SELECT id, platform, external_id, title, 0 FROM channel WHERE circle_id = ?
            UNION ALL
            SELECT channel_id, platform, external_id, '', shift FROM former_channel
            WHERE circle_id = ?""";

    private static final String HANDLES =
            """
            SELECT h.id, h.platform, h.external_id, p.id, p.display_name, p.named_at,
                p.forgotten_at, COALESCE(p.merged_into, p.id)
            FROM handle h JOIN person p ON p.id = h.person_id WHERE h.circle_id = ?""";

    /// What the owner of several accounts said, through whichever; the last one counts, and of two
    /// at one time the refusal.
    private static final String WISHES =
            """
            SELECT COALESCE(merged_into, id), consent FROM person
            WHERE circle_id = ? AND consent_at IS NOT NULL
            ORDER BY consent_at, CASE consent WHEN 'REFUSED' THEN 1 ELSE 0 END""";

    private static final String SPEAKERS =
            """
            SELECT speaker FROM person WHERE circle_id = ?
            UNION ALL
            SELECT speaker FROM former_speaker WHERE circle_id = ?""";

    /// What a person is called, as of when, and whether they want to be kept.
    private static final class Called {
        private final long personId;
        private final Wish wish;
        private String name;
        private Instant since;

        Called(long personId, String name, Instant since, Wish wish) {
            this.personId = personId;
            this.name = name;
            this.since = since;
            this.wish = wish;
        }
    }

    /// What somebody asked for.
    ///
    /// @param consent `GRANTED`, `REFUSED` or `UNKNOWN`
    /// @param forgotten nothing until then is kept, and nothing after it unless they agree again
    private record Wish(String consent, Optional<Instant> forgotten) {
        static final Wish NONE = new Wish("UNKNOWN", Optional.empty());

        boolean isAgainst(Instant sentAt) {
            boolean before = forgotten.isPresent() && !sentAt.isAfter(forgotten.get());
            boolean after = forgotten.isPresent() && !consent.equals("GRANTED");
            return before || after || consent.equals("REFUSED");
        }
    }

    private record Known(long handleId, Called person) {}

    /// A channel's title can change.
    private record Titled(ChannelRow row, String title) {}

    private final org.jdbi.v3.core.Handle db;
    private final Circle circle;
    private final Map<Channel, Titled> channels = new HashMap<>();
    private final Map<Handle, Known> handles = new HashMap<>();
    private final Map<Long, Called> people = new HashMap<>();
    private final Map<Long, String> wishes = new HashMap<>();
    private final Set<String> speakers = new HashSet<>();
    private final Set<Called> renamed = new HashSet<>();

    /// 0 until the circle has a row.
    private long circleId;

    Names(org.jdbi.v3.core.Handle db, Circle circle) {
        this.db = db;
        this.circle = circle;
        circleId = Rows.circleId(db, circle).orElse(0);
        db.createQuery(CHANNELS)
                .bind(0, circleId)
                .bind(1, circleId)
                .map((row, _) -> Map.entry(channelRow(row), Rows.channel(row)))
                .forEach(found -> remember(found.getKey(), found.getValue()));
        db.createQuery(WISHES)
                .bind(0, circleId)
                .map((row, _) -> Map.entry(row.getLong(1), row.getString(2)))
                .forEach(said -> wishes.put(said.getKey(), said.getValue()));
        db.createQuery(HANDLES)
                .bind(0, circleId)
                .map((row, _) -> Map.entry(Rows.handle(row), known(row)))
                .forEach(found -> handles.put(found.getKey(), found.getValue()));
        db.createQuery(SPEAKERS)
                .bind(0, circleId)
                .bind(1, circleId)
                .mapTo(String.class)
                .forEach(speakers::add);
    }

    private static ChannelRow channelRow(ResultSet row) throws SQLException {
        return new ChannelRow(row.getLong(1), row.getLong(5));
    }

    private Known known(ResultSet row) throws SQLException {
        long personId = row.getLong(4);
        String consent = wishes.getOrDefault(row.getLong(8), Wish.NONE.consent());
        Wish wish = new Wish(consent, Rows.instant(row, 7));
        Called called = new Called(personId, row.getString(5), Rows.requiredInstant(row, 6), wish);
        Called person = people.computeIfAbsent(personId, _ -> called);
        return new Known(row.getLong(1), person);
    }

    private void remember(ChannelRow row, Channel channel) {
        channels.put(untitled(channel), new Titled(row, channel.title()));
    }

    private static Channel untitled(Channel channel) {
        return new Channel(channel.platform(), channel.id(), "");
    }

    /// The row of `channel`, which takes over its title unless that is a former channel's.
    public ChannelRow channel(Channel channel) {
        String title = Rows.name(channel.title());
        Titled known = channels.get(untitled(channel));
        if (known == null) {
            long id =
                    idOf(
                            db.createUpdate(
                                            """
                                            INSERT INTO channel
                                                (circle_id, platform, external_id, title)
                                            VALUES (?, ?, ?, ?)""")
                                    .bind(0, circleId())
                                    .bind(1, channel.platform().key())
                                    .bind(2, channel.id())
                                    .bind(3, title));
            ChannelRow row = new ChannelRow(id, 0);
            remember(row, new Channel(channel.platform(), channel.id(), title));
            return row;
        }
        ChannelRow row = known.row();
        if (row.shift() == 0 && !title.isBlank() && !title.equals(known.title())) {
            db.createUpdate("UPDATE channel SET title = ? WHERE id = ?")
                    .bind(0, title)
                    .bind(1, row.id())
                    .execute();
            remember(row, new Channel(channel.platform(), channel.id(), title));
        }
        return row;
    }

    /// The row of `channel`, if it has one.
    Optional<ChannelRow> known(Channel channel) {
        return Optional.ofNullable(channels.get(untitled(channel))).map(Titled::row);
    }

    /// Whether `message` is by somebody who refuses to be kept, or asked to be forgotten.
    boolean refuses(Message message) {
        Known known = handles.get(message.sender());
        return known != null && known.person().wish.isAgainst(Rows.stored(message.sentAt()));
    }

    /// The person who owns `handle`; one who never wrote is called `name` as of `time`.
    public long personId(Handle handle, String name, Instant time) {
        return handles.computeIfAbsent(
                        handle, unknown -> introduce(unknown, Rows.name(name), Rows.stored(time)))
                .person()
                .personId;
    }

    /// The row of the sender of `message`, whose name is the sender's if none is newer.
    long handleId(Message message) {
        String name = Rows.name(message.senderName());
        Instant time = Rows.stored(message.sentAt());
        Known known = handles.get(message.sender());
        if (known == null) {
            known = introduce(message.sender(), name, time);
            handles.put(message.sender(), known);
        } else if (time.isAfter(known.person().since) && !isMadeUp(name, message.sender())) {
            Called person = known.person();
            person.name = name;
            person.since = time;
            renamed.add(person);
        }
        return known.handleId();
    }

    /// Importers call an account that has lost its name by its id: no reason to forget the name.
    private static boolean isMadeUp(String name, Handle handle) {
        return name.isBlank() || name.equals("Deleted-" + handle.id());
    }

    private Known introduce(Handle handle, String name, Instant time) {
        Instant since = isMadeUp(name, handle) ? Instant.EPOCH : time;
        SpeakerName speaker = freeSpeaker(SpeakerName.of(name));
        long personId =
                idOf(
                        db.createUpdate(
                                        """
                                        INSERT INTO person
                                            (circle_id, speaker, display_name, named_at)
                                        VALUES (?, ?, ?, ?)""")
                                .bind(0, circleId())
                                .bind(1, speaker.text())
                                .bind(2, name)
                                .bind(3, Rows.time(since)));
        long handleId =
                idOf(
                        db.createUpdate(
                                        """
                                        INSERT INTO handle
                                            (circle_id, person_id, platform, external_id)
                                        VALUES (?, ?, ?, ?)""")
                                .bind(0, circleId())
                                .bind(1, personId)
                                .bind(2, handle.platform().key())
                                .bind(3, handle.id()));
        return new Known(handleId, new Called(personId, name, since, Wish.NONE));
    }

    /// `wanted`, or with the first number from 2 that makes it unique in the circle, in which it is
    /// taken from then on.
    public SpeakerName freeSpeaker(SpeakerName wanted) {
        SpeakerName speaker = wanted;
        for (int number = 2; !speakers.add(speaker.text()); number++) {
            speaker = SpeakerName.of(wanted.text() + " " + number);
        }
        return speaker;
    }

    /// Writes the display names that have changed.
    void save() {
        for (Called person : renamed) {
            db.createUpdate("UPDATE person SET display_name = ?, named_at = ? WHERE id = ?")
                    .bind(0, person.name)
                    .bind(1, Rows.time(person.since))
                    .bind(2, person.personId)
                    .execute();
        }
        renamed.clear();
    }

    /// The row of the circle, which begins to exist.
    public long circleId() {
        if (circleId == 0) {
            circleId =
                    idOf(
                            db.createUpdate("INSERT INTO circle (name) VALUES (?)")
                                    .bind(0, circle.name()));
        }
        return circleId;
    }

    private static long idOf(Update insert) {
        return insert.executeAndReturnGeneratedKeys("id").mapTo(Long.class).one();
    }
}
