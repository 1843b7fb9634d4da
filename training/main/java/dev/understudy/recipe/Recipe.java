package dev.understudy.recipe;

import dev.understudy.corpus.CorpusSettings;
import dev.understudy.corpus.conversation.Cutting;
import dev.understudy.corpus.selection.Selection;
import dev.understudy.corpus.split.Shares;
import dev.understudy.recipe.TrainingSettings.Packing;
import dev.understudy.settings.Kind;
import dev.understudy.settings.UserError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A value for every setting: the defaults, over them a preset's, over those what was said for this
/// training.
public final class Recipe {
    /// The value of [Keys#BASE] that means a model that starts from nothing.
    public static final String SCRATCH = "scratch";

    private final String preset;
    private final List<Layer> layers;
    private final Map<Key<?>, String> values;

    private Recipe(String preset, List<Layer> layers) {
        this.preset = preset;
        this.layers = layers;
        this.values = merged(layers);
        check();
    }

    /// The recipe of `layers`, each stronger than the one before. Throws UserError when they
    /// contradict each other.
    ///
    /// @param preset a name for the whole, for the model's card
    public static Recipe of(String preset, Layer... layers) {
        return new Recipe(preset, List.of(layers));
    }

    private static Map<Key<?>, String> merged(List<Layer> layers) {
        Map<Key<?>, String> said = new LinkedHashMap<>();
        for (Layer layer : layers) {
            if (layer.values().containsKey(Keys.STEPS)) {
                said.remove(Keys.EPOCHS);
            }
            if (layer.values().containsKey(Keys.EPOCHS)) {
                said.remove(Keys.STEPS);
            }
            said.putAll(layer.values());
        }
        boolean scratch = said.getOrDefault(Keys.BASE, SCRATCH).equals(SCRATCH);
        boolean length = said.containsKey(Keys.STEPS) || said.containsKey(Keys.EPOCHS);
        Map<Key<?>, String> all = new LinkedHashMap<>();
        for (Key<?> key : Keys.all()) {
            boolean isSaid = said.containsKey(key);
            boolean silent = length && (key.equals(Keys.STEPS) || key.equals(Keys.EPOCHS));
            Optional<String> value =
                    isSaid
                            ? Optional.ofNullable(said.get(key))
                            : silent ? Optional.empty() : key.standard(scratch);
            value.ifPresent(text -> all.put(key, key.canonical(text, "")));
        }
        return all;
    }

    private void check() {
        if (fromScratch()) {
            long heads = get(Keys.HEADS);
            refuseUnless(
                    get(Keys.WIDTH) % heads == 0,
                    Keys.WIDTH,
                    "a multiple of heads, which is " + heads);
        } else {
            for (Key<?> key : List.of(Keys.LAYERS, Keys.HEADS, Keys.WIDTH, Keys.VOCABULARY)) {
                if (values.containsKey(key)) {
                    throw new UserError(
                            key.name() + " cannot be set: it is that of " + get(Keys.BASE) + ".",
                            "Leave it out, or train with --base scratch.");
                }
            }
        }
        double rate = get(Keys.LEARNING_RATE);
        refuseUnless(
                get(Keys.MIN_LEARNING_RATE).of(rate) <= rate,
                Keys.MIN_LEARNING_RATE,
                "0 to learning-rate, which is " + Kind.plain(rate));
    }

    private void refuseUnless(boolean holds, Key<?> key, String accepted) {
        if (!holds) {
            throw new UserError(
                    "%s is %s; accepted: %s.".formatted(key.name(), values.get(key), accepted),
                    "Correct --%s, or leave it out for the default.".formatted(key.name()));
        }
    }

    /// The value of a setting that always has one.
    public <T> T get(Key<T> key) {
        return find(key).orElseThrow(() -> new IllegalArgumentException(key.name() + " is unset"));
    }

    /// The value of `key`; only `steps` or `epochs`, and a base model's shape, have none.
    public <T> Optional<T> find(Key<T> key) {
        return Optional.ofNullable(values.get(key)).map(text -> key.parse(text, ""));
    }

    /// A whole number that is small enough for a Java array.
    int count(Key<Long> key) {
        return Math.toIntExact(get(key));
    }

    /// A name for these settings: that of the preset, if there is one.
    public String preset() {
        return preset;
    }

    /// Whether the model starts from nothing.
    public boolean fromScratch() {
        return get(Keys.BASE).equals(SCRATCH);
    }

    /// Whether somebody said a value for `key`.
    boolean says(Key<?> key) {
        return layers.stream().anyMatch(layer -> layer.values().containsKey(key));
    }

    /// The same with `layer` over it. Throws UserError as [#of].
    public Recipe with(Layer layer) {
        List<Layer> all = new ArrayList<>(layers);
        all.add(layer);
        return new Recipe(preset, all);
    }

    /// Every value in its one spelling, by name, in the order of [Keys#all].
    public Map<String, String> values() {
        Map<String, String> named = new LinkedHashMap<>();
        values.forEach((key, text) -> named.put(key.name(), text));
        return Collections.unmodifiableMap(named);
    }

    /// What was said, place by place, each value with the one that it stands in for.
    public List<String> said() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            Map<Key<?>, String> before = merged(below(i));
            String changes =
                    layer.values().entrySet().stream()
                            .filter(
                                    said ->
                                            said.getKey().equals(Keys.BASE)
                                                    || !said.getValue()
                                                            .equals(before.get(said.getKey())))
                            .map(said -> change(said, before.get(said.getKey())))
                            .collect(Collectors.joining(", "));
            if (!changes.isEmpty()) {
                lines.add(layer.name() + ": " + changes + ".");
            }
        }
        return lines;
    }

    /// The layers under number `i`, with its base model, whose defaults it stands on.
    private List<Layer> below(int i) {
        List<Layer> below = new ArrayList<>(layers.subList(0, i));
        Optional.ofNullable(layers.get(i).values().get(Keys.BASE))
                .ifPresent(base -> below.add(new Layer("", Map.of(Keys.BASE, base))));
        return below;
    }

    private static String change(Map.Entry<Key<?>, String> said, @Nullable String before) {
        String value = said.getKey().name() + " " + said.getValue();
        return before == null || before.equals(said.getValue())
                ? value
                : value + " (not " + before + ")";
    }

    /// How the corpus is made.
    public CorpusSettings corpusSettings() {
        return new CorpusSettings(
                new Cutting(get(Keys.SILENCE), get(Keys.BURST), get(Keys.REPLY_SPAN)),
                new Selection(get(Keys.COMMANDS), count(Keys.PASTE_LENGTH)),
                new Shares(
                        get(Keys.VALIDATION_SHARE).amount(),
                        get(Keys.TEST_SHARE).amount(),
                        get(Keys.CEILING).amount()),
                get(Keys.PACKING) == Packing.DOCUMENTS ? 1 : count(Keys.BLOCK),
                get(Keys.SPLIT),
                get(Keys.SEED),
                get(Keys.LOWER_CASE));
    }
}
