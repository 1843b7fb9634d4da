package dev.understudy.archive.account;

import dev.understudy.archive.account.Account.Marks;
import dev.understudy.archive.account.Account.Name;
import dev.understudy.archive.account.Account.Statement;
import dev.understudy.archive.table.Rows;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import dev.understudy.chat.SpeakerName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads accounts from their rows.
public final class Accounts {
    private static final String SELECT =
            """
            SELECT p.id, h.platform, h.external_id, COALESCE(p.merged_into, p.id), p.speaker,
                p.display_name, p.consent, p.consent_how, p.consent_at, p.consent_note,
                p.forgotten_at, p.bot, p.excluded
            FROM person p JOIN circle c ON c.id = p.circle_id JOIN handle h ON h.person_id = p.id
            WHERE c.name = ?%s ORDER BY p.id""";

    private static final String ALL = SELECT.formatted("");

    private static final String OF_OWNER = SELECT.formatted(" AND (p.id = ? OR p.merged_into = ?)");

    private static final String OWNER =
            """
            SELECT COALESCE(p.merged_into, p.id)
            FROM person p JOIN circle c ON c.id = p.circle_id JOIN handle h ON h.person_id = p.id
            WHERE c.name = ? AND h.platform = ? AND h.external_id = ?""";

    private static final String FORMER =
            """
            SELECT f.person_id, f.speaker FROM former_speaker f JOIN circle c ON c.id = f.circle_id
            WHERE c.name = ? ORDER BY f.person_id, f.speaker""";

    private static final String ALIASES =
            """
            SELECT a.person_id, a.name FROM alias a JOIN person p ON p.id = a.person_id
            JOIN circle c ON c.id = p.circle_id WHERE c.name = ? ORDER BY a.person_id, a.name""";

    private final Map<Long, List<String>> former;
    private final Map<Long, List<String>> aliases;

    private Accounts(org.jdbi.v3.core.Handle db, Circle circle) {
        former = texts(db, FORMER, circle);
        aliases = texts(db, ALIASES, circle);
    }

    private static Map<Long, List<String>> texts(
            org.jdbi.v3.core.Handle db, String query, Circle circle) {
        Map<Long, List<String>> texts = new HashMap<>();
        db.createQuery(query)
                .bind(0, circle.name())
                .map((row, _) -> Map.entry(row.getLong(1), row.getString(2)))
                .forEach(
                        one ->
                                texts.computeIfAbsent(one.getKey(), _ -> new ArrayList<>())
                                        .add(one.getValue()));
        return texts;
    }

    /// Everyone in `circle`, in the order in which their first account was stored. The forgotten
    /// and those who only said whether they may be cloned are among them.
    public static List<Owner> all(org.jdbi.v3.core.Handle db, Circle circle) {
        Accounts accounts = new Accounts(db, circle);
        return owners(
                db.createQuery(ALL)
                        .bind(0, circle.name())
                        .map((row, _) -> accounts.account(row))
                        .list());
    }

    /// Who owns `handle` in `circle`.
    public static Optional<Owner> of(org.jdbi.v3.core.Handle db, Circle circle, Handle handle) {
        Optional<Long> owner =
                db.createQuery(OWNER)
                        .bind(0, circle.name())
                        .bind(1, handle.platform().key())
                        .bind(2, handle.id())
                        .mapTo(Long.class)
                        .findOne();
        if (owner.isEmpty()) {
            return Optional.empty();
        }
        Accounts accounts = new Accounts(db, circle);
        return owners(
                        db.createQuery(OF_OWNER)
                                .bind(0, circle.name())
                                .bind(1, owner.get())
                                .bind(2, owner.get())
                                .map((row, _) -> accounts.account(row))
                                .list())
                .stream()
                .findFirst();
    }

    private Account account(ResultSet row) throws SQLException {
        long id = row.getLong(1);
        return new Account(
                id,
                row.getLong(4),
                Rows.handle(row),
                new Name(
                        new SpeakerName(row.getString(5)),
                        row.getString(6),
                        former.getOrDefault(id, List.of()).stream().map(SpeakerName::new).toList(),
                        aliases.getOrDefault(id, List.of())),
                new Statement(
                        row.getString(7),
                        Optional.ofNullable(row.getString(8)).orElse(""),
                        Rows.instant(row, 9),
                        row.getString(10)),
                Rows.instant(row, 11),
                new Marks(row.getBoolean(12), row.getBoolean(13)));
    }

    private static List<Owner> owners(List<Account> accounts) {
        Map<Long, List<Account>> owners = new LinkedHashMap<>();
        for (Account account : accounts) {
            List<Account> theirs = owners.computeIfAbsent(account.owner(), _ -> new ArrayList<>());
            theirs.add(account.row() == account.owner() ? 0 : theirs.size(), account);
        }
        return owners.values().stream().map(Owner::new).toList();
    }
}
