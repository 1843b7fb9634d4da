package dev.understudy.archive.people;

import dev.understudy.archive.account.Account;
import dev.understudy.archive.account.Accounts;
import dev.understudy.archive.account.Owner;
import dev.understudy.archive.people.Change.Alias;
import dev.understudy.archive.people.Change.Bot;
import dev.understudy.archive.people.Change.Exclude;
import dev.understudy.archive.people.Change.Merge;
import dev.understudy.archive.people.Change.Rename;
import dev.understudy.archive.people.Change.Said;
import dev.understudy.archive.people.Change.Split;
import dev.understudy.archive.table.Rows;
import dev.understudy.archive.table.Writing;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import dev.understudy.chat.SpeakerName;
import dev.understudy.settings.UserError;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Makes changes in the rows of one circle. Of use in one transaction.
final class Registry {
    /// A name that an operator gave is newer than those of all messages.
    private static final Instant PINNED = Instant.parse("9999-12-31T00:00:00Z");

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_NOTE = 1000;

    private final Writing writing;
    private final Circle circle;
    private final org.jdbi.v3.core.Handle db;

    Registry(Writing writing, Circle circle) {
        this.writing = writing;
        this.circle = circle;
        db = writing.db();
        writing.hold(circle);
    }

    void make(Change change) {
        switch (change) {
            case Merge(Handle into, List<Handle> others) ->
                    others.forEach(other -> merge(owner(into), owner(other)));
            case Split(List<Handle> handles) -> split(owner(handles.getFirst()), handles);
            case Rename(Handle whose, SpeakerName speaker, String display) ->
                    rename(owner(whose), speaker, display);
            case Alias(Handle whose, String name, boolean added) ->
                    alias(owner(whose), line(name), added);
            case Bot(Handle handle, boolean is) ->
                    db.execute("UPDATE person SET bot = ? WHERE id = ?", is, account(handle).row());
            case Exclude(Handle whose, boolean out) -> exclude(owner(whose), out);
            case Said said -> said(owner(said.whose()), said);
        }
        writing.forgetNames(circle);
    }

    private Owner owner(Handle handle) {
        return Accounts.of(db, circle, handle)
                .orElseThrow(
                        () ->
                                new UserError(
                                        "Nobody in %s writes as %s.".formatted(circle, handle),
                                        "understudy people --circle %s lists who does."
                                                .formatted(circle)));
    }

    private Account account(Handle handle) {
        return owner(handle).accounts().stream()
                .filter(one -> one.handle().equals(handle))
                .findFirst()
                .orElseThrow();
    }

    /// A name as people write it, in one line.
    private static String line(String name) {
        String line = name.replaceAll("[\\s\\h\\v\\p{Cc}]+", " ").strip();
        if (line.isEmpty() || line.length() > LONGEST_NAME || line.replace(":", "").isBlank()) {
            throw new UserError(
                    "This cannot be a name: it has %,d characters.".formatted(line.length()),
                    "Use 1 to %d, with a letter among them.".formatted(LONGEST_NAME));
        }
        return line;
    }

    private void merge(Owner into, Owner other) {
        if (into.head().row() != other.head().row()) {
            for (Account account : other.accounts()) {
                own(account, into.head());
            }
        }
    }

    private void own(Account account, Account head) {
        Optional<Long> owner =
                account.row() == head.row() ? Optional.empty() : Optional.of(head.row());
        db.createUpdate("UPDATE person SET merged_into = ? WHERE id = ?")
                .bind(0, owner.orElse(null))
                .bind(1, account.row())
                .execute();
    }

    /// The name stays with those that stay: where its account leaves, it is given to another.
    private void split(Owner owner, List<Handle> handles) {
        List<Account> leaving =
                owner.accounts().stream().filter(one -> handles.contains(one.handle())).toList();
        List<Account> staying =
                owner.accounts().stream().filter(one -> !handles.contains(one.handle())).toList();
        if (leaving.size() != handles.stream().distinct().count()) {
            throw new UserError(
                    "Not all of them are accounts of " + owner.head().name().speaker() + ".",
                    "Take accounts out of one person at a time.");
        }
        if (staying.isEmpty()) {
            throw new UserError(
                    "%s has no other account.".formatted(owner.head().name().speaker()),
                    "A person is split when they have several; rename gives another name.");
        }
        if (leaving.contains(owner.head())) {
            exchange(owner.head(), staying.getFirst());
        }
        leaving.forEach(account -> own(account, leaving.getFirst()));
        staying.forEach(account -> own(account, staying.getFirst()));
    }

