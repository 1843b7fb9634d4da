package dev.understudy.stage;

import java.util.List;

/// What somebody asks of the stage, on whatever platform and however it was typed there.
public sealed interface Command {

    /// Calls the clone of a friend onto the stage; it answers from then on.
    record Play(String name) implements Command {}

    /// Asks who can be called.
    record Clones() implements Command {}

    /// Sends the clone off the stage.
    record Stop() implements Command {}

    /// Sets how bold replies are.
    record Temperature(double value) implements Command {}

    /// Sets how much of the model's choice is kept.
    record TopP(double value) implements Command {}

    /// Starts the random numbers over.
    record Seed(long value) implements Command {}

    /// Begins a new conversation.
    record Reset() implements Command {}

    /// Lets clones talk among themselves, in the order named, over and over.
    record Scene(List<String> names, int turns) implements Command {
        public Scene {
            names = List.copyOf(names);
        }
    }

    /// Asks what can be asked.
    record Help() implements Command {}

    /// Leaves.
    record Quit() implements Command {}
}
