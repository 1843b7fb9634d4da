package dev.understudy.imports.imessage;

import dev.understudy.imports.imessage.Row.Chat;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// All addresses and chats of a database. Memory: those.
///
/// @param handles addresses by their rows' numbers
/// @param chats by their rows' numbers
/// @param owner an address of the owner's, which nothing but a new and smaller one changes
record Contacts(Map<Long, String> handles, Map<Long, Chat> chats, String owner) {
    private static final int STYLE_DIRECT = 45;
    private static final int STYLE_GROUP = 43;

    /// Two in a chat besides the owner, or more.
    private static final String SEVERAL = "";

    Contacts {
        handles = Map.copyOf(handles);
        chats = Map.copyOf(chats);
    }

    /// What `database` tells, whose tables differ between versions of macOS.
    static Contacts of(Database database) throws SQLException {
        Map<Long, String> handles = new HashMap<>();
        if (database.columns("handle").contains("id")) {
            database.forEach(
                    "SELECT ROWID, id FROM handle",
                    row -> handles.put(row.getLong(1), address(string(row, 2))));
        }
        Map<Long, String> partners = partners(database, handles);
        Map<Long, Chat> chats = new HashMap<>();
        partners.forEach((number, who) -> chats.put(number, new Chat("", who, number, who)));
        Set<String> columns = database.columns("chat");
        if (columns.contains("chat_identifier")) {
            database.forEach(
                    "SELECT ROWID, chat_identifier, %s, %s FROM chat"
                            .formatted(column(columns, "display_name"), column(columns, "style")),
                    row -> {
                        Chat chat = chat(row, partners);
                        chats.put(chat.number(), chat);
                    });
        }
        return new Contacts(handles, chats, owner(database, handles));
    }

    /// Who else is in each chat; empty for several.
    private static Map<Long, String> partners(Database database, Map<Long, String> handles)
            throws SQLException {
        Map<Long, String> partners = new HashMap<>();
        if (database.columns("chat_handle_join").containsAll(Set.of("chat_id", "handle_id"))) {
            database.forEach(
                    "SELECT chat_id, handle_id FROM chat_handle_join",
                    row -> {
                        String who = handles.getOrDefault(row.getLong(2), "");
                        if (!who.isBlank()) {
                            partners.merge(
                                    row.getLong(1),
                                    who,
                                    (one, other) -> one.equals(other) ? one : SEVERAL);
                        }
                    });
        }
        return partners;
    }

    private static Chat chat(ResultSet row, Map<Long, String> partners) throws SQLException {
        long number = row.getLong(1);
        String id = address(string(row, 2));
        String title = string(row, 3).strip();
        int style = row.getInt(4);
        String member = partners.getOrDefault(number, SEVERAL);
        String partner = style == STYLE_DIRECT && member.isBlank() ? id : member;
        if (style == STYLE_GROUP) {
            partner = SEVERAL;
        }
        return new Chat(id, title.isBlank() ? id : title, number, partner);
    }

    /// The first in order of all addresses from which the owner wrote, so that numbers, which begin
    /// with a plus, come before e-mail addresses; else a stand-in by the first of the others.
    private static String owner(Database database, Map<Long, String> handles) throws SQLException {
        TreeSet<String> own = new TreeSet<>();
        Set<String> columns = database.columns("message");
        for (String column : Set.of("destination_caller_id", "account")) {
            if (columns.contains(column) && columns.contains("is_from_me")) {
                database.forEach(
                        "SELECT DISTINCT %s FROM message WHERE is_from_me = 1".formatted(column),
                        row -> own.add(address(string(row, 1).replaceFirst("(?i)^[ep]:", ""))));
            }
        }
        return own.stream()
                .filter(address -> address.startsWith("+") || address.contains("@"))
                .findFirst()
                .orElseGet(
                        () ->
                                "owner-of-"
                                        + handles.values().stream()
                                                .sorted()
                                                .findFirst()
                                                .orElse("-"));
    }

    private static String string(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).orElse("");
    }

    /// `column` for a query, or what stands for it where the table has none.
    static String column(Set<String> columns, String column) {
        return columns.contains(column) ? column : "NULL";
    }

    /// A telephone number or e-mail address, always in the same letters.
    private static String address(String address) {
        return address.strip().toLowerCase(Locale.ROOT);
    }
}
