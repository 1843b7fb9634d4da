package dev.understudy.imports.meta;

import dev.understudy.chat.Platform;
import dev.understudy.imports.files.Export;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.json.Json;
import dev.understudy.imports.json.JsonFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Which files of a download hold messages, and of which of the two apps.
///
/// @param threads the files of each thread, newest messages first: `message_1`, `2`, `10`
record MetaLayout(List<List<ExportFile>> threads) {
    private static final String BOX =
            "(?:inbox|archived_threads|filtered_threads|message_requests|e2ee_cutover)";

    /// A whole download, its folder of messages, or one thread's folder.
    private static final Pattern MESSAGES =
            Pattern.compile(
                    "(?i)(?:(?:your_\\w+/)?messages/)?"
                            + BOX
                            + "/[^/]+/message_\\d+\\.json|message_\\d+\\.json");

    private static final Pattern IN_BOX = Pattern.compile("(?i)" + BOX);
    private static final Pattern INSTAGRAM = Pattern.compile("(?i).*instagram.*");
    private static final Pattern FACEBOOK = Pattern.compile("(?i).*(?:facebook|messenger).*");

    /// What only Instagram writes.
    private static final Pattern INSTAGRAMS_OWN =
            Pattern.compile(
                    "your_instagram_activity|\"Instagram User\"|\"original_content_owner\"");

    private static final int SNIFFED = 1 << 16;

    MetaLayout {
        threads = threads.stream().map(List::copyOf).toList();
    }

    /// Empty unless there is a thread in it, at a place where the apps put them.
    static Optional<MetaLayout> of(Export export) {
        if (export.single().isPresent()) {
            return Optional.of(new MetaLayout(List.of(export.files())));
        }
        Map<String, List<ExportFile>> threads = new LinkedHashMap<>();
        for (ExportFile file : export.files()) {
            if (MESSAGES.matcher(file.name()).matches()) {
                String folder = file.name().substring(0, file.name().lastIndexOf('/') + 1);
                threads.computeIfAbsent(folder, _ -> new ArrayList<>()).add(file);
            }
        }
        return threads.isEmpty()
                ? Optional.empty()
                : Optional.of(new MetaLayout(List.copyOf(threads.values())));
    }

    int files() {
        return threads.stream().mapToInt(List::size).sum();
    }

    /// The app that wrote it; empty when no file in it has a form of either's.
    Optional<Platform> platform() {
        return threads.stream()
                .flatMap(List::stream)
                .filter(file -> JsonFiles.begins(file, MetaLayout::isThread))
                .findFirst()
                .map(MetaLayout::platform);
    }

    private static boolean isThread(JsonParser parser) {
        boolean described = false;
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return false;
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            if (key.equals("messages") && value == JsonToken.START_ARRAY) {
                if (parser.nextToken() == JsonToken.START_OBJECT) {
                    return isMessage(parser);
                }
                described &= parser.currentToken() == JsonToken.END_ARRAY;
            } else {
                described |= key.equals("participants") && value == JsonToken.START_ARRAY;
                if (described && (key.equals("thread_path") || key.equals("threadName"))) {
                    return true;
                }
                parser.skipChildren();
            }
        }
        return false;
    }

    private static boolean isMessage(JsonParser parser) {
        boolean[] has = {false};
        while (!has[0] && parser.nextToken() == JsonToken.PROPERTY_NAME) {
            has[0] = parser.currentName().matches("sender_?[nN]ame");
            parser.nextToken();
            parser.skipChildren();
        }
        return has[0];
    }

    /// By the name of a folder around it, the nearest first, else by its content.
    private static Platform platform(ExportFile file) {
        Path path = file.path().toAbsolutePath();
        Path inside = path.getParent();
        if (inside != null && inside.getParent() != null && isBox(inside.getParent())) {
            path = inside; // the name of a thread tells nothing
        }
        for (Path at = path.getParent(); at != null; at = at.getParent()) {
            String name = String.valueOf(at.getFileName()).toLowerCase(Locale.ROOT);
            if (INSTAGRAM.matcher(name).matches()) {
                return Platform.INSTAGRAM;
            }
            if (FACEBOOK.matcher(name).matches()) {
                return Platform.MESSENGER;
            }
        }
        return isInstagrams(file) ? Platform.INSTAGRAM : Platform.MESSENGER;
    }

    private static boolean isBox(Path folder) {
        return IN_BOX.matcher(String.valueOf(folder.getFileName())).matches();
    }

    private static boolean isInstagrams(ExportFile file) {
        try (InputStream bytes = file.open()) {
            String start = new String(bytes.readNBytes(SNIFFED), StandardCharsets.ISO_8859_1);
            return INSTAGRAMS_OWN.matcher(start).find();
        } catch (IOException unreadable) {
            throw Json.unreadable(file, unreadable);
        }
    }
}
