package dev.understudy.imports.discord;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Message.Kind;
import dev.understudy.chat.Platform;
import dev.understudy.imports.csv.CsvRows;
import dev.understudy.imports.csv.CsvRows.Row;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.CountedStream;
import dev.understudy.imports.format.Damages;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.format.Reason;
import dev.understudy.imports.json.Json;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Makes ours of the messages of a data package, channel by channel. One thread.
final class PackageMessages {
    private static final List<String> HEADER =
            List.of("ID", "Timestamp", "Contents", "Attachments");

    private static final String AGAIN =
            "Download the package again and import it: only what is missing is added.";

    private final Owner owner;
    private final Intake intake;
    private final Damages damages = new Damages();
    private long finished;
    private long count;

    /// One message as it stands in the file.
    private record Written(
            String id, String timestamp, String contents, String attachments, long line) {}

    PackageMessages(Owner owner, Intake intake) {
        this.owner = owner;
        this.intake = intake;
    }

    /// Hands over a channel's messages, as far as its file is whole.
    void read(PackageLayout.Folder folder, Map<String, String> titles) {
        ExportFile file = folder.messages();
        Channel channel =
                folder.channel()
                        .map(described -> channel(described, folder.id(), titles))
                        .orElseGet(() -> channel(folder.id(), "", titles));
        boolean csv = file.name().toLowerCase(Locale.ROOT).endsWith(".csv");
        long before = count;
        try (CountedStream bytes = new CountedStream(file.open())) {
            if (csv) {
                readCsv(file, channel, bytes);
            } else {
                readJson(file, channel, bytes);
            }
        } catch (JacksonException damage) {
            damages.add(Json.unreadable(file, damage, count - before));
        } catch (CsvRows.Damaged damaged) {
            String where = file + ":" + damaged.line();
            damages.add(new UserError(where + " is damaged: " + damaged.getMessage() + ".", AGAIN));
        } catch (CharacterCodingException otherEncoding) {
            damages.add(new UserError(file + " is not UTF-8 text.", AGAIN));
        } catch (IOException unreadable) {
            damages.add(Json.unreadable(file, unreadable));
        }
        finished += file.bytes();
        intake.position(finished);
    }

    /// Throws UserError when files were damaged; for after the last.
    void finish() {
        damages.raise();
    }

    private Channel channel(ExportFile file, String id, Map<String, String> titles) {
        try (JsonParser parser = Json.parser(file.open())) {
            String name = "";
            String said = "";
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String key = parser.currentName();
                    parser.nextToken();
                    switch (key) {
                        case "id" -> said = Json.scalar(parser);
                        case "name" -> name = Json.scalar(parser);
                        default -> parser.skipChildren();
                    }
                }
            }
            return channel(said.isBlank() ? id : said, name, titles);
        } catch (JacksonException damage) {
            damages.add(Json.unreadable(file, damage, 0));
            return channel(id, "", titles);
        } catch (IOException unreadable) {
            throw Json.unreadable(file, unreadable);
        }
    }

    private static Channel channel(String id, String name, Map<String, String> titles) {
        return new Channel(
                Platform.DISCORD, id, name.isBlank() ? titles.getOrDefault(id, "") : name);
    }

    private void readCsv(ExportFile file, Channel channel, CountedStream bytes) throws IOException {
        CsvRows rows = new CsvRows(bytes);
        Optional<Row> header = rows.next();
        if (header.isPresent() && !header.get().cells().equals(HEADER)) {
            throw new CsvRows.Damaged(1, "its columns are not " + String.join(",", HEADER));
        }
        for (Optional<Row> row = rows.next(); row.isPresent(); row = rows.next()) {
            Row cells = row.get();
            if (cells.cells().size() == HEADER.size()) {
                deliver(
                        file,
                        channel,
                        new Written(
                                cells.cell(0),
                                cells.cell(1),
                                cells.cell(2),
                                cells.cell(3),
                                cells.line()));
            } else {
                reject(file, cells.line(), "not a row of " + HEADER.size() + " cells");
            }
            intake.position(finished + bytes.position());
        }
    }

    private void readJson(ExportFile file, Channel channel, CountedStream bytes) {
        try (JsonParser parser = Json.parser(bytes)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                damages.add(new UserError(file + " is no list of messages.", AGAIN));
                return;
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() == JsonToken.START_OBJECT) {
                    deliver(file, channel, written(parser));
                } else {
                    reject(file, Json.line(parser), "not a message");
                    parser.skipChildren();
                }
                intake.position(finished + bytes.position());
            }
        }
    }

    private static Written written(JsonParser parser) {
        long line = Json.line(parser);
        String id = "";
        String timestamp = "";
        String contents = "";
        String attachments = "";
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            switch (key) {
                case "ID" -> id = Json.scalar(parser);
                case "Timestamp" -> timestamp = Json.scalar(parser);
                case "Contents" -> contents = Json.scalar(parser);
                case "Attachments" -> attachments = Json.scalar(parser);
                default -> parser.skipChildren();
            }
        }
        return new Written(id, timestamp, contents, attachments, line);
    }

    private void reject(ExportFile file, long line, String what) {
        count++;
        intake.rejected(file + ":" + line, what);
    }

    private void deliver(ExportFile file, Channel channel, Written written) {
        Optional<Instant> sentAt = Snowflake.time(written.timestamp(), written.id());
        if (written.id().isBlank() || sentAt.isEmpty()) {
            reject(file, written.line(), "a message without an id or a date that can be read");
            return;
        }
        count++;
        boolean media = !written.attachments().isBlank();
        if (!media && written.contents().isBlank()) {
            intake.dropped(Reason.EMPTY);
            return;
        }
        intake.offer(
                new Message(
                        channel,
                        written.id(),
                        new Handle(Platform.DISCORD, owner.id()),
                        owner.name().isBlank() ? "Deleted-" + owner.id() : owner.name(),
                        sentAt.get(),
                        Snowflake.sequence(written.id(), count),
                        media ? Kind.MEDIA : Kind.SPEECH,
                        new Markdown(channel.id(), channel.title(), owner.friends())
                                .rendered(written.contents()),
                        Optional.empty(),
                        Optional.empty()),
                file,
                written.line());
    }
}
