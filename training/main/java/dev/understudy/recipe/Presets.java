package dev.understudy.recipe;

import dev.understudy.recipe.Layer.Given;
import dev.understudy.settings.Spelling;
import dev.understudy.settings.UserError;
import dev.understudy.settings.yaml.Node;
import dev.understudy.settings.yaml.Node.Entries;
import dev.understudy.settings.yaml.Node.Entry;
import dev.understudy.settings.yaml.Node.Items;
import dev.understudy.settings.yaml.Node.Text;
import dev.understudy.settings.yaml.YamlText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Settings that go together, in a file of keys and values: those of `config/presets`, which the
/// program carries with it, and anyone's own.
public final class Presets {
    /// Those that are carried along.
    public static final List<String> NAMES =
            List.of(
                    "cloning-my-friends",
                    "recipes",
                    "tweets",
                    "sonnets",
                    "hitchhikers-char",
                    "hitchhikers-char-cpu",
                    "hitchhikers");

    private Presets() {}

    /// The preset that `reference` means: a name of [#NAMES], or a file.
    ///
    /// Throws UserError, with the line, for a key that there is none of, a value that does not fit,
    /// and what is no list of keys and values.
    public static Layer load(String reference) {
        try {
            if (NAMES.contains(reference)) {
                return carried(reference);
            }
            Path file = Path.of(reference);
            if (Files.isRegularFile(file)) {
                return read(name(file), file.toString(), Files.readAllBytes(file));
            }
        } catch (IOException unreadable) {
            throw new UserError(
                    reference + " cannot be read: " + unreadable.getMessage() + ".",
                    "Make it readable for this user.",
                    unreadable);
        }
        List<String> near = Spelling.closest(reference, NAMES, 1);
        throw new UserError(
                "There is no preset \"" + reference + "\", and no such file.",
                (near.isEmpty() ? "" : "Did you mean " + near.getFirst() + "? ")
                        + "There are: "
                        + String.join(", ", NAMES)
                        + ".");
    }

    private static Layer carried(String name) throws IOException {
        String path = "presets/" + name + ".yml";
        try (InputStream file = Presets.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalStateException(path + " is not in the program");
            }
            return read(name, path, file.readAllBytes());
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    }

    private static Layer read(String name, String file, byte[] yaml) {
        if (!(new YamlText(file).read(yaml) instanceof Entries settings)) {
            throw noSetting(file + ":1");
        }
        List<Given> given = new ArrayList<>();
        for (Entry entry : settings.entries()) {
            given.add(new Given(entry.key(), value(entry.value(), entry.place()), entry.place()));
        }
        return Layer.of(name, given);
    }

    /// Several in a row are names with commas between them.
    private static String value(Node node, String place) {
        return switch (node) {
            case Text text -> text.text();
            case Items names when names.items().stream().allMatch(name -> name instanceof Text) ->
                    names.items().stream()
                            .map(name -> value(name, place))
                            .collect(Collectors.joining(","));
            case Items _, Entries _ -> throw noSetting(place);
        };
    }

    private static UserError noSetting(String place) {
        return new UserError(
                place + ": this is no setting.", "Write one setting a line, as in epochs: 5.");
    }
}
