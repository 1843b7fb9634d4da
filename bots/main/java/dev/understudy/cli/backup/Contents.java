package dev.understudy.cli.backup;

import dev.understudy.cli.training.SaltFile;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Models;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What of a data folder cannot be had again: the archive, its salt, the settings, and models.
///
/// Tokens are in none of these files. Runs, corpora, base models, pages and logs can be made or
/// fetched again.
///
/// @param items in the order in which they are packed
record Contents(List<Item> items) {
    static final String ARCHIVE = "archive/archive.mv.db";
    static final String SALT = "salt";
    static final String SETTINGS = "understudy.yml";
    static final String MODELS = "models";

    /// No name that leads elsewhere, and none that is hidden.
    private static final String NAME = "[^./\\\\:\\p{Cntrl}][^/\\\\:\\p{Cntrl}]{0,199}";

    private static final Pattern MODEL_FILE =
            Pattern.compile(MODELS + "/([a-z0-9][a-z0-9-]{0,39})/(\\d{4,}/)?" + NAME);

    /// One file.
    ///
    /// @param name of it in a backup, which is its path in a data folder with `/` between
    /// @param file where it is now
    record Item(String name, Path file) {}

    Contents {
        items = List.copyOf(items);
    }

    /// Whether a backup may hold a file of that name; none such lies outside of a data folder.
    static boolean mayHold(String name) {
        return name.equals(ARCHIVE)
                || name.equals(SALT)
                || name.equals(SETTINGS)
                || MODEL_FILE.matcher(name).matches();
    }

    /// What `home` holds: of each circle the live version and the one before.
    ///
    /// @param settings which may lie elsewhere
    /// @param allModels whether older versions are taken along
    static Contents of(Home home, Path settings, boolean allModels) {
        List<Item> items = new ArrayList<>();
        add(items, SETTINGS, settings);
        add(items, SALT, SaltFile.file(home));
        add(items, ARCHIVE, home.folder().resolve(ARCHIVE));
        for (Path circle : entries(home.models())) {
            addModels(items, circle, allModels);
        }
        return new Contents(items);
    }

    /// The same without an archive in a file: what is kept on a server is not in the data folder.
    Contents withoutArchive() {
        return new Contents(items.stream().filter(item -> !item.name().equals(ARCHIVE)).toList());
    }

    /// The live version of each circle of `home` whose card can be read, by circle.
    static SortedMap<String, String> live(Home home) {
        SortedMap<String, String> live = new TreeMap<>();
        for (Path circle : entries(home.models())) {
            new Models(circle)
                    .live()
                    .filter(Contents::hasCard)
                    .ifPresent(
                            version ->
                                    live.put(
                                            circle.getFileName().toString(),
                                            version.getFileName().toString()));
        }
        return live;
    }

    private static boolean hasCard(Path version) {
        try {
            ModelCard.read(version);
            return true;
        } catch (UserError unreadable) {
            return false;
        }
    }

    private static void addModels(List<Item> items, Path circle, boolean allModels) {
        Models models = new Models(circle);
        String prefix = MODELS + "/" + circle.getFileName() + "/";
        for (Path file : entries(circle)) {
            add(items, prefix + file.getFileName(), file);
        }
        for (Path version : allModels ? models.versions() : latest(models)) {
            for (Path file : entries(version)) {
                add(items, prefix + version.getFileName() + "/" + file.getFileName(), file);
            }
        }
    }

    /// The live version, and the one that a rollback goes back to.
    private static List<Path> latest(Models models) {
        return Stream.concat(models.previous().stream(), models.live().stream()).toList();
    }

    private static void add(List<Item> items, String name, Path file) {
        if (Files.isRegularFile(file) && mayHold(name) && !name.endsWith(".part")) {
            items.add(new Item(name, file));
        }
    }

    private static List<Path> entries(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException unreadable) {
            throw new UserError(
                    folder + " cannot be read: " + unreadable.getMessage() + ".",
                    "Make the folder readable.",
                    unreadable);
        }
    }

    /// How large the files are together. Throws UserError when one cannot be read.
    long bytes() {
        long bytes = 0;
        for (Item item : items) {
            try {
                bytes += Files.size(item.file());
            } catch (IOException unreadable) {
                throw new UserError(
                        item.file() + " cannot be read: " + unreadable.getMessage() + ".",
                        "Make it readable for this user, then back up again.",
                        unreadable);
            }
        }
        return bytes;
    }
}
