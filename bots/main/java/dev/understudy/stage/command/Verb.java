package dev.understudy.stage.command;

import static dev.understudy.stage.command.Parameter.Kind.CHOICE;
import static dev.understudy.stage.command.Parameter.Kind.NUMBER;
import static dev.understudy.stage.command.Parameter.Kind.TEXT;
import static dev.understudy.stage.command.Parameter.Kind.WHOLE;
import static dev.understudy.stage.command.Parameter.optional;
import static dev.understudy.stage.command.Parameter.required;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The word that a command begins with, and what a person or a platform needs to know about it.
/// Discord's slash commands, Telegram's menu, help and completion follow from this list.
public enum Verb {
    CLONE(
            "clone",
            For.EVERYONE,
            "call a friend's clone onto the stage",
            "/clone alice",
            required("name", Parameter.Kind.CLONE, "whose clone; \"off\" sends it away")),
    CLONES("clones", For.ASKER, "list the clones there are", "/clones"),
    SAY(
            "say",
            For.EVERYONE,
            "have a clone say one thing",
            "/say alice what is for dinner?",
            required("name", Parameter.Kind.CLONE, "whose clone"),
            optional("prompt", TEXT, "what it hears first")),
    SCENE(
            "scene",
            For.EVERYONE,
            "let clones talk to each other",
            "/scene alice bob about the cat 6",
            required("first", Parameter.Kind.CLONE, "who begins"),
            required("second", Parameter.Kind.CLONE, "who answers"),
            optional("topic", TEXT, "what it is about"),
            optional("turns", WHOLE, "how many turns, at most")),
    STOP("stop", For.EVERYONE, "end a scene and send the clone away", "/stop"),
    SETTINGS(
            "settings",
            For.EVERYONE,
            "show or set how clones speak here",
            "/settings temperature 0.8",
            optional("temperature", NUMBER, "how bold replies are, 0 to 2"),
            optional("top-p", NUMBER, "how much of the model's choice is kept, 0 to 1"),
            optional("talkativeness", NUMBER, "how often a clone speaks unasked; 1 as its friend")),
    RESET("reset", For.EVERYONE, "begin a new conversation", "/reset"),
    CONSENT(
            "consent",
            For.ASKER,
            "allow or refuse to be cloned",
            "/consent yes",
            optional("answer", CHOICE, "yes or no; nothing shows how it stands")),
    FORGET_ME("forget-me", For.ASKER, "delete everything you have written", "/forget-me"),
    PRIVACY("privacy", For.ASKER, "tell what is kept and why", "/privacy"),
    STATUS("status", For.ASKER, "tell what goes on here", "/status"),
    HELP("help", For.ASKER, "show this list", "/help"),
    RETRAIN("retrain", For.OPERATORS, "train on what is new", "/retrain"),
    MODELS("models", For.OPERATORS, "list the versions of the model", "/models"),
    ROLLBACK(
            "rollback",
            For.OPERATORS,
            "go back to an earlier version",
            "/rollback",
            optional("version", TEXT, "which one; nothing is the one before")),
    TEMPERATURE(
            "temperature",
            For.TERMINAL,
            "set how bold replies are",
            "/temperature 0.7",
            required("value", NUMBER, "0 to 2")),
    TOP_P(
            "top-p",
            For.TERMINAL,
            "set how much of the model's choice is kept",
            "/top-p 0.9",
            required("value", NUMBER, "0 to 1")),
    SEED(
            "seed",
            For.TERMINAL,
            "start the random numbers over",
            "/seed 7",
            required("number", WHOLE, "any")),
    QUIT("quit", For.TERMINAL, "leave", "/quit");

    /// Who may use a command, and who sees what comes of it.
    public enum For {
        /// Anybody in a channel; all see it.
        EVERYONE,
        /// Anybody; where the platform can, only whoever asks sees the answer.
        ASKER,
        /// Operators alone; where the platform can, only they see the answer.
        OPERATORS,
        /// The person at the terminal; other platforms do not offer it.
        TERMINAL
    }

    private final String word;
    private final For whom;
    private final String purpose;
    private final String example;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<Parameter> parameters;

    Verb(String word, For whom, String purpose, String example, Parameter... parameters) {
        this.word = word;
        this.whom = whom;
        this.purpose = purpose;
        this.example = example;
        this.parameters = List.of(parameters);
    }

    /// As it is typed, without the slash.
    public String word() {
        return word;
    }

    /// Who may use it.
    public For whom() {
        return whom;
    }

    /// Whether platforms offer it: all do but the terminal's own.
    public boolean isOnPlatforms() {
        return whom != For.TERMINAL;
    }

    /// What may follow it, in order.
    public List<Parameter> parameters() {
        return parameters;
    }

    /// What it does, in a few words.
    public String purpose() {
        return purpose;
    }

    /// One that works, with its slash.
    public String example() {
        return example;
    }

    /// Whether it is followed by the names of clones.
    public boolean takesNames() {
        return parameters.stream().anyMatch(parameter -> parameter.kind() == Parameter.Kind.CLONE);
    }

    /// The one that `command` is given with.
    public static Verb of(Command command) {
        return switch (command) {
            case Command.Play _ -> CLONE;
            case Command.Clones _ -> CLONES;
            case Command.Say _ -> SAY;
            case Command.Scene _ -> SCENE;
            case Command.Stop _ -> STOP;
            case Command.Settings _ -> SETTINGS;
            case Command.Seed _ -> SEED;
            case Command.Reset _ -> RESET;
            case Command.Consent _ -> CONSENT;
            case Command.ForgetMe _ -> FORGET_ME;
            case Command.Privacy _ -> PRIVACY;
            case Command.Status _ -> STATUS;
            case Command.Help _ -> HELP;
            case Command.Retrain _ -> RETRAIN;
            case Command.Models _ -> MODELS;
            case Command.Rollback _ -> ROLLBACK;
            case Command.Quit _ -> QUIT;
        };
    }

    /// The one that is typed as `word`, with `_` for `-` where a platform allows no dash.
    public static Optional<Verb> of(String word) {
        String dashed = word.replace('_', '-');
        return Arrays.stream(values()).filter(verb -> verb.word.equals(dashed)).findFirst();
    }
}
