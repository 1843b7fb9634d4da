package dev.understudy.library;

import dev.understudy.clone.ModelCard;
import dev.understudy.settings.UserError;
import java.util.Optional;

/// Where models come from, as their cards say.
///
/// @param folders where ancestors are looked for
public record Ancestry(ModelFolders folders) {
    /// More nights than anybody keeps versions of.
    private static final int LONGEST = 10_000;

    /// The model that `descendant` was made of before it knew anybody: its farthest ancestor, if
    /// that has no card. Empty where it is gone, or where it all began from scratch.
    public Optional<ModelFolder> base(ModelFolder descendant) {
        ModelFolder found = descendant;
        for (int generation = 0; generation < LONGEST; generation++) {
            if (!ModelCard.isIn(found.weights())) {
                return Optional.of(found).filter(one -> !one.equals(descendant));
            }
            Optional<ModelFolder> parent = parent(found);
            if (parent.isEmpty()) {
                return Optional.empty();
            }
            found = parent.get();
        }
        return Optional.empty();
    }

    private Optional<ModelFolder> parent(ModelFolder child) {
        try {
            return ModelCard.read(child.weights()).parentVersion().map(folders::find);
        } catch (UserError gone) {
            return Optional.empty();
        }
    }
}
