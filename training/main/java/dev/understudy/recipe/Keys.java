package dev.understudy.recipe;

import static dev.understudy.recipe.Key.Change.FIXED;
import static dev.understudy.recipe.Key.Change.FREE;
import static dev.understudy.recipe.Key.Change.RAISED;
import static dev.understudy.recipe.Key.Group.CORPUS;
import static dev.understudy.recipe.Key.Group.LEARNING;
import static dev.understudy.recipe.Key.Group.LENGTH;
import static dev.understudy.recipe.Key.Group.MACHINE;
import static dev.understudy.recipe.Key.Group.MODEL;
import static dev.understudy.recipe.Key.Group.RHYTHM;

import dev.understudy.corpus.split.Held;
import dev.understudy.model.optimizer.Optimization.Method;
import dev.understudy.recipe.Key.Change;
import dev.understudy.recipe.Key.Defaults;
import dev.understudy.recipe.Key.Group;
import dev.understudy.recipe.Key.Usage;
import dev.understudy.recipe.TrainingSettings.Checkpointing;
import dev.understudy.recipe.TrainingSettings.Packing;
import dev.understudy.recipe.TrainingSettings.Precision;
import dev.understudy.settings.Kind;
import dev.understudy.settings.Spelling;
import dev.understudy.settings.UserError;
import dev.understudy.vocabulary.VocabularyTrainer;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Every setting of a training, once: options, presets, `run.json` and help follow from this list.
///
/// The defaults from scratch suit a megabyte of chat and two cores; those with a base model are
/// Hugging Face's for fine-tuning.
public final class Keys {
    private static final Map<String, Key<?>> BY_NAME = new LinkedHashMap<>();

    /// Twice gpt2-xl's.
    private static final long MOST_LAYERS = 96;

    /// As many names as a refusal suggests.
    private static final int SUGGESTED = 3;

    private static final String SCRATCH_NAME = "scratch";

    public static final Key<String> BASE =
            key("base", MODEL, Kind.text("a model's name or folder"), both(SCRATCH_NAME), FIXED)
                    .says(
                            "<model>",
                            "Start from a pulled model such as gpt2, from \"live\", from a"
                                    + " version as in friends@0003, from a checkpoint folder, or"
                                    + " from nothing.");
    public static final Key<Long> LAYERS =
            key("layers", MODEL, Kind.whole(1, MOST_LAYERS), scratch("2"), FIXED)
                    .says("<count>", "Stack this many attention blocks.");
    public static final Key<Long> HEADS =
            key("heads", MODEL, Kind.whole(1), scratch("8"), FIXED)
                    .says("<count>", "Give each block this many attention heads.");
    public static final Key<Long> WIDTH =
            key("width", MODEL, Kind.whole(1), scratch("256"), FIXED)
                    .says("<channels>", "Make hidden states this wide.");
    public static final Key<Long> VOCABULARY =
            key(
                            "vocabulary",
                            MODEL,
                            Kind.whole(VocabularyTrainer.CHARACTERS, VocabularyTrainer.LARGEST),
                            scratch("1024"),
                            FIXED)
                    .says("<tokens>", "Learn this many tokens; 257 are the bytes alone.");

    public static final Key<Long> STEPS =
            key("steps", LENGTH, Kind.whole(1), scratch("2200"), RAISED)
                    .says("<count>", "Take this many optimizer steps.");
    public static final Key<Double> EPOCHS =
            key(
                            "epochs",
                            LENGTH,
                            Kind.real("above 0, up to 10000", n -> n > 0 && n <= 10_000),
                            new Defaults("", "3"),
                            RAISED)
                    .says("<count>", "Instead of --steps, read the corpus this often.");
    public static final Key<Long> BATCH =
            key("batch", LENGTH, Kind.whole(1), new Defaults("6", "4"), FIXED)
                    .says("<blocks>", "Compute this many blocks side by side.");
    public static final Key<Long> ACCUMULATION =
            key("accumulation", LENGTH, Kind.whole(1), new Defaults("1", "4"), FIXED)
                    .says("<count>", "Sum the gradients of this many batches in a step.");
    public static final Key<Long> BLOCK =
            key("block", LENGTH, Kind.whole(2), new Defaults("96", "1024"), FIXED)
                    .says(
                            "<tokens>",
                            "Read this many tokens at once; from scratch, also the model's"
                                    + " memory.");
    public static final Key<Packing> PACKING =
            key("packing", LENGTH, Kind.choice(Packing.class), both("blocks"), FIXED)
                    .says(
                            "<form>",
                            "Read blocks without a gap, or documents: each conversation or text"
                                    + " in rows of its own.");

