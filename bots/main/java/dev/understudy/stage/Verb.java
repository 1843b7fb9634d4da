package dev.understudy.stage;

import java.util.Arrays;
import java.util.Optional;

/// The word that a command begins with, and what a person needs to know about it.
public enum Verb {
    CLONE("clone", "NAME", "call a friend's clone onto the stage", "/clone alice"),
    CLONES("clones", "", "list the clones there are", "/clones"),
    STOP("stop", "", "send the clone away", "/stop"),
    SCENE("scene", "NAME NAME... [TURNS]", "let clones talk to each other", "/scene alice bob 6"),
    TEMPERATURE("temperature", "0.0-2.0", "set how bold replies are", "/temperature 0.7"),
    TOP_P("top-p", "0.0-1.0", "set how much of the model's choice is kept", "/top-p 0.9"),
    SEED("seed", "NUMBER", "start the random numbers over", "/seed 7"),
    RESET("reset", "", "begin a new conversation", "/reset"),
    HELP("help", "", "show this list", "/help"),
    QUIT("quit", "", "leave", "/quit");

    private final String word;
    private final String arguments;
    private final String purpose;
    private final String example;

    Verb(String word, String arguments, String purpose, String example) {
        this.word = word;
        this.arguments = arguments;
        this.purpose = purpose;
        this.example = example;
    }

    /// As it is typed, without the slash.
    public String word() {
        return word;
    }

    /// What follows it; empty when nothing does.
    public String arguments() {
        return arguments;
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
        return this == CLONE || this == SCENE;
    }

    static Optional<Verb> of(String word) {
        return Arrays.stream(values()).filter(verb -> verb.word.equals(word)).findFirst();
    }
}
