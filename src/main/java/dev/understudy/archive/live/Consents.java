package dev.understudy.archive.live;

import dev.understudy.archive.account.Account;
import dev.understudy.archive.account.Accounts;
import dev.understudy.archive.account.Owner;
import dev.understudy.archive.account.Quotes;
import dev.understudy.archive.table.Database;
import dev.understudy.archive.table.Forgetting;
import dev.understudy.archive.table.Rows;
import dev.understudy.archive.table.Writing;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.SpeakerName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// What the people of one circle said about being kept and cloned. It binds imports too. Throws as
/// [LiveArchive] does. Thread-safe.
public final class Consents {
    private static final String SET =
            """
            UPDATE person SET consent = ?, consent_how = ?, consent_at = ?, consent_note = '',
                display_name = CASE WHEN display_name = '' THEN ? ELSE display_name END
            WHERE id = ? AND (consent_at IS NULL OR consent_at <= ?)
                AND (forgotten_at IS NULL OR forgotten_at <= ?)""";

    private static final String STALE =
            """
            SELECT s.version, s.speaker FROM stale_model s JOIN circle c ON c.id = s.circle_id
            WHERE c.name = ? ORDER BY s.version, s.speaker""";

    private final Database database;
    private final Circle circle;

    Consents(Database database, Circle circle) {
        this.database = database;
        this.circle = circle;
    }

    /// What the person who owns `handle` said; [Consent#UNKNOWN] for a stranger.
    public Consent of(Handle handle) {
        return standing(handle).consent();
    }

    /// What is known of the person who owns `handle`; [Standing#UNKNOWN] for a stranger.
    public Standing standing(Handle handle) {
        return database.read(db -> Accounts.of(db, circle, handle))
                .map(
                        owner ->
                                owner.accounts().stream()
                                        .filter(account -> account.handle().equals(handle))
                                        .map(account -> Standing.of(owner, account))
                                        .findFirst()
                                        .orElseThrow())
                .orElse(Standing.UNKNOWN);
    }

    /// What everyone of the circle said, in the order in which they were first stored.
    public Map<SpeakerName, Consent> all() {
        Map<SpeakerName, Consent> all = new LinkedHashMap<>();
        standings().forEach((name, standing) -> all.put(name, standing.consent()));
        return Collections.unmodifiableMap(all);
    }

    /// What is known of everyone, by every name that a model may know them by: those of all their
    /// accounts, and former ones. In the order in which they were first stored.
    public Map<SpeakerName, Standing> standings() {
        Map<SpeakerName, Standing> all = new LinkedHashMap<>();
        for (Owner owner : database.read(db -> Accounts.all(db, circle))) {
            Standing standing = Standing.of(owner);
            owner.speakers().forEach(name -> all.put(name, standing));
        }
        return Collections.unmodifiableMap(all);
    }

    /// Notes what the person who owns `handle` said, unless something later is known. Somebody who
    /// never wrote becomes a person called `name`.
    ///
    /// After a refusal nothing that they write is stored; what was stored before stays until they
    /// are forgotten. Somebody who was forgotten and agrees again is stored from then on.
    public void set(Handle handle, String name, Consent consent) {
        database.write(writing -> set(writing, handle, name, consent));
    }

    private boolean set(Writing writing, Handle handle, String name, Consent consent) {
        long personId = writing.names(circle).personId(handle, name, consent.at());
        int changed =
                writing.db()
                        .createUpdate(SET)
                        .bind(0, consent.state().name())
                        .bind(1, consent.how().name())
                        .bind(2, Rows.time(consent.at()))
                        .bind(3, Rows.name(name))
                        .bind(4, personId)
                        .bind(5, Rows.time(consent.at()))
                        .bind(6, Rows.time(consent.at()))
                        .execute();
        writing.forgetNames(circle);
        return changed > 0;
    }

