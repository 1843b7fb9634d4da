package dev.understudy.library;

import dev.understudy.chat.Circle;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Models;
import dev.understudy.clone.version.Version;
import dev.understudy.finetune.TrainingRun;
import dev.understudy.hub.ModelName;
import dev.understudy.model.Gpt2Config;
import dev.understudy.recipe.BaseModel;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which folder a model's name means: a base model that was pulled (`gpt2`) or put beside those, a
/// circle's live model (`friends`) or another version of it (`friends@0002`), the best checkpoint
/// of a circle's run (`run:friends`), or a folder.
public record ModelFolders(Home home) {
    private static final String CONFIG = "config.json";
    private static final String CARD = "understudy.json";
    private static final String UNFINISHED = ".unfinished";
    private static final String LIVE = "live";
    private static final String RUN = "run:";
    private static final String BASE = "base:";
    private static final String CIRCLE = "circle:";

    /// The model that is called `name`. `base:` and `circle:` before a name settle what is meant
    /// where both are there.
    ///
    /// Throws UserError when there is none, or more than one.
    public ModelFolder find(String name) {
        if (name.equals(LIVE)) {
            throw new UserError(
                    "There is no telling whose live model is meant.",
                    "Call it by its circle: friends, or "
                            + CIRCLE
                            + LIVE
                            + " if that is its name.");
        }
        if (name.startsWith(RUN)) {
            return run(new Circle(name.substring(RUN.length())));
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
        return meant.stream()
                .findFirst()
                .or(() -> folder(name))
                .orElseThrow(() -> new KnownModels(home).unknown(name));
    }

    /// The model that is called `name`; empty when there is none, or more than one.
    public Optional<ModelFolder> ifThere(String name) {
        try {
            return Optional.of(find(name));
        } catch (UserError none) {
            return Optional.empty();
        }
    }

    /// The same where a circle is given: `live` is its live model. Throws UserError as
    /// [#find(String)], and when it has none.
    public ModelFolder find(String name, Circle circle) {
        return name.equals(LIVE) ? live(circle) : find(name);
    }

    /// The live model of `circle`. Throws UserError when it has none.
    public ModelFolder live(Circle circle) {
        Path live =
                new Models(home.model(circle.name()))
                        .live()
                        .orElseThrow(
                                () ->
                                        new UserError(
                                                "The circle " + circle + " has no model yet.",
                                                "Train one: understudy train --circle " + circle));
        return named(circle.name(), live);
    }

    /// The model that `name` means, for another of `circle` to start from.
    ///
    /// Throws UserError as [#find(String, Circle)], when it is damaged or no GPT-2, when it is a
    /// run that is not over, or another circle's: nothing crosses from one circle to another.
    public BaseModel base(String name, Circle circle) {
        if (name.startsWith(RUN)) {
            throw new UserError(
                    "A run that is not over is no model to start from.",
                    "Bring it to its end with understudy train --resume, and start from live.");
        }
        ModelFolder found = find(name, circle);
        Path folder = found.weights().toAbsolutePath().normalize();
        if (owner(folder).filter(owner -> !owner.equals(circle)).isPresent()) {
            throw new UserError(
                    "The model " + found.name() + " is another circle's.",
                    "Start from one of " + circle + "'s own: nothing crosses between circles.");
        }
        requireNobodyForgotten(found.name(), folder, circle);
        boolean typed = folder(found.name()).filter(found::equals).isPresent();
        String called = typed ? String.valueOf(folder.getFileName()) : found.name();
        return new BaseModel(called, folder, Gpt2Config.read(folder));
    }

    /// A model that starts from one that has seen somebody has seen them, too.
    private void requireNobodyForgotten(String name, Path folder, Circle circle) {
        for (Version version : new Models(home.model(circle.name())).standings()) {
            if (version.stale() && isSame(version.folder(), folder)) {
                throw new UserError(
                        name + " has seen somebody who was forgotten since.",
                        "Start from another version, from a base model, or from nothing.");
            }
        }
    }

    private static boolean isSame(Path version, Path folder) {
        return version.toAbsolutePath().normalize().equals(folder);
    }

    /// Whose messages went into the model in `folder`, by its place or by its card.
    private Optional<Circle> owner(Path folder) {
        for (Path owned : List.of(home.models(), home.runs())) {
            Path place = owned.toAbsolutePath().normalize();
            if (folder.startsWith(place) && !folder.equals(place)) {
                return circle(place.relativize(folder).getName(0).toString());
            }
        }
        return Files.exists(folder.resolve(CARD))
                ? Optional.of(ModelCard.read(folder).circle())
                : Optional.empty();
    }

    private static String after(String prefix, String name) {
        return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    }

    /// One that was pulled, or another folder beside those, under its own name.
    private Optional<ModelFolder> base(String name) {
        Path bases = home.bases().normalize();
        Optional<ModelName> pulled =
                ModelName.isOne(name) ? Optional.of(ModelName.of(name)) : Optional.empty();
        return path(pulled.map(ModelName::folder).orElse(name))
                .map(folder -> bases.resolve(folder).normalize())
                .filter(folder -> folder.startsWith(bases) && !folder.equals(bases))
                .filter(ModelFolders::holdsModel)
                .map(folder -> ModelFolder.whole(pulled.map(ModelName::text).orElse(name), folder));
    }

    private Optional<ModelFolder> version(String name) {
        int at = name.indexOf('@');
        String circle = at < 0 ? name : name.substring(0, at);
        Optional<Models> models = circle(circle).map(found -> new Models(home.model(found.name())));
        List<Path> versions = models.map(Models::versions).orElse(List.of());
        if (at < 0) {
            return models.flatMap(Models::live).map(live -> named(circle, live));
        }
        if (versions.isEmpty()) {
            return Optional.empty();
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

    private ModelFolder run(Circle circle) {
        Path run = home.run(circle.name());
        return TrainingRun.best(run)
                .map(best -> new ModelFolder(RUN + circle, best, TrainingRun.corpusFolder(run)))
                .orElseThrow(
                        () ->
                                new UserError(
                                        "The circle " + circle + " has no run with a checkpoint.",
                                        "A run that is over is its live model: " + circle + "."));
    }

    private static Optional<ModelFolder> folder(String name) {
        return path(name)
                .filter(ModelFolders::holdsModel)
                .map(folder -> ModelFolder.whole(name, folder));
    }

    private static Optional<Path> path(String name) {
        try {
            return Optional.of(Path.of(name));
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    /// Whether a model lies in `folder`, which is not still being fetched.
    static boolean holdsModel(Path folder) {
        return Files.isRegularFile(folder.resolve(CONFIG))
                && !folder.toString().endsWith(UNFINISHED);
    }
}