    /// Gives each what the other is called.
    private void exchange(Account one, Account other) {
        Instant since = namedAt(one);
        show(one, other.name().display(), namedAt(other));
        show(other, one.name().display(), since);
        call(one, "\u0001" + one.row());
        call(other, one.name().speaker().text());
        call(one, other.name().speaker().text());
        db.execute(
                "UPDATE alias SET person_id = ? WHERE person_id = ? AND name NOT IN"
                        + " (SELECT a.name FROM alias a WHERE a.person_id = ?)",
                other.row(),
                one.row(),
                other.row());
    }

    private Instant namedAt(Account account) {
        return db.createQuery("SELECT named_at FROM person WHERE id = ?")
                .bind(0, account.row())
                .map((row, _) -> Rows.requiredInstant(row, 1))
                .one();
    }

    private void show(Account account, String display, Instant since) {
        db.execute(
                "UPDATE person SET display_name = ?, named_at = ? WHERE id = ?",
                display,
                Rows.time(since),
                account.row());
    }

    private void call(Account account, String speaker) {
        db.execute("UPDATE person SET speaker = ? WHERE id = ?", speaker, account.row());
    }

    private void rename(Owner owner, SpeakerName wanted, String display) {
        SpeakerName before = owner.head().name().speaker();
        if (!wanted.equals(before)) {
            line(wanted.text());
            refuseOthers(owner, wanted);
            take(owner, before, wanted);
        }
        if (!display.strip().equals(owner.person().displayName().strip())) {
            show(owner.head(), line(display), PINNED);
        }
    }

    private void refuseOthers(Owner owner, SpeakerName wanted) {
        for (Owner other : Accounts.all(db, circle)) {
            if (other.head().row() != owner.head().row() && other.speakers().contains(wanted)) {
                boolean hidden = !other.head().name().speaker().equals(wanted);
                throw new UserError(
                        hidden
                                ? wanted + " was somebody else's name, and models may know it."
                                : "There is a " + wanted + " in " + circle + " already.",
                        "Choose another name; if both are one human, merge them.");
            }
        }
    }

    /// Gives `wanted` to the owner's first account, from another of theirs if one has it. The name
    /// before is remembered where it is nobody's any more.
    private void take(Owner owner, SpeakerName before, SpeakerName wanted) {
        Account head = owner.head();
        Optional<Account> holder =
                owner.accounts().stream()
                        .filter(account -> account.name().speaker().equals(wanted))
                        .findFirst();
        if (holder.isPresent()) {
            call(head, "\u0001" + head.row());
            call(holder.get(), before.text());
            call(head, wanted.text());
            return;
        }
        long circleId = writing.names(circle).circleId();
        db.execute(
                "DELETE FROM former_speaker WHERE circle_id = ? AND speaker = ?",
                circleId,
                wanted.text());
        db.execute(
                "INSERT INTO former_speaker (circle_id, speaker, person_id) VALUES (?, ?, ?)",
                circleId,
                before.text(),
                head.row());
        call(head, wanted.text());
    }

    private void alias(Owner owner, String name, boolean added) {
        for (Account account : owner.accounts()) {
            db.execute(
                    "DELETE FROM alias WHERE person_id = ? AND LOWER(name) = LOWER(?)",
                    account.row(),
                    name);
        }
        if (added) {
            db.execute(
                    "INSERT INTO alias (person_id, name) VALUES (?, ?)", owner.head().row(), name);
        }
    }

    private void exclude(Owner owner, boolean out) {
        owner.accounts()
                .forEach(
                        account ->
                                db.execute(
                                        "UPDATE person SET excluded = ? WHERE id = ?",
                                        out,
                                        account.row()));
    }

    /// A grant is noted at one account, so that it is of no use to another that turns out to be
    /// somebody else's; anything else at all of them.
    private void said(Owner owner, Said said) {
        List<Account> where = said.consent().isGranted() ? List.of(owner.head()) : owner.accounts();
        for (Account account : where) {
            db.execute(
                    """
                    UPDATE person SET consent = ?, consent_how = ?, consent_at = ?,
                        consent_note = ?
                    WHERE id = ?""",
                    said.consent().state().name(),
                    said.consent().how().name(),
                    Rows.time(said.consent().at()),
                    Rows.cut(said.note(), LONGEST_NOTE),
                    account.row());
        }
    }
}
