package dev.understudy.stage.command;

/// A button under an answer.
///
/// @param label what it says
/// @param line the command that pressing it is, as if whoever presses it had typed it; at most 60
///   bytes, as Telegram gives a button 64
public record Choice(String label, String line) {}