    public static final Key<Double> LEARNING_RATE =
            key("learning-rate", LEARNING, above0(), new Defaults("3e-3", "5e-5"), FIXED)
                    .says("<rate>", "Learn this fast at most.");
    public static final Key<Kind.Portion> MIN_LEARNING_RATE =
            key(
                            "min-learning-rate",
                            LEARNING,
                            Kind.portion(
                                    "0 to learning-rate, or a share of it as in 10%",
                                    rate -> rate.amount() >= 0),
                            new Defaults("10%", "0"),
                            FIXED)
                    .says("<rate>", "Decay to this, or to this share of --learning-rate.");
    public static final Key<LearningRate.Shape> SCHEDULE =
            key(
                            "schedule",
                            LEARNING,
                            Kind.choice(LearningRate.Shape.class),
                            new Defaults("cosine", "linear"),
                            FIXED)
                    .says("<shape>", "Decay so: cosine, linear, constant.");
    public static final Key<Kind.Portion> WARM_UP =
            key(
                            "warm-up",
                            LEARNING,
                            Kind.portion(
                                    "a number of steps, or a share of all as in 5%",
                                    n -> n.amount() >= 0 && (!n.ofWhole() || n.amount() <= 1)),
                            new Defaults("100", "0"),
                            FIXED)
                    .says(
                            "<steps>",
                            "Raise the learning rate over so many steps, or such a share of all.");
    public static final Key<Method> OPTIMIZER =
            key("optimizer", LEARNING, Kind.choice(Method.class), both("adamw"), FIXED)
                    .says(
                            "<name>",
                            "Learn by adamw, by adamw-8bit (a quarter of the memory), or by muon"
                                    + " (from scratch).");
    public static final Key<Double> MUON_LEARNING_RATE =
            key("muon-learning-rate", LEARNING, above0(), both("0.02"), FIXED)
                    .says("<rate>", "With muon, learn matrices this fast at most.");
    public static final Key<Double> MUON_MOMENTUM =
            key("muon-momentum", LEARNING, belowOne(), both("0.95"), FIXED)
                    .says("<factor>", "With muon, remember matrices' gradients.");
    public static final Key<Double> BETA1 =
            key("beta1", LEARNING, belowOne(), both("0.9"), FIXED)
                    .says("<factor>", "Remember gradients.");
    public static final Key<Double> BETA2 =
            key("beta2", LEARNING, belowOne(), new Defaults("0.99", "0.999"), FIXED)
                    .says("<factor>", "Remember squared gradients.");
    public static final Key<Double> EPSILON =
            key("epsilon", LEARNING, above0(), both("1e-8"), FIXED)
                    .says("<number>", "Keep AdamW from dividing by zero.");
    public static final Key<Double> WEIGHT_DECAY =
            key("weight-decay", LEARNING, belowOne(), new Defaults("0.1", "0.01"), FIXED)
                    .says("<factor>", "Pull matrices towards zero.");
    public static final Key<Double> CLIP =
            key("clip", LEARNING, Kind.real("0 or more", n -> n >= 0), both("1"), FIXED)
                    .says("<norm>", "Shorten longer gradients; 0 for never.");
    public static final Key<Double> DROPOUT =
            key("dropout", LEARNING, belowOne(), new Defaults("0", "0.1"), FIXED)
                    .says(
                            "<share>",
                            "Drop activations (embeddings, attention, residuals) in training.");
    public static final Key<List<String>> SPEAKERS =
            key("speakers", LEARNING, Kind.names(), Defaults.NONE, FIXED)
                    .says(
                            "<names>",
                            "Learn to write these people's lines alone; the others' are only read."
                                    + " Default: everyone's");
    public static final Key<Long> SEED =
            key("seed", LEARNING, Kind.seed(), both("1337"), FIXED)
                    .says("<number>", "Draw weights, data and dropout from this.");

