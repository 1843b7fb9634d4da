package dev.understudy.cli.people;

import dev.understudy.archive.Archive;
import dev.understudy.archive.live.Forgotten;
import dev.understudy.archive.people.Change;
import dev.understudy.archive.people.Change.Alias;
import dev.understudy.archive.people.Change.Bot;
import dev.understudy.archive.people.Change.Exclude;
import dev.understudy.archive.people.Change.Merge;
import dev.understudy.archive.people.Change.Rename;
import dev.understudy.archive.people.Change.Said;
import dev.understudy.archive.people.Change.Split;
import dev.understudy.archive.people.Member;
import dev.understudy.archive.people.Members;
import dev.understudy.archive.people.Roster;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import dev.understudy.cli.training.Permission;
import dev.understudy.cli.training.SaltFile;
import dev.understudy.clone.Models;
import dev.understudy.finetune.Derived;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import dev.understudy.stage.leak.LeakGuard;
import dev.understudy.stage.leak.Traces;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// The people of one circle in an open archive, and what is said of changes to them. The caller
/// holds the home folder's lock. One thread.
record Ledger(Permission permission, Archive archive, PrintStream out) {
    private Home home() {
        return permission.home();
    }

    Circle circle() {
        return permission.circle();
    }

    /// Throws UserError when nobody ever wrote in the circle.
    static Ledger of(Permission permission, Archive archive, PrintStream out) {
        Ledger ledger = new Ledger(permission, archive, out);
        if (ledger.roster().members().isEmpty()) {
            throw new UserError(
                    "The circle " + permission.circle() + " has no people yet.",
                    "Import a chat: understudy import result.json --circle " + permission.circle());
        }
        return ledger;
    }

    Roster roster() {
        return archive.roster(circle());
    }

    Members members() {
        return new Members(roster().members());
    }

    Member find(String name) {
        return members().find(name);
    }

    /// The handle that is written so, or all of whoever is called so.
    List<Handle> handles(String nameOrHandle) {
        Member member = find(nameOrHandle);
        return member.person().handles().stream()
                .filter(handle -> handle.toString().equalsIgnoreCase(nameOrHandle.strip()))
                .findFirst()
                .map(List::of)
                .orElse(member.person().handles());
    }

    /// The handle of `member` that is written so. Throws UserError when they have none.
    static Handle handle(Member member, String written) {
        return member.person().handles().stream()
                .filter(handle -> handle.toString().equalsIgnoreCase(written.strip()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UserError(
                                        member + " does not write as " + written.strip() + ".",
                                        "They write as "
                                                + joined(member.person().handles())
                                                + "."));
    }

    /// Makes `changes`, or only says what they would be.
    void make(List<Change> changes, boolean dryRun) {
        List<Member> before = roster().members();
        List<String> lines = new ArrayList<>();
        for (Change change : changes) {
            lines.add(line(before, change));
        }
        if (dryRun) {
            roster().after(changes);
        } else {
            roster().apply(changes);
        }
        lines.forEach(out::println);
        if (!dryRun && derived().withdraw(permission.usable(archive))) {
            out.println(
                    "The circle's corpus or last run had words that may not be used any more, and"
                            + " is deleted.");
        }
        if (changes.isEmpty()) {
            out.println("Nothing changes.");
        } else if (dryRun) {
            out.println("Nothing was changed: this is a dry run.");
        }
    }

    private static String line(List<Member> people, Change change) {
        return switch (change) {
            case Merge(Handle into, List<Handle> others) ->
                    "merge: %s is %s, too."
                            .formatted(
                                    others.stream()
                                            .map(other -> name(people, other))
                                            .collect(Collectors.joining(", ")),
                                    name(people, into));
            case Split(List<Handle> handles) ->
                    "split: %s of %s is somebody else's."
                            .formatted(joined(handles), name(people, handles.getFirst()));
            case Rename rename ->
                    "rename: %s is %s (%s) from now on."
                            .formatted(
                                    name(people, rename.whose()),
                                    rename.speaker(),
                                    rename.display());
            case Alias alias ->
                    "alias: %s is %s called %s."
                            .formatted(
                                    name(people, alias.whose()),
                                    alias.added() ? "also" : "no longer",
                                    alias.name());
            case Bot bot -> "bot: %s is %s bot.".formatted(bot.handle(), bot.is() ? "a" : "no");
            case Exclude exclude ->
                    exclude.out()
                            ? "exclude: %s is kept, and left out of all use."
                                    .formatted(name(people, exclude.whose()))
                            : "include: %s is of use again."
                                    .formatted(name(people, exclude.whose()));
            case Said said ->
                    "consent: %s is %s."
                            .formatted(
                                    name(people, said.whose()),
                                    said.consent().state().name().toLowerCase(Locale.ROOT));
        };
    }

    private static String name(List<Member> people, Handle handle) {
        return people.stream()
                .filter(member -> member.person().handles().contains(handle))
                .map(Member::name)
                .findFirst()
                .orElseGet(handle::toString);
    }

    private static String joined(List<Handle> handles) {
        return handles.stream().map(Handle::toString).collect(Collectors.joining(", "));
    }

    private Derived derived() {
        return new Derived(home(), circle());
    }

    /// Forgets `member`, as they could themselves with /forget-me, and says what that leaves. The
    /// circle's corpus and last run come to nothing: they have their words.
    void forget(Member member, Clock clock) {
        LeakGuard leaks = new LeakGuard(SaltFile.in(home(), archive));
        Models models = new Models(home().model(circle().name()));
        Forgotten.Erased erased =
                archive.live(circle())
                        .consents()
                        .forget(
                                member.handle(),
                                clock.instant(),
                                new Traces(leaks, Set.of(), models::casts));
        models.markStale(erased.staleModels());
        derived().forget();
        out.printf(
                Locale.ROOT,
                "%s is forgotten: %,d messages are deleted, and what %,d others repeated of"
                        + " them.%n",
                member,
                erased.messages(),
                erased.quotes());
        out.println(
                "So are the circle's corpus, last run and page of figures. What was written with"
                        + " --out is yours to delete.");
        if (erased.staleModels().isEmpty()) {
            out.println("No version of the model has seen them.");
        } else {
            out.printf(
                    "These versions of the model have seen them: %s. They never go live again."
                            + " Train without them; that removes them, too: understudy train"
                            + " --circle %s --fresh%n",
                    erased.staleModels().stream()
                            .map(version -> circle() + "@" + version)
                            .collect(Collectors.joining(", ")),
                    circle());
        }
    }
}
