package dev.understudy.stage.command;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// What somebody asks of the stage, on whatever platform and however it was typed there.
public sealed interface Command {

    /// Calls the clone of a friend onto the stage; it answers from then on.
    record Play(String name) implements Command {}

    /// Asks who can be called.
    record Clones() implements Command {}

    /// Has a clone say one thing, on stage or not.
    ///
    /// @param prompt what it hears first, said by whoever asks
    record Say(String name, Optional<String> prompt) implements Command {}

    /// Lets clones talk among themselves, in the order named, over and over.
    ///
    /// @param topic what they hear first
    record Scene(List<String> names, Optional<String> topic, int turns) implements Command {
        public Scene {
            names = List.copyOf(names);
        }
    }

    /// Ends a scene and sends the clone off the stage.
    record Stop() implements Command {}

    /// Changes how clones speak in this channel, or asks how they do where nothing is given.
    ///
    /// @param temperature how bold replies are
    /// @param topP how much of the model's choice is kept
    /// @param talkativeness how often a clone speaks unasked, as a multiple of its friend's habit
    record Settings(OptionalDouble temperature, OptionalDouble topP, OptionalDouble talkativeness)
            implements Command {}

    /// Starts the random numbers over.
    record Seed(long value) implements Command {}

    /// Begins a new conversation.
    record Reset() implements Command {}

    /// Grants or refuses to be learnt from and cloned, or asks how things stand.
    record Consent(Optional<Boolean> granted) implements Command {}

    /// Asks that all messages of whoever asks are deleted.
    ///
    /// @param confirmed whether they were told what that means, and want it
    record ForgetMe(boolean confirmed) implements Command {}

    /// Asks what is kept and what it is used for.
    record Privacy() implements Command {}

    /// Asks what goes on in this channel.
    record Status() implements Command {}

    /// Asks what can be asked.
    record Help() implements Command {}

    /// Operators: trains on what is new.
    record Retrain() implements Command {}

    /// Operators: asks which versions of the model there are.
    record Models() implements Command {}

    /// Operators: goes back to an earlier version of the model.
    ///
    /// @param version as in `0002`; none is the one before
    record Rollback(Optional<String> version) implements Command {}

    /// Leaves the terminal.
    record Quit() implements Command {}
}
