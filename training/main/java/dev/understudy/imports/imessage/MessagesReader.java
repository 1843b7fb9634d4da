package dev.understudy.imports.imessage;

import dev.understudy.imports.files.Export;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.ExportReader;
import dev.understudy.imports.format.Intake;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads `chat.db`, the database of Messages on a Mac, or the folder or zip in which it lies with
/// its write-ahead log. It is never changed. Memory: one message, the addresses and chats.
///
/// Source: databases of macOS 10.12 to 15, and ReagentX/imessage-exporter's notes on their tables.
public final class MessagesReader implements ExportReader {
    private static final String LOG = "-wal";

    /// What lies beside the database in the folder of Messages.
    private static final Pattern BESIDE =
            Pattern.compile(
                    "(chat|sms)\\.db(-wal|-shm)?|(Attachments|StickerCache|NickNameCache)/.*");

    private final Optional<String> owner;

    /// A reader for one person's databases.
    ///
    /// @param owner what to call the Mac's owner, whose name is not in it; empty for `Me`
    public MessagesReader(Optional<String> owner) {
        this.owner = owner;
    }

    @Override
    public String name() {
        return "imessage";
    }

    @Override
    public String title() {
        return "iMessage (chat.db of a Mac)";
    }

    @Override
    public boolean recognises(Export export) {
        Optional<ExportFile> file = database(export);
        if (file.isEmpty()) {
            return false;
        }
        try {
            if (!Database.isSqlite(file.get())) {
                return false;
            }
            try (Database database = Database.open(file.get(), log(export, file.get()))) {
                return MessageRows.areIn(database);
            }
        } catch (IOException | SQLException undecided) {
            return false;
        }
    }

    private static Optional<ExportFile> database(Export export) {
        boolean whole =
                export.files().stream().allMatch(file -> BESIDE.matcher(file.name()).matches());
        Optional<ExportFile> inside =
                whole ? export.file("chat.db").or(() -> export.file("sms.db")) : Optional.empty();
        return export.single().or(() -> inside);
    }

    /// The write-ahead log: in the export, or beside a file that was named alone.
    private static Optional<ExportFile> log(Export export, ExportFile file) throws IOException {
        Path beside = file.path().resolveSibling(file.path().getFileName() + LOG);
        return export.single().isPresent() && Files.isRegularFile(beside)
                ? Optional.of(ExportFile.of(beside))
                : export.file(file.name() + LOG);
    }

    @Override
    public void read(Export export, Intake intake) {
        ExportFile file = database(export).orElseThrow(() -> foreign(export.path().toString()));
        long[] read = {0};
        try {
            if (!Database.isSqlite(file)) {
                throw foreign(file.toString());
            }
            try (Database database = Database.open(file, log(export, file))) {
                read(database, file, intake, read);
            }
        } catch (SQLException damaged) {
            throw new UserError(
                    file
                            + " is damaged: "
                            + String.valueOf(damaged.getMessage()).replaceAll("\\s+", " ")
                            + "; whole messages before that: "
                            + read[0]
                            + ".",
                    "Copy chat.db and chat.db-wal again while Messages is closed.",
                    damaged);
        } catch (IOException unreadable) {
            throw new UserError(
                    file + " cannot be read: " + unreadable.getMessage() + ".",
                    "Check the disk and the rights to the file (on a Mac the terminal needs Full"
                            + " Disk Access), then run the command again.",
                    unreadable);
        }
    }

    /// @param read counts the rows that were taken
    private void read(Database database, ExportFile file, Intake intake, long[] read)
            throws SQLException {
        if (!MessageRows.areIn(database)) {
            throw foreign(file.toString());
        }
        Contacts contacts = Contacts.of(database);
        MessageRows rows = new MessageRows(database, contacts);
        Translation translation =
                new Translation(file, contacts.owner(), owner.orElse("Me"), intake);
        long all = Math.max(1, rows.count());
        rows.forEach(
                row -> {
                    translation.take(row);
                    intake.position((long) ((double) ++read[0] / all * file.bytes()));
                });
        intake.position(file.bytes());
    }

    private static UserError foreign(String what) {
        return new UserError(
                what + " is no database of Messages with the tables message and handle.",
                "Name the chat.db from the folder Library/Messages of a Mac.");
    }
}
