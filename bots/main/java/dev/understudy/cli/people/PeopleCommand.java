package dev.understudy.cli.people;

import dev.understudy.archive.live.Consent;
import dev.understudy.archive.people.Change;
import dev.understudy.archive.people.Member;
import dev.understudy.archive.people.PeopleFile;
import dev.understudy.archive.people.Suggestions;
import dev.understudy.chat.Circle;
import dev.understudy.chat.SpeakerName;
import dev.understudy.cli.console.Workplace;
import dev.understudy.cli.storage.Records;
import dev.understudy.cli.training.Permission;
import dev.understudy.configuration.Configuration;
import dev.understudy.configuration.ConfigurationFile;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// `understudy people`: the people of a circle.
@Command(
        name = "people",
        header = "List a circle's people, and say who is who and whose words may be used.",
        description = {
            "",
            "Lists everyone: name in transcripts, messages, dates, consent, names and handles."
                    + " People are named by any of their names, in any case, or by a handle."
        },
        synopsisSubcommandLabel = "[COMMAND]",
        footer = {"", "Example:", "  understudy people merge ALICE 'ALICE ADAMS' --circle friends"})
public final class PeopleCommand implements Runnable {
    private static final Clock CLOCK = Clock.systemUTC();

    @ParentCommand private @Nullable Workplace understudy;
    @Spec private CommandSpec spec;

    @Option(
            names = "--circle",
            paramLabel = "<name>",
            scope = ScopeType.INHERIT,
            description = "The circle whose people they are.")
    private @Nullable Circle circle;

    @Option(
            names = "--dry-run",
            scope = ScopeType.INHERIT,
            description = "Say what would change; change nothing.")
    private boolean dryRun;

    @Option(
            names = "--config",
            paramLabel = "<file>",
            scope = ScopeType.INHERIT,
            description = "Use this file of settings. Default: understudy.yml in the data folder")
    private @Nullable Path config;

    @Override
    public void run() {
        open(
                ledger ->
                        table(ledger)
                                .print(
                                        ledger.roster().members(),
                                        ledger.roster().activity(),
                                        ledger.permission().policy()));
    }

    @Command(
            name = "merge",
            header = "Say that several people are one.",
            description = {
                "",
                "The first keeps the name; handles and messages of all are theirs. split undoes it."
            },
            footer = {"", "Example:", "  understudy people merge ALICE alice_a --circle friends"})
    void merge(
            @Parameters(arity = "2..*", paramLabel = "<name>", description = "Who is one human.")
                    List<String> names) {
        change(
                ledger -> {
                    List<Member> meant = names.stream().map(ledger::find).distinct().toList();
                    if (meant.size() < 2) {
                        throw new UserError(
                                "They are one person already: " + meant.getFirst() + ".",
                                "Name two who are listed apart.");
                    }
                    return List.of(
                            new Change.Merge(
                                    meant.getFirst().handle(),
                                    meant.stream().skip(1).map(Member::handle).toList()));
                });
    }

    @Command(
            name = "split",
            header = "Say that some handles of a person are somebody else's.",
            description = {"", "They become one person, with the name that they had before."},
            footer = {
                "",
                "Example:",
                "  understudy people split ALICE discord:112233445566778899 --circle friends"
            })
    void split(
            @Parameters(index = "0", paramLabel = "<name>", description = "Whose they are now.")
                    String name,
            @Parameters(
                            index = "1..*",
                            arity = "1..*",
                            paramLabel = "<handle>",
                            description = "As the list has them.")
                    List<String> handles) {
        change(
                ledger -> {
                    Member member = ledger.find(name);
                    return List.of(
                            new Change.Split(
                                    handles.stream()
                                            .map(written -> Ledger.handle(member, written))
                                            .distinct()
                                            .toList()));
                });
    }

    @Command(
            name = "rename",
            header = "Give a person another name.",
            description = {
                "",
                "In transcripts it is written in capitals. Models that are trained already know the"
                        + " old one."
            },
            footer = {"", "Example:", "  understudy people rename xX_al_Xx Alice --circle friends"})
    void rename(
            @Parameters(index = "0", paramLabel = "<name>", description = "Their name now.")
                    String name,
            @Parameters(index = "1", paramLabel = "<new-name>", description = "Their new name.")
                    String wanted) {
        change(
                ledger ->
                        List.of(
                                new Change.Rename(
                                        ledger.find(name).handle(),
                                        SpeakerName.of(wanted),
                                        wanted)));
    }

    @Command(
            name = "alias",
            header = "Note another name by which friends call a person.",
            description = {"", "Clones answer to it as well."},
            footer = {"", "Example:", "  understudy people alias Alice Ally --circle friends"})
    void alias(
            @Parameters(index = "0", paramLabel = "<name>", description = "Who it is.") String name,
            @Parameters(index = "1", paramLabel = "<alias>", description = "The other name.")
                    String alias,
            @Option(names = "--off", description = "They are not called so any more.")
                    boolean off) {
        change(ledger -> List.of(new Change.Alias(ledger.find(name).handle(), alias, !off)));
    }

    @Command(
            name = "bot",
            header = "Say that a handle, or all of a person's, is a bot's.",
            description = {
                "",
                "What is written through it counts as a bot's, from imports and live."
            },
            footer = {"", "Example:", "  understudy people bot telegram:user99 --circle friends"})
    void bot(
            @Parameters(paramLabel = "<name>", description = "A handle, or a person.") String name,
            @Option(names = "--off", description = "It is a human's.") boolean off) {
        change(
                ledger ->
                        ledger.handles(name).stream()
                                .<Change>map(handle -> new Change.Bot(handle, !off))
                                .toList());
    }

