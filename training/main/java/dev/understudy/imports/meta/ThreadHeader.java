package dev.understudy.imports.meta;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Platform;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;

/// What a file says of its thread besides the messages, part of it behind them.
///
/// @param title what the app calls it
/// @param path such as `inbox/crew_123`; empty for encrypted chats
/// @param encrypted whether it has the form of encrypted chats, which run from old to new
record ThreadHeader(List<String> participants, String title, String path, boolean encrypted) {
    /// Names that many accounts share, namely those that are gone.
    private static final Set<String> NOBODY =
            Set.of("Facebook user", "Facebook User", "Instagram User", "Instagram user");

    /// The id at the end of a thread's folder; the name before it changes with the thread's.
    private static final Pattern ID = Pattern.compile(".*_([A-Za-z0-9-]{5,})");

    private static final Pattern NUMBERED = Pattern.compile("(?i)message_\\d+\\.json");

    ThreadHeader {
        participants = List.copyOf(participants);
    }

    /// What the file says as far as it is whole. Throws UserError when it cannot be read.
    static ThreadHeader read(ExportFile file) {
        Draft draft = new Draft();
        try (JsonParser parser = Json.parser(file.open())) {
            parser.nextToken();
            Json.forEachKey(parser, key -> draft.take(key, parser));
        } catch (JacksonIOException unreadable) {
            throw Json.unreadable(file, unreadable, 0);
        } catch (JacksonException _) {
            return draft.header(); // reading the messages will tell where the damage is
        } catch (IOException unreadable) {
            throw Json.unreadable(file, unreadable);
        }
        return draft.header();
    }

    /// What has been read so far.
    private static final class Draft {
        final List<String> participants = new ArrayList<>();
        String title = "";
        String path = "";
        boolean encrypted;

        ThreadHeader header() {
            return new ThreadHeader(participants, title, path, encrypted);
        }

        void take(String key, JsonParser parser) {
            switch (key) {
                case "participants" ->
                        Json.forEachItem(
                                parser,
                                () -> {
                                    encrypted |= parser.currentToken() == JsonToken.VALUE_STRING;
                                    participants.add(participant(parser));
                                });
                case "threadName" -> {
                    encrypted = true;
                    title = MetaMessage.text(parser);
                }
                case "title" -> title = MetaMessage.text(parser);
                case "thread_path" -> path = MetaMessage.text(parser);
                default -> parser.skipChildren();
            }
        }
    }

    /// A name, or an object with one.
    private static String participant(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return MetaMessage.text(parser);
        }
        String[] name = {""};
        Json.forEachKey(
                parser,
                key -> {
                    if (key.equals("name")) {
                        name[0] = MetaMessage.text(parser);
                    } else {
                        parser.skipChildren();
                    }
                });
        return name[0];
    }

    /// The thread as a channel. Two people are one channel, whether encrypted or not; a group is
    /// known by the id of its folder, else by its name, else by that of `file`.
    Channel channel(Platform platform, ExportFile file) {
        String shown = title.isBlank() ? String.join(", ", participants) : title;
        return new Channel(platform, id(file), shown.strip());
    }

    private String id(ExportFile file) {
        List<String> known =
                participants.stream()
                        .map(String::strip)
                        .filter(name -> !name.isEmpty() && !NOBODY.contains(name))
                        .distinct()
                        .sorted()
                        .toList();
        if (participants.size() == 2 && known.size() == 2) {
            return "two:" + known.getFirst() + ", " + known.getLast();
        }
        String folder = folder(file);
        if (!folder.isEmpty()) {
            Matcher id = ID.matcher(folder);
            return id.matches() ? id.group(1) : folder;
        }
        if (!title.isBlank()) {
            return "group:" + title.strip();
        }
        return known.isEmpty()
                ? "file:" + String.valueOf(file.path().getFileName())
                : "group:" + String.join(", ", known);
    }

    /// The thread's folder, which is that of the file where the file does not say so; empty when
    /// there is none.
    private String folder(ExportFile file) {
        String said = path.substring(path.lastIndexOf('/') + 1).strip();
        Path around = file.path().toAbsolutePath().getParent();
        boolean numbered = NUMBERED.matcher(String.valueOf(file.path().getFileName())).matches();
        if (!said.isEmpty() || around == null || !numbered) {
            return said;
        }
        String name = String.valueOf(around.getFileName()).strip();
        return ID.matcher(name).matches() ? name : "";
    }
}
