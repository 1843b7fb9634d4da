package dev.understudy.likeness;

import dev.understudy.chat.SpeakerName;
import java.util.Optional;

/// One friend and their clone.
///
/// @param learnt turns in the training part
/// @param heldOut turns in the validation part
/// @param replies that the clone gave
/// @param words how the model foresees what they said
/// @param style empty when there is too little to compare
public record Friend(
        SpeakerName name,
        long learnt,
        long heldOut,
        int replies,
        Foreseen words,
        Optional<Style> style) {}