    public static final Key<Every> EVALUATE_EVERY =
            key("evaluate-every", RHYTHM, Every.kind(1), new Defaults("250", "epoch"), FREE)
                    .says("<steps>", "Measure the validation loss, keep the best weights.");
    public static final Key<Long> EVALUATE_BLOCKS =
            key("evaluate-blocks", RHYTHM, Kind.whole(0), both("256"), FIXED)
                    .says("<count>", "Measure it on at most so many blocks; 0 for all.");
    public static final Key<Every> SAVE_EVERY =
            key("save-every", RHYTHM, Every.kind(1), new Defaults("250", "100"), FREE)
                    .says("<steps>", "Save what a crash would lose.");
    public static final Key<Long> KEEP_LAST =
            key("keep-last", RHYTHM, Kind.whole(1), both("1"), FREE)
                    .says("<count>", "Keep so many checkpoints until the training ends.");
    public static final Key<Every> SAMPLE_EVERY =
            key("sample-every", RHYTHM, Every.kind(0), new Defaults("500", "epoch"), FREE)
                    .says("<steps>", "Show what the model writes; 0 for never.");
    public static final Key<Long> PATIENCE =
            key("patience", RHYTHM, Kind.whole(0), both("0"), FREE)
                    .says(
                            "<count>",
                            "End after so many evaluations in a row without a better one; 0 for"
                                    + " never.");

    public static final Key<Kind.Portion> VALIDATION_SHARE =
            key(
                            "validation-share",
                            CORPUS,
                            Kind.portion(
                                    "above 0%, below 100%", n -> n.amount() > 0 && n.amount() < 1),
                            both("5%"),
                            FIXED)
                    .says("<share>", "Keep this much of the text for validation.");
    public static final Key<Kind.Portion> TEST_SHARE =
            key(
                            "test-share",
                            CORPUS,
                            Kind.portion(
                                    "0% to below 100%", n -> n.amount() >= 0 && n.amount() < 1),
                            both("0%"),
                            FIXED)
                    .says(
                            "<share>",
                            "Keep so much aside for a test, about as much from each person.");
    public static final Key<Held> SPLIT =
            key("split", CORPUS, Kind.choice(Held.class), both("newest"), FIXED)
                    .says(
                            "<which>",
                            "Keep the newest of it, or shuffled: documents drawn by chance.");
    public static final Key<Duration> SILENCE =
            key("silence", CORPUS, Kind.time("above 0", t -> t.isPositive()), both("1h"), FIXED)
                    .says("<time>", "Start a new conversation after such a pause.");
    public static final Key<Duration> REPLY_SPAN =
            key(
                            "reply-span",
                            CORPUS,
                            Kind.time("0s or more", t -> !t.isNegative()),
                            both("12h"),
                            FIXED)
                    .says(
                            "<time>",
                            "Unless it replies to a message no older than this, whose conversation"
                                    + " goes on.");
    public static final Key<Duration> BURST =
            key("burst", CORPUS, Kind.time("0s or more", t -> !t.isNegative()), both("2m"), FIXED)
                    .says("<time>", "Join what one friend sends within such a pause.");
    public static final Key<List<String>> COMMANDS =
            key("commands", CORPUS, Kind.names(), both("/,!"), FIXED)
                    .says("<prefixes>", "Leave out commands: these, with a letter right after.");
    public static final Key<Long> PASTE_LENGTH =
            key("paste-length", CORPUS, Kind.whole(0), both("100"), FIXED)
                    .says(
                            "<letters>",
                            "Keep once what has so many letters and is said again nearly word for"
                                    + " word; 0 keeps all.");
    public static final Key<Kind.Portion> CEILING =
            key(
                            "ceiling",
                            CORPUS,
                            Kind.portion(
                                    "above 0%, up to 100%", n -> n.amount() > 0 && n.amount() <= 1),
                            both("100%"),
                            FIXED)
                    .says(
                            "<share>",
                            "Keep only the newest turns of whoever said more than this share of"
                                    + " all.");
    public static final Key<Boolean> LOWER_CASE =
            key("lower-case", CORPUS, Kind.yesNo(), both("false"), FIXED)
                    .says("<yes>", "Put all text in lower case.");
    public static final Key<Boolean> SCRUB =
            key("scrub", CORPUS, Kind.yesNo(), both("true"), FIXED)
                    .says(
                            "<yes>",
                            "Put [email], [phone], [link] and the like in the place of private"
                                    + " data.");

