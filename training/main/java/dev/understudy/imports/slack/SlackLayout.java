package dev.understudy.imports.slack;

import dev.understudy.imports.files.Export;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.json.JsonFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JsonToken;

/// Which file of a workspace's export is what.
///
/// @param users who is who
/// @param conversations the lists of channels, private groups, group messages and direct ones
/// @param days the files of each folder, by date: one for each day
record SlackLayout(
        ExportFile users, List<ExportFile> conversations, Map<String, List<ExportFile>> days) {
    private static final Pattern DAY = Pattern.compile("[^/]+/\\d{4}-\\d{2}-\\d{2}\\.json");

    SlackLayout {
        conversations = List.copyOf(conversations);
    }

    /// Empty unless the files are laid out as those of one workspace.
    static Optional<SlackLayout> of(Export export) {
        if (export.single().isPresent()) {
            return Optional.empty();
        }
        Optional<ExportFile> users =
                Stream.of("users.json", "org_users.json")
                        .flatMap(name -> export.file(name).stream())
                        .filter(SlackLayout::isList)
                        .findFirst();
        Map<String, List<ExportFile>> days = new LinkedHashMap<>();
        for (ExportFile file : export.files()) {
            if (DAY.matcher(file.name()).matches()) {
                String folder = file.name().substring(0, file.name().indexOf('/'));
                days.computeIfAbsent(folder, _ -> new ArrayList<>()).add(file);
            }
        }
        return users.filter(_ -> !days.isEmpty())
                .map(found -> new SlackLayout(found, conversations(export), days));
    }

    private static boolean isList(ExportFile file) {
        return JsonFiles.begins(file, parser -> parser.currentToken() == JsonToken.START_ARRAY);
    }

    private static List<ExportFile> conversations(Export export) {
        return Stream.of("channels.json", "groups.json", "mpims.json", "dms.json")
                .flatMap(name -> export.file(name).stream())
                .toList();
    }

    int files() {
        return days.values().stream().mapToInt(List::size).sum();
    }
}