    /// Deletes all that the person who owns `handle` wrote through any of their accounts, for good.
    /// Their messages are not stored again, from imports neither; a stranger's are kept out too.
    ///
    /// What goes beside their messages: what others [repeat][dev.understudy.archive.account.Quotes]
    /// of them; all that their clone said, and their reactions. Of other clones' lines whose prompt
    /// holds a line of theirs, text and prompt are emptied; who said it stays. Consent becomes
    /// unknown, and the person is no longer one of those that the archive names. Models that saw
    /// them are noted as stale.
    ///
    /// @param remains is handed every message first; its hashes are kept
    public Forgotten.Erased forget(Handle handle, Instant at, Remains remains) {
        return database.writeAlone(
                writing -> {
                    writing.names(circle).personId(handle, "", at);
                    Owner owner = Accounts.of(writing.db(), circle, handle).orElseThrow();
                    Quotes quotes = new Quotes();
                    long messages =
                            erase(writing, owner, at, message -> take(message, quotes, remains));
                    int quoted = 0;
                    if (messages > 0) {
                        quoted = Forgetting.unquote(writing, circle, quotes::without);
                    }
                    emptyLines(writing, owner, remains.aliases());
                    Forgetting.keep(writing.db(), remains.hashes());
                    List<String> stale = stale(writing, owner, at, remains.models());
                    writing.forgetNames(circle);
                    return new Forgotten.Erased(messages, quoted, stale);
                });
    }

    private static void take(Message message, Quotes quotes, Remains remains) {
        quotes.add(message.text());
        remains.add(message);
    }

    private static long erase(Writing writing, Owner owner, Instant at, Consumer<Message> deleted) {
        long messages = 0;
        for (Account account : owner.accounts()) {
            messages += new Forgetting(writing.db(), account.row()).forget(at, deleted);
        }
        return messages;
    }

    /// Prompts may have them under each name.
    private static void emptyLines(Writing writing, Owner owner, Set<SpeakerName> aliases) {
        Forgetting forgetting = new Forgetting(writing.db(), owner.head().row());
        Stream.concat(owner.speakers().stream(), aliases.stream())
                .distinct()
                .forEach(name -> forgetting.emptyLinesThatHeard(name.text()));
    }

    /// Notes which of `models` saw them.
    private List<String> stale(
            Writing writing, Owner owner, Instant at, Map<String, Set<SpeakerName>> models) {
        List<String> stale = new ArrayList<>();
        models.forEach(
                (version, seen) -> {
                    List<SpeakerName> theirs =
                            owner.speakers().stream().filter(seen::contains).toList();
                    theirs.forEach(
                            name -> Forgetting.stale(writing, circle, version, name.text(), at));
                    if (!theirs.isEmpty()) {
                        stale.add(version);
                    }
                });
        return stale;
    }

    /// Versions of the circle's model that saw somebody who was forgotten, whatever became of them,
    /// with the names by which they know them.
    public Map<String, Set<SpeakerName>> staleModels() {
        Map<String, Set<SpeakerName>> stale = new TreeMap<>();
        database.read(
                        db ->
                                db.createQuery(STALE)
                                        .bind(0, circle.name())
                                        .map(
                                                (row, _) ->
                                                        Map.entry(
                                                                row.getString(1),
                                                                new SpeakerName(row.getString(2))))
                                        .list())
                .forEach(
                        one ->
                                stale.computeIfAbsent(one.getKey(), _ -> new TreeSet<>())
                                        .add(one.getValue()));
        return Collections.unmodifiableMap(stale);
    }

    /// Everyone who was ever forgotten, those who agreed again among them: an entry for each of
    /// their accounts and names, in the order in which they were first stored.
    public List<Forgotten> forgotten() {
        return database.read(db -> Accounts.all(db, circle)).stream()
                .flatMap(owner -> owner.accounts().stream())
                .flatMap(Consents::forgotten)
                .toList();
    }

    private static Stream<Forgotten> forgotten(Account account) {
        return account.forgotten().stream()
                .flatMap(
                        at ->
                                Stream.concat(
                                                Stream.of(account.name().speaker()),
                                                account.name().former().stream())
                                        .map(
                                                name ->
                                                        new Forgotten(
                                                                name,
                                                                List.of(account.handle()),
                                                                at)));
    }
}
