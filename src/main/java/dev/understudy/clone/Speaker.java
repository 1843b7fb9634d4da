package dev.understudy.clone;

import dev.understudy.chat.SpeakerName;

/// Someone whom a model has learned to play.
///
/// @param name as the transcript writes it; unique in the model
/// @param displayName as their friends read it, one printable line
/// @param turns how many of their turns the model has seen
public record Speaker(SpeakerName name, String displayName, long turns) {
    public Speaker {
        displayName = displayName.replaceAll("[\\s\\h\\v\\p{Cc}]+", " ").strip();
        if (displayName.isEmpty()) {
            displayName = name.text();
        }
        if (turns < 0) {
            throw new IllegalArgumentException("turns is " + turns + "; accepted: 0 and above");
        }
    }

    @Override
    public String toString() {
        return displayName;
    }
}
