package dev.understudy.imports.imessage;

import dev.understudy.imports.imessage.Row.Chat;
import dev.understudy.imports.imessage.Row.Marks;
import dev.understudy.imports.imessage.Row.Words;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The rows of the table of messages, one after the other in the order of their numbers. Columns
/// vary with the version of macOS; absent ones read as nothing. Memory: one row. One thread.
final class MessageRows {
    private static final Set<String> NEEDED = Set.of("text", "is_from_me", "date", "handle_id");

    /// In the order in which they are read below.
    private static final List<String> COLUMNS =
            List.of(
                    "guid",
                    "text",
                    "attributedBody",
                    "message_summary_info",
                    "is_from_me",
                    "date",
                    "handle_id",
                    "item_type",
                    "associated_message_type",
                    "balloon_bundle_id",
                    "cache_has_attachments",
                    "thread_originator_guid",
                    "date_edited",
                    "date_retracted");

    private final Database database;
    private final Contacts contacts;
    private long last = Long.MIN_VALUE;

    MessageRows(Database database, Contacts contacts) {
        this.database = database;
        this.contacts = contacts;
    }

    /// Whether `database` has the tables of Messages.
    static boolean areIn(Database database) throws SQLException {
        return database.columns("message").containsAll(NEEDED)
                && database.columns("handle").contains("id");
    }

    /// How many there are.
    long count() throws SQLException {
        List<Long> counts = new ArrayList<>();
        database.forEach("SELECT COUNT(*) FROM message", row -> counts.add(row.getLong(1)));
        return counts.getFirst();
    }

    /// Hands over all. Throws SQLException when the database is damaged.
    void forEach(Consumer<Row> sink) throws SQLException {
        database.forEach(
                query(),
                row -> {
                    long number = row.getLong(1);
                    if (number < last) { // a damaged tree could lead round in circles
                        throw new SQLException("its rows are out of order");
                    }
                    if (number > last) { // else the same message, in a second chat
                        last = number;
                        sink.accept(row(row));
                    }
                });
    }

    private String query() throws SQLException {
        Set<String> columns = database.columns("message");
        StringBuilder query = new StringBuilder("SELECT m.ROWID, ");
        boolean joined =
                database.columns("chat_message_join").containsAll(Set.of("chat_id", "message_id"));
        query.append(joined ? "j.chat_id" : "0");
        for (String column : COLUMNS) {
            boolean there = columns.contains(column.toLowerCase(Locale.ROOT));
            query.append(there ? ", m." + column : ", NULL");
        }
        query.append(" FROM message m");
        if (joined) {
            query.append(" LEFT JOIN chat_message_join j ON j.message_id = m.ROWID");
        }
        return query.append(" ORDER BY m.ROWID").toString();
    }

    private Row row(ResultSet row) throws SQLException {
        long chat = row.getLong(2);
        return new Row(
                row.getLong(1),
                string(row, 3).strip(),
                Words.of(string(row, 4), bytes(row, 5), bytes(row, 6)),
                row.getLong(7) != 0,
                row.getLong(8),
                new Marks(
                        row.getLong(10),
                        row.getLong(11),
                        string(row, 12),
                        row.getLong(13) != 0,
                        string(row, 14).strip(),
                        row.getLong(15),
                        row.getLong(16)),
                contacts.handles().getOrDefault(row.getLong(9), ""),
                Optional.ofNullable(contacts.chats().get(chat)).orElse(new Chat("", "", chat, "")));
    }

    private static String string(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).orElse("");
    }

    private static Optional<byte[]> bytes(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getBytes(column));
    }
}
