package dev.understudy.cli.model;

import dev.understudy.chat.Circle;
import dev.understudy.clone.Models;
import dev.understudy.finetune.TrainingRun;
import dev.understudy.hub.ModelName;
import dev.understudy.settings.Home;
import dev.understudy.settings.Spelling;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which folder a model's name means: a base model that was pulled (`gpt2`), a circle's live model
/// (`friends`) or another version of it (`friends@0002`), the best checkpoint of a circle's run
/// (`run:friends`), or a folder.
public record ModelFolders(Home home) {
    private static final String RUN = "run:";
    private static final String BASE = "base:";
    private static final String CIRCLE = "circle:";
    private static final String CONFIG = "config.json";
    private static final int SLIPS = 2;

    /// The model that is called `name`. `base:` and `circle:` before a name settle what is meant
    /// where both are there.
    ///
    /// Throws UserError when there is none, or more than one.
    public ModelFolder find(String name) {
        if (name.startsWith(RUN)) {
            return run(name.substring(RUN.length()));
        }
        List<ModelFolder> meant = new ArrayList<>();
        if (!name.startsWith(CIRCLE)) {
            base(after(BASE, name)).ifPresent(meant::add);
        }
        if (!name.startsWith(BASE)) {
            version(after(CIRCLE, name)).ifPresent(meant::add);
        }
        if (meant.size() > 1) {
            throw new UserError(
                    "\"" + name + "\" is a base model and a circle's.",
                    "Say which one: " + BASE + name + " or " + CIRCLE + name + ".");
        }
        return meant.stream().findFirst().or(() -> folder(name)).orElseThrow(() -> unknown(name));
    }

    private static String after(String prefix, String name) {
        return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    }

    private Optional<ModelFolder> base(String name) {
        if (!ModelName.isOne(name)) {
            return Optional.empty();
        }
        ModelName model = ModelName.of(name);
        return Optional.of(home.base(model.folder()))
                .filter(ModelFolders::holdsModel)
                .map(folder -> ModelFolder.whole(model.text(), folder));
    }

    private Optional<ModelFolder> version(String name) {
        int at = name.indexOf('@');
        String circle = at < 0 ? name : name.substring(0, at);
        Optional<Models> models = circle(circle).map(found -> new Models(home.model(found.name())));
        if (models.isEmpty() || models.get().versions().isEmpty()) {
            return Optional.empty();
        }
        List<Path> versions = models.get().versions();
        if (at < 0) {
            return Optional.of(named(circle, versions.getLast()));
        }
        String version = name.substring(at + 1);
        return Optional.of(
                versions.stream()
                        .filter(folder -> folder.getFileName().toString().equals(version))
                        .findFirst()
                        .map(folder -> named(circle, folder))
                        .orElseThrow(() -> noVersion(circle, version, versions)));
    }

    private static ModelFolder named(String circle, Path version) {
        return ModelFolder.whole(circle + "@" + version.getFileName(), version);
    }

    private static UserError noVersion(String circle, String version, List<Path> versions) {
        return new UserError(
                circle + "'s model has no version \"" + version + "\".",
                "There are "
                        + versions.getFirst().getFileName()
                        + " to "
                        + versions.getLast().getFileName()
                        + "; "
                        + circle
                        + " alone is the live one.");
    }

    private static Optional<Circle> circle(String name) {
        return Circle.isOne(name) ? Optional.of(new Circle(name)) : Optional.empty();
    }

    private ModelFolder run(String name) {
        Circle circle = new Circle(name);
        Path run = home.run(circle.name());
        return TrainingRun.best(run)
                .map(best -> new ModelFolder(RUN + circle, best, TrainingRun.corpusFolder(run)))
                .orElseThrow(
                        () ->
                                new UserError(
                                        "The circle " + circle + " has no run with a checkpoint.",
                                        "A run that is over is its live model: --model "
                                                + circle
                                                + "."));
    }

    private static Optional<ModelFolder> folder(String name) {
        try {
            return Optional.of(Path.of(name))
                    .filter(ModelFolders::holdsModel)
                    .map(folder -> ModelFolder.whole(name, folder));
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    private static boolean holdsModel(Path folder) {
        return Files.isRegularFile(folder.resolve(CONFIG));
    }

    private UserError unknown(String name) {
        List<String> known = known();
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
    private List<String> known() {
        List<String> known = new ArrayList<>();
        for (Path base : entries(home.bases())) {
            List<Path> owned = holdsModel(base) ? List.of(base) : entries(base);
            owned.stream()
                    .filter(ModelFolders::holdsModel)
                    .map(folder -> home.bases().relativize(folder).toString())
                    .map(folder -> folder.replace('\\', '/').replace("%2F", "/"))
                    .filter(ModelName::isOne)
                    .forEach(known::add);
        }
        for (Path models : entries(home.folder().resolve("models"))) {
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
