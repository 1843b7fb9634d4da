package dev.understudy.cli;

import dev.understudy.chat.Circle;
import dev.understudy.cli.training.Importing;
import dev.understudy.imports.ImportOptions;
import dev.understudy.imports.whatsapp.DateOrder;
import dev.understudy.settings.Home;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
                    + " data package, WhatsApp's exported chats, Signal's plaintext export,"
                    + " signal-export's and sigtop's files, iMessage's chat.db, imessage-exporter's"
                    + " text and plain transcripts. Importing something twice changes nothing; a damaged export changes nothing either."
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
                            + " signal-export, sigtop, imessage, imessage-text or plain."
                            + " Default: what the content looks like")
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
                    "Read WhatsApp's dates as dmy, mdy or ymd. Default: what all of them tell")
    private @Nullable DateOrder dateOrder;

    @Option(
            names = "--owner",
            paramLabel = "<name>",
            description =
                    "Call who exported so, in Signal's and iMessage's files, which do not name"
                            + " them; name them if two people's go into one circle. Default: Me")
    private @Nullable String owner;

    @Option(names = "--dry-run", description = "Show what would be imported; store nothing.")
    private boolean dryRun;

    @Override
    public void run() {
        Understudy parent = Understudy.parentOf(understudy);
        ImportOptions options =
                new ImportOptions(
                        Optional.ofNullable(format),
                        Optional.ofNullable(zone).orElseGet(ZoneId::systemDefault),
                        Optional.ofNullable(dateOrder),
                        Optional.ofNullable(owner));
        Home home = parent.home();
        Importing importing = new Importing(home, parent.streams());
        if (dryRun) {
            importing.check(paths, options);
        } else {
            try (Home.Lock _ = home.lock()) {
                importing.run(paths, circle, options);
            }
        }
    }
}
