package dev.understudy.recipe;

import dev.understudy.chat.Circle;
import dev.understudy.clone.Models;
import dev.understudy.generation.TextModel;
import dev.understudy.hub.ModelName;
import dev.understudy.model.Gpt2Config;
import dev.understudy.settings.Home;
import dev.understudy.settings.Spelling;
import dev.understudy.settings.UserError;
import dev.understudy.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A trained model that another one starts from.
///
/// @param name for the new model's card: `gpt2`, `friends@0003`
/// @param folder its checkpoint
/// @param config its shape
public record BaseModel(String name, Path folder, Gpt2Config config) {
    private static final String LIVE = "live";

    /// The model that `reference` means for `circle`: `live`, `circle@version`, the name of one in
    /// `home`, or a checkpoint folder.
    ///
    /// Throws UserError when there is none, when it is damaged or no GPT-2, or another circle's:
    /// nothing crosses from one circle to another.
    public static BaseModel find(String reference, Home home, Circle circle) {
        int at = reference.indexOf('@');
        if (reference.equals(LIVE)) {
            Path live =
                    new Models(home.model(circle.name()))
                            .live()
                            .orElseThrow(
                                    () ->
                                            new UserError(
                                                    "The circle " + circle + " has no model yet.",
                                                    "Train one without --base live."));
            return open(circle + "@" + live.getFileName(), live);
        }
        Path pulled = home.base(folderOf(reference)).normalize();
        if (pulled.startsWith(home.bases()) && Files.isDirectory(pulled)) {
            return open(nameOf(home.bases().relativize(pulled)), pulled);
        }
        Path folder = Path.of(reference).toAbsolutePath().normalize();
        if (Files.isDirectory(folder)) {
            return open(String.valueOf(folder.getFileName()), folder);
        }
        return at > 0
                ? version(reference.substring(0, at), reference.substring(at + 1), home, circle)
                : none(reference, home);
    }

    /// Where a pulled model lies; whatever else was put beside them lies under its own name.
    private static String folderOf(String reference) {
        return ModelName.isOne(reference) ? ModelName.of(reference).folder() : reference;
    }

    private static String nameOf(Path folder) {
        return folder.toString().replace('\\', '/').replace("%2F", "/");
    }

    private static BaseModel version(String owner, String version, Home home, Circle circle) {
        if (!owner.equals(circle.name())) {
            throw new UserError(
                    "The model " + owner + "@" + version + " is another circle's.",
                    "Start from one of " + circle + "'s own: nothing crosses between circles.");
        }
        List<Path> versions = new Models(home.model(owner)).versions();
        return versions.stream()
                .filter(folder -> folder.getFileName().toString().equals(version))
                .findFirst()
                .map(folder -> open(owner + "@" + version, folder))
                .orElseThrow(
                        () ->
                                new UserError(
                                        "%s has no version %s.".formatted(circle, version),
                                        "It has: "
                                                + versions.stream()
                                                        .map(folder -> "" + folder.getFileName())
                                                        .toList()
                                                + "."));
    }

    private static BaseModel none(String reference, Home home) {
        Optional<String> near = Spelling.closest(reference, pulled(home), 1).stream().findFirst();
        throw new UserError(
                "There is no base model \"" + reference + "\".",
                near.map(name -> "Did you mean " + name + "? ").orElse("")
                        + "Fetch one with understudy pull gpt2, or name a checkpoint folder.");
    }

    private static List<String> pulled(Home home) {
        Path folder = home.bases();
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> nameOf(entry.getFileName())).sorted().toList();
        } catch (IOException unreadable) {
            throw new UserError(
                    folder + " cannot be read: " + unreadable.getMessage() + ".",
                    "Make the folder readable.",
                    unreadable);
        }
    }

    private static BaseModel open(String name, Path folder) {
        return new BaseModel(name, folder, Gpt2Config.read(folder));
    }

    /// The model's own tokenizer; close it. Throws UserError when it is missing, or another
    /// model's.
    public Tokenizer tokenizer() {
        return TextModel.loadTokenizer(config, folder);
    }

    /// `recipe` as far as it depends on this model: where nobody said a block, it is no longer than
    /// what the model reads. Throws UserError when somebody said a longer one.
    public Recipe fit(Recipe recipe) {
        int context = config.contextLength();
        if (recipe.count(Keys.BLOCK) <= context) {
            return recipe;
        }
        if (recipe.says(Keys.BLOCK)) {
            throw tooLong(recipe.count(Keys.BLOCK), context);
        }
        return recipe.with(Layer.of(name, Keys.BLOCK.name() + "=" + context));
    }

    static UserError tooLong(int block, int context) {
        return new UserError(
                "The block is %d tokens; the model reads at most %d.".formatted(block, context),
                "Train with --block " + context + " or less.");
    }
}
