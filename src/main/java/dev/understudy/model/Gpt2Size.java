package dev.understudy.model;

import dev.understudy.settings.Spelling;
import dev.understudy.settings.UserError;
import java.util.Arrays;
import java.util.List;

/// The shapes in which GPT-2 was published (Radford et al. 2019, table 2), and its distilled one
/// (Sanh et al. 2019).
public enum Gpt2Size {
    DISTILGPT2("distilgpt2", 6, 12, 768),
    GPT2("gpt2", 12, 12, 768),
    MEDIUM("gpt2-medium", 24, 16, 1024),
    LARGE("gpt2-large", 36, 20, 1280),
    XL("gpt2-xl", 48, 25, 1600);

    private static final int VOCABULARY = 50257;
    private static final int CONTEXT = 1024;

    private final String label;
    private final int layers;
    private final int heads;
    private final int width;

    Gpt2Size(String label, int layers, int heads, int width) {
        this.label = label;
        this.layers = layers;
        this.heads = heads;
        this.width = width;
    }

    /// The one that people call `name`. Throws UserError, which names all, when there is none.
    public static Gpt2Size named(String name) {
        List<String> names = Arrays.stream(values()).map(size -> size.label).toList();
        return Arrays.stream(values())
                .filter(size -> size.label.equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UserError(
                                        "There is no size \"%s\"; accepted: %s."
                                                .formatted(name, String.join(", ", names)),
                                        Spelling.closest(name, names, 1).stream()
                                                .map(near -> "Did you mean " + near + "?")
                                                .findFirst()
                                                .orElse("Choose one of them.")));
    }

    /// The shape.
    public Gpt2Config config() {
        return new Gpt2Config(VOCABULARY, CONTEXT, width, layers, heads, VOCABULARY - 1);
    }

    /// What people call it: `gpt2-large`.
    @Override
    public String toString() {
        return label;
    }
}
