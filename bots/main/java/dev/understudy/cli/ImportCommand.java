package dev.understudy.cli;

import dev.understudy.chat.Circle;
import dev.understudy.cli.storage.ConfigOption;
import dev.understudy.cli.storage.Records;
import dev.understudy.cli.training.Importing;
import dev.understudy.imports.ImportOptions;
import dev.understudy.imports.whatsapp.DateOrder;
import dev.understudy.settings.Home;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `understudy import`: chat exports into the archive.
@Command(
        name = "import",
        header = "Import chat exports into a circle's archive.",
        description = {
            "",
            "Reads Telegram Desktop's result.json, DiscordChatExporter's JSON and CSV, Discord's"
                    + " data package, the exports of WhatsApp, Signal (its own, signal-export's,"
                    + " sigtop's), iMessage (chat.db, imessage-exporter's text), Messenger,"
                    + " Instagram, Slack, Element and Google Chat, IRC logs, tweets, tables, plain"
                    + " transcripts and documents. Importing something twice changes nothing. Of a"
                    + " damaged export all whole messages before the damage are stored, and the"
                    + " exit code is 1."
        },
        footer = {"", "Example:", "  understudy import result.json --circle friends"})
final class ImportCommand implements Runnable {
    @ParentCommand private @Nullable Understudy understudy;

    @Parameters(
            arity = "1..*",
            paramLabel = "<path>",
            description = "Read these files, or all exports in these folders and zips.")
    private List<Path> paths = List.of();

    @Option(
            names = "--circle",
            paramLabel = "<name>",
            required = true,
            description = "Store the messages in this circle; it is made if need be.")
    private Circle circle;

    @Option(
            names = "--format",
            paramLabel = "<name>",
            description =
                    "Read as telegram, discord, discord-csv, discord-package, whatsapp, signal,"
                            + " signal-export, sigtop, imessage, imessage-text, messenger,"
                            + " instagram, slack, matrix, google-chat, irc, twitter, twitter-csv,"
                            + " csv, plain or text. Default: what the content looks like, which is"
                            + " never text")
    private @Nullable String format;

    @Option(
            names = "--zone",
            paramLabel = "<zone>",
            description =
                    "Take times without a zone, as WhatsApp's and those in old exports, for this"
                            + " one. Default: this computer's")
    private @Nullable ZoneId zone;

    @Option(
            names = "--date-order",
            paramLabel = "<order>",
            description =
                    "Read dates, WhatsApp's or a table's, as dmy, mdy or ymd. Default: what all of"
                            + " them tell")
    private @Nullable DateOrder dateOrder;

    @Option(
            names = "--columns",
            paramLabel = "<what=name>",
            split = ",",
            description =
                    "Take a table's columns by these names, as in sender=who,text=said,time=when;"
                            + " id and channel, too. Default: by their usual names")
    private Map<String, String> columns = Map.of();

    @Option(
            names = "--owner",
            paramLabel = "<name>",
            description =
                    "Call whose export it is so, where it does not tell: who wrote documents and"
                            + " tweets, who speaks as \"Me\" in Signal's and iMessage's files. Name"
                            + " them if two people's go into one circle")
    private @Nullable String owner;

    @Option(
            names = "--split-at",
            paramLabel = "<line>",
            description =
                    "Cut documents at such lines: \"\" for empty ones; \\n makes every line a"
                            + " document. Default: each file is one")
    private @Nullable String splitAt;

    @Option(names = "--dry-run", description = "Show what would be imported; store nothing.")
    private boolean dryRun;

    @Mixin private ConfigOption config = new ConfigOption();

    @Override
    public void run() {
        Understudy parent = Understudy.parentOf(understudy);
        ImportOptions options =
                new ImportOptions(
                        Optional.ofNullable(format),
                        Optional.ofNullable(zone).orElseGet(ZoneId::systemDefault),
                        Optional.ofNullable(dateOrder),
                        columns,
                        Optional.ofNullable(owner).filter(name -> !name.isBlank()),
                        Optional.ofNullable(splitAt));
        Home home = parent.home();
        Importing importing = new Importing(parent.streams());
        if (dryRun) {
            importing.check(paths, options);
        } else {
            try (Records.Held records = new Records(home, config.settings(home)).open()) {
                importing.run(paths, circle, records.archive(), options);
            }
        }
    }
}