    @Command(
            name = "exclude",
            header = "Keep a person's messages, and use them for nothing.",
            description = {"", "No corpus, model or reply uses them. include undoes it."},
            footer = {"", "Example:", "  understudy people exclude Carmen --circle friends"})
    void exclude(
            @Parameters(paramLabel = "<name>", description = "Whom to leave out.") String name) {
        change(ledger -> List.of(new Change.Exclude(ledger.find(name).handle(), true)));
    }

    @Command(
            name = "include",
            header = "Use the messages of a person again who was excluded.",
            footer = {"", "Example:", "  understudy people include Carmen --circle friends"})
    void include(
            @Parameters(paramLabel = "<name>", description = "Whom to use again.") String name) {
        change(ledger -> List.of(new Change.Exclude(ledger.find(name).handle(), false)));
    }

    /// What a person can have said.
    enum Word {
        GRANTED,
        REFUSED
    }

    @Command(
            name = "consent",
            header = "Note what a person said to being kept and cloned.",
            description = {
                "",
                "It counts until they say otherwise, here or with /consent where clones speak."
            },
            footer = {
                "",
                "Example:",
                "  understudy people consent Alice granted --note 'by e-mail' --circle friends"
            })
    void consent(
            @Parameters(index = "0", paramLabel = "<name>", description = "Who said it.")
                    String name,
            @Parameters(index = "1", paramLabel = "<word>", description = "granted or refused.")
                    Word word,
            @Option(
                            names = "--note",
                            paramLabel = "<text>",
                            defaultValue = "",
                            description = "Keep how that is known.")
                    String note) {
        Consent said =
                new Consent(
                        switch (word) {
                            case GRANTED -> Consent.State.GRANTED;
                            case REFUSED -> Consent.State.REFUSED;
                        },
                        Consent.How.OPERATOR,
                        CLOCK.instant());
        change(ledger -> List.of(new Change.Said(ledger.find(name).handle(), said, note)));
    }

    @Command(
            name = "suggest",
            header = "Show who is probably one person, and why.",
            description = {
                "",
                "Compares phone numbers, e-mail addresses and names across apps. Changes nothing."
            },
            footer = {"", "Example:", "  understudy people suggest --circle friends"})
    void suggest() {
        open(ledger -> table(ledger).print(Suggestions.of(ledger.roster().members())));
    }

    @Command(
            name = "export",
            header = "Write the people into a file to edit.",
            description = {"", "apply reads it back."},
            footer = {"", "Example:", "  understudy people export people.yml --circle friends"})
    void export(
            @Parameters(paramLabel = "<file>", description = "Write this YAML file.") Path file) {
        open(
                ledger -> {
                    List<Member> members = ledger.roster().members();
                    Path part = file.resolveSibling(file.getFileName() + ".part");
                    try {
                        Files.writeString(
                                part,
                                new PeopleFile(file.toString(), ledger.circle()).write(members));
                        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
                    } catch (IOException unwritable) {
                        throw new UserError(
                                file + " cannot be written: " + unwritable.getMessage() + ".",
                                "Name a file in a folder that can be written.",
                                unwritable);
                    }
                    ledger.out().printf("%s has %d people.%n", file, members.size());
                });
    }

    @Command(
            name = "apply",
            header = "Make people as an edited file has them.",
            description = {"", "--dry-run shows what that changes."},
            footer = {
                "",
                "Example:",
                "  understudy people apply people.yml --dry-run --circle friends"
            })
    void apply(@Parameters(paramLabel = "<file>", description = "Read this YAML file.") Path file) {
        byte[] yaml;
        try {
            yaml = Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UserError(
                    file + " cannot be read.",
                    "Write it with understudy people export, and name it here.",
                    unreadable);
        }
        change(
                ledger ->
                        ledger.roster()
                                .plan(
                                        new PeopleFile(file.toString(), ledger.circle())
                                                .read(yaml, ledger.roster().members()),
                                        CLOCK.instant()));
    }

    @Command(
            name = "forget",
            header = "Delete all that a person wrote, for good.",
            description = {
                "",
                "Also what others repeat of it, what their clone said, and what was built of the"
                        + " circle's words. No import brings it back. Models that saw it are named."
            },
            footer = {"", "Example:", "  understudy people forget Carmen --circle friends"})
    void forget(
            @Parameters(paramLabel = "<name>", description = "Whom to forget.") String name,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        open(
                ledger -> {
                    Member member = ledger.find(name);
                    if (dryRun) {
                        ledger.out().println(member + " would be forgotten: nothing was changed.");
                    } else {
                        if (!yes) {
                            Confirmation.require(member, workplace().streams());
                        }
                        ledger.forget(member, CLOCK);
                    }
                });
    }

    /// Changes to be made in an open archive.
    private interface Intent {
        List<Change> in(Ledger ledger);
    }

    private void change(Intent intent) {
        open(ledger -> ledger.make(intent.in(ledger), dryRun));
    }

    private void open(Consumer<Ledger> work) {
        Home home = workplace().home();
        Permission permission = new Permission(home, circle(), () -> settings(home));
        try (Records.Held records = permission.records().open()) {
            work.accept(Ledger.of(permission, records.archive(), workplace().streams().out()));
        }
    }

    private Configuration settings(Home home) {
        return Optional.ofNullable(config)
                .map(file -> new ConfigurationFile(file).read())
                .orElseGet(() -> Permission.in(home, circle()).settings().get());
    }

    private Workplace workplace() {
        return Objects.requireNonNull(understudy, "picocli sets the parent command");
    }

    private Circle circle() {
        if (circle == null) {
            throw new ParameterException(
                    spec.commandLine(), "Missing required option: '--circle=<name>'.");
        }
        return circle;
    }

    private static PeopleTable table(Ledger ledger) {
        return new PeopleTable(ledger.circle(), ledger.out());
    }
}
