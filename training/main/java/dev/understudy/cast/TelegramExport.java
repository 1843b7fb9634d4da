package dev.understudy.cast;

import dev.understudy.settings.UserError;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/// Writes posts as Telegram Desktop exports one group: `result.json`, "Machine-readable JSON".
///
/// Keys and their order are those of the exporter's `export_output_json.cpp`, late 2025. Memory:
/// one post.
public final class TelegramExport {
    private static final String LEFT_OUT =
            "(File not included. Change data exporting settings to download.)";
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

    private final JsonGenerator json;

    private TelegramExport(JsonGenerator json) {
        this.json = json;
    }

    /// Writes `posts` to `file`, beside it first, so that the file is whole or not there at all.
    ///
    /// Throws UserError when it cannot be written.
    public static void write(Path file, String title, Stream<Post> posts) {
        Path beside = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(beside));
                    JsonGenerator json = new JsonFactory().createGenerator(new Indented(), bytes)) {
                new TelegramExport(json).group(title, posts);
            }
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | JacksonException unwritable) {
            throw new UserError(
                    file + " cannot be written: " + unwritable.getMessage(),
                    "Check that the folder exists, is writable, and has 20 MB to spare.",
                    unwritable);
        }
    }

    /// One value to a line, so that a line number finds a message.
    private static final class Indented extends ObjectWriteContext.Base {
        @Override
        public PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter();
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    }

    private void group(String title, Stream<Post> posts) {
        json.writeStartObject();
        json.writeStringProperty("name", title);
        json.writeStringProperty("type", "private_supergroup");
        json.writeNumberProperty("id", 7_000_001L);
        json.writeArrayPropertyStart("messages");
        posts.forEachOrdered(this::post);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void post(Post post) {
        json.writeStartObject();
        json.writeNumberProperty("id", post.id());
        json.writeStringProperty("type", isNotice(post.content()) ? "service" : "message");
        time("date", post.sentAt());
        post.editedAt().ifPresent(edited -> time("edited", edited));
        json.writeStringProperty(isNotice(post.content()) ? "actor" : "from", post.by().name());
        json.writeStringProperty(
                isNotice(post.content()) ? "actor_id" : "from_id", post.by().handle());
        if (post.content() instanceof Post.Forward(String from, String _)) {
            json.writeStringProperty("forwarded_from", from);
        }
        post.replyTo().ifPresent(id -> json.writeNumberProperty("reply_to_message_id", id));
        text(content(post.content()));
        json.writeEndObject();
    }

    private static boolean isNotice(Post.Content content) {
        return switch (content) {
            case Post.Founded _, Post.Renamed _, Post.Pinned _ -> true;
            case Post.Text _, Post.Photo _, Post.Sticker _, Post.VoiceNote _, Post.Forward _ ->
                    false;
        };
    }

    /// Writes the keys of one kind of content; returns its words.
    private String content(Post.Content content) {
        return switch (content) {
            case Post.Text(String words) -> words;
            case Post.Forward(String _, String words) -> words;
            case Post.Photo(String caption) -> {
                json.writeStringProperty("photo", LEFT_OUT);
                json.writeNumberProperty("photo_file_size", 84_213);
                json.writeNumberProperty("width", 1280);
                json.writeNumberProperty("height", 960);
                yield caption;
            }
            case Post.Sticker(String emoji) -> {
                media("sticker.webp", "sticker");
                json.writeStringProperty("sticker_emoji", emoji);
                json.writeNumberProperty("width", 512);
                json.writeNumberProperty("height", 512);
                yield "";
            }
            case Post.VoiceNote(int seconds) -> {
                media("audio.ogg", "voice_message");
                json.writeStringProperty("mime_type", "audio/ogg");
                json.writeNumberProperty("duration_seconds", seconds);
                yield "";
            }
            case Post.Founded founded -> {
                founding(founded);
                yield "";
            }
            case Post.Renamed(String title) -> {
                json.writeStringProperty("action", "edit_group_title");
                json.writeStringProperty("title", title);
                yield "";
            }
            case Post.Pinned(long pinned) -> {
                json.writeStringProperty("action", "pin_message");
                json.writeNumberProperty("message_id", pinned);
                yield "";
            }
        };
    }

    private void founding(Post.Founded founded) {
        json.writeStringProperty("action", "create_group");
        json.writeStringProperty("title", founded.title());
        json.writeArrayPropertyStart("members");
        founded.members().forEach(json::writeString);
        json.writeEndArray();
    }

    private void media(String name, String type) {
        json.writeStringProperty("file", LEFT_OUT);
        json.writeStringProperty("file_name", name);
        json.writeStringProperty("media_type", type);
    }

    private void text(String words) {
        json.writeStringProperty("text", words);
        json.writeArrayPropertyStart("text_entities");
        if (!words.isEmpty()) {
            json.writeStartObject();
            json.writeStringProperty("type", "plain");
            json.writeStringProperty("text", words);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void time(String key, Instant time) {
        json.writeStringProperty(key, DATE.format(LocalDateTime.ofInstant(time, ZoneOffset.UTC)));
        json.writeStringProperty(key + "_unixtime", String.valueOf(time.getEpochSecond()));
    }
}
