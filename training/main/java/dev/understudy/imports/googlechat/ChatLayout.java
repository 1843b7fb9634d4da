package dev.understudy.imports.googlechat;

import dev.understudy.imports.files.Export;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.json.JsonFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Which files of a download hold messages. Folders have other names in other languages, so they
/// are known by what lies in them.
record ChatLayout(List<Space> spaces) {
    private static final String MESSAGES = "messages.json";
    private static final String INFO = "group_info.json";
    private static final String USER = "user_info.json";

    /// One conversation's folder.
    ///
    /// @param info its name and members, where they were left in
    record Space(ExportFile messages, Optional<ExportFile> info) {}

    ChatLayout {
        spaces = List.copyOf(spaces);
    }

    /// Empty unless every file belongs to a conversation of Google Chat's, or tells of a user.
    static Optional<ChatLayout> of(Export export) {
        if (export.single().isPresent()) {
            return Optional.of(
                    new ChatLayout(
                            List.of(new Space(export.files().getFirst(), Optional.empty()))));
        }
        Map<String, ExportFile> byName = new LinkedHashMap<>();
        export.files().forEach(f -> byName.putIfAbsent(f.name().toLowerCase(Locale.ROOT), f));
        List<Space> spaces = new ArrayList<>();
        List<String> folders = new ArrayList<>();
        byName.forEach(
                (name, file) -> {
                    String folder = folder(name);
                    Optional<ExportFile> info = Optional.ofNullable(byName.get(folder + INFO));
                    if (name.equals(folder + MESSAGES) && info.isPresent()) {
                        spaces.add(new Space(file, info));
                        folders.add(folder);
                    } else if (name.equals(folder + INFO)) {
                        folders.add(folder); // a conversation of which nothing is left
                    }
                });
        boolean alone =
                byName.keySet().stream()
                        .allMatch(
                                name ->
                                        name.endsWith(USER)
                                                || folders.stream().anyMatch(name::startsWith)
                                                || isOfTakeout(name));
        return spaces.isEmpty() || !alone ? Optional.empty() : Optional.of(new ChatLayout(spaces));
    }

    private static String folder(String name) {
        return name.substring(0, name.lastIndexOf('/') + 1);
    }

    private static boolean isOfTakeout(String name) {
        return name.endsWith(".html");
    }

    /// Whether one of the files holds messages of this form.
    boolean isChat() {
        return spaces.stream()
                .anyMatch(space -> JsonFiles.begins(space.messages(), ChatLayout::isMessages));
    }

    private static boolean isMessages(JsonParser parser) {
        return parser.currentToken() == JsonToken.START_OBJECT
                && parser.nextToken() == JsonToken.PROPERTY_NAME
                && parser.currentName().equals("messages")
                && parser.nextToken() == JsonToken.START_ARRAY
                && parser.nextToken() == JsonToken.START_OBJECT
                && isMessage(parser);
    }

    private static boolean isMessage(JsonParser parser) {
        boolean creator = false;
        boolean id = false;
        while (!(creator && id) && parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            boolean object = parser.nextToken() == JsonToken.START_OBJECT;
            creator |= object && key.equals("creator");
            id |= key.equals("topic_id") || key.equals("message_id") || key.equals("created_date");
            parser.skipChildren();
        }
        return creator && id;
    }
}
