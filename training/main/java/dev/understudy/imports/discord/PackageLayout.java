package dev.understudy.imports.discord;

import dev.understudy.imports.files.Export;
import dev.understudy.imports.files.ExportFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which file of a data package is what. Folders have had other names over the years, and have them
/// in other languages, so they are known by what lies in them.
///
/// @param index names of the channels by their ids
/// @param user the account, where it was left in
record PackageLayout(ExportFile index, Optional<ExportFile> user, List<Folder> channels) {
    private static final Pattern MESSAGES =
            Pattern.compile(
                    "(?i)(?<folder>[^/]+/)?(?<channel>c?(?<id>\\d+))/messages\\.(json|csv)");

    /// One channel's folder.
    ///
    /// @param id as the folder is called
    record Folder(String id, Optional<ExportFile> channel, ExportFile messages) {}

    PackageLayout {
        channels = List.copyOf(channels);
    }

    /// Empty unless the files are laid out as those of one package.
    static Optional<PackageLayout> of(Export export) {
        if (export.single().isPresent()) {
            return Optional.empty();
        }
        Map<String, ExportFile> byName = new LinkedHashMap<>();
        export.files().forEach(f -> byName.putIfAbsent(f.name().toLowerCase(Locale.ROOT), f));
        Map<String, List<Folder>> found = new LinkedHashMap<>();
        byName.forEach(
                (name, file) -> {
                    Matcher matcher = MESSAGES.matcher(name);
                    if (matcher.matches()) {
                        String parent = Optional.ofNullable(matcher.group("folder")).orElse("");
                        String channel = parent + matcher.group("channel") + "/channel.json";
                        found.computeIfAbsent(parent, _ -> new ArrayList<>())
                                .add(
                                        new Folder(
                                                matcher.group("id"),
                                                Optional.ofNullable(byName.get(channel)),
                                                file));
                    }
                });
        if (found.size() != 1) {
            return Optional.empty();
        }
        Map.Entry<String, List<Folder>> only = found.entrySet().iterator().next();
        String parent = only.getKey();
        return Optional.ofNullable(byName.get(parent + "index.json"))
                .map(index -> new PackageLayout(index, user(parent, byName), only.getValue()));
    }

    /// The one `user.json` in a folder beside that of the messages.
    private static Optional<ExportFile> user(String messages, Map<String, ExportFile> byName) {
        List<ExportFile> found =
                byName.entrySet().stream()
                        .filter(file -> !file.getKey().startsWith(messages) || messages.isEmpty())
                        .filter(file -> file.getKey().matches("[^/]+/user\\.json"))
                        .map(Map.Entry::getValue)
                        .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }
}
