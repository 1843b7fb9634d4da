package dev.understudy.library;

import dev.understudy.clone.Models;
import dev.understudy.hub.ModelName;
import dev.understudy.settings.Home;
import dev.understudy.settings.Spelling;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The names of the models in a home folder, to answer one that is none.
record KnownModels(Home home) {
    private static final int SLIPS = 2;

    /// What to say when nothing is called `name`.
    UserError unknown(String name) {
        List<String> known = names();
        String near =
                Spelling.nearest(name, known, SLIPS)
                        .map(found -> "Did you mean " + found + "? ")
                        .orElse("");
        String here = known.isEmpty() ? "" : "Here are " + String.join(", ", known) + ". ";
        String fetch =
                ModelName.isOne(name)
                        ? "Fetch it: understudy pull " + name
                        : "Fetch one: understudy pull gpt2";
        return new UserError("There is no model \"" + name + "\" here.", near + here + fetch);
    }

    /// Base models, then circles.
    private List<String> names() {
        List<String> known = new ArrayList<>();
        for (Path base : entries(home.bases())) {
            List<Path> owned = ModelFolders.holdsModel(base) ? List.of(base) : entries(base);
            owned.stream()
                    .filter(ModelFolders::holdsModel)
                    .map(folder -> home.bases().relativize(folder).toString())
                    .map(folder -> folder.replace('\\', '/').replace("%2F", "/"))
                    .forEach(known::add);
        }
        for (Path models : entries(home.models())) {
            if (new Models(models).live().isPresent()) {
                known.add(String.valueOf(models.getFileName()));
            }
        }
        return known;
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
}
