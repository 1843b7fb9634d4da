package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.clone.ModelCard;
import dev.understudy.recipe.Keys;
import dev.understudy.recipe.Presets;
import dev.understudy.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each preset as it is shipped trains a model, two steps long, from a base model of the name it
/// asks for and of next to no size.
class PresetTrainingTest {
    @TempDir Path folder;

    static Stream<String> names() {
        return Presets.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void trainsAStandIn(String name) throws IOException {
        Recipe preset = Recipe.of(name, Presets.load(name));
        ToyHome home = new ToyHome(folder.resolve("home"));
        List<String> line = new ArrayList<>(List.of("train", "--preset", name, "--steps=2"));
        Optional<String> base =
                Optional.of(preset.get(Keys.BASE)).filter(_ -> !preset.fromScratch());
        if (base.isPresent()) {
            TinyBase.write(home.folder().resolve("base").resolve(base.get()), 1024);
        } else {
            line.addAll(List.of("--layers=1", "--heads=2", "--width=16"));
        }
        Path chat = ToyHome.writeChat(folder.resolve("chat.txt"), 2500);
        switch (preset.get(Keys.PACKING)) {
            case BLOCKS -> home.importChat(chat);
            case DOCUMENTS -> line.addAll(List.of("--text", chat.toString(), "--split-at="));
        }
        Invocation trained = Invocation.of(home.inCircle(line.toArray(String[]::new)));
        assertThat(trained.exitCode()).as(trained.err()).isZero();
        assertThat(trained.err()).contains(name + ": ", "Set: ", "steps 2");
        ModelCard card = ModelCard.read(home.model("0001"));
        assertThat(card.preset()).isEqualTo(name);
        assertThat(card.parentVersion()).isEqualTo(base);
        assertThat(card.seed()).isEqualTo(preset.get(Keys.SEED));
    }
}