    public static final Key<String> DEVICE =
            key("device", MACHINE, Kind.text("auto, cpu, cuda, cuda:0,1"), both("auto"), FREE)
                    .says("<name>", "Train on auto, cpu, cuda, or as in cuda:0,1.");
    public static final Key<Precision> PRECISION =
            key("precision", MACHINE, Kind.choice(Precision.class), both("auto"), FIXED)
                    .says("<type>", "Compute in float32, tf32, bf16, fp16, or the device's best.");
    public static final Key<Checkpointing> GRADIENT_CHECKPOINTING =
            key(
                            "gradient-checkpointing",
                            MACHINE,
                            Kind.choice(Checkpointing.class),
                            both("auto"),
                            FREE)
                    .says("<when>", "Compute activations twice to save memory: auto, on, off.");
    public static final Key<Long> LOSS_ROWS =
            key("loss-rows", MACHINE, Kind.whole(0), both("0"), FREE)
                    .says(
                            "<tokens>",
                            "Hold the logits of so many tokens at a time; 0 for as many as fit"
                                    + " 64 MB.");

    private Keys() {}

    private static Defaults both(String text) {
        return new Defaults(text, text);
    }

    private static Defaults scratch(String text) {
        return new Defaults(text, "");
    }

    private static Kind<Double> above0() {
        return Kind.real("above 0", n -> n > 0 && Double.isFinite(n));
    }

    private static Kind<Double> belowOne() {
        return Kind.real("0 to below 1", n -> n >= 0 && n < 1);
    }

    private static <T> Draft<T> key(
            String name, Group group, Kind<T> kind, Defaults defaults, Change change) {
        return new Draft<>(name, group, kind, defaults, change);
    }

    /// A key that has no words yet.
    private record Draft<T>(
            String name, Group group, Kind<T> kind, Defaults defaults, Change change) {
        Key<T> says(String value, String sentence) {
            Usage usage = new Usage(value, sentence);
            Key<T> key = new Key<>(name, group, kind, usage, defaults, change);
            BY_NAME.put(name, key);
            return key;
        }
    }

    /// All of them, in the order of help.
    public static List<Key<?>> all() {
        return List.copyOf(BY_NAME.values());
    }

    /// The key called `name`. Throws UserError that names the nearest ones when there is none.
    ///
    /// @param place where it was found, before the message: `file:line`, or empty
    static Key<?> named(String name, String place) {
        Key<?> found = BY_NAME.get(name.strip());
        if (found != null) {
            return found;
        }
        List<String> near =
                Spelling.closest(
                        name.strip(), Collections.unmodifiableSet(BY_NAME.keySet()), SUGGESTED);
        throw new UserError(
                "%sThere is no setting \"%s\"."
                        .formatted(place.isEmpty() ? "" : place + ": ", name.strip()),
                (near.isEmpty() ? "" : "Did you mean " + String.join(" or ", near) + "? ")
                        + "understudy help train lists all.");
    }
}
