package dev.understudy.imports.slack;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Platform;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.json.Json;
import dev.understudy.imports.json.JsonFiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;

/// The channels of a workspace, whose folders are named as they were when it was exported.
final class Conversations {
    private final Map<String, Channel> byFolder = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();

    private Conversations() {}

    /// What `lists` say, direct messages titled with the names in `people`. Throws UserError when
    /// one is damaged.
    static Conversations read(List<ExportFile> lists, Directory people) {
        Conversations conversations = new Conversations();
        for (ExportFile list : lists) {
            JsonFiles.describe(
                    list,
                    parser -> Json.forEachItem(parser, () -> conversations.add(parser, people)));
        }
        return conversations;
    }

    private void add(JsonParser parser, Directory people) {
        String[] id = {""};
        String[] name = {""};
        List<String> members = new ArrayList<>();
        Json.forEachKey(
                parser,
                key -> {
                    switch (key) {
                        case "id" -> id[0] = Json.scalar(parser);
                        case "name" -> name[0] = Json.scalar(parser);
                        case "members" ->
                                Json.forEachItem(parser, () -> members.add(Json.scalar(parser)));
                        default -> parser.skipChildren();
                    }
                });
        if (id[0].isBlank()) {
            return;
        }
        if (name[0].isBlank()) {
            String title =
                    String.join(
                            ", ", members.stream().flatMap(m -> people.name(m).stream()).toList());
            byFolder.put(id[0], new Channel(Platform.SLACK, id[0], title));
        } else {
            byFolder.put(name[0], new Channel(Platform.SLACK, id[0], name[0]));
            names.put(id[0], name[0]);
        }
    }

    /// The channel whose messages lie in `folder`; one of that id when it is not listed.
    Channel inFolder(String folder) {
        Channel listed = byFolder.get(folder);
        return listed == null ? new Channel(Platform.SLACK, folder, folder) : listed;
    }

    /// The name of the channel with that id.
    String name(String id) {
        return names.getOrDefault(id, "deleted-channel");
    }
}
