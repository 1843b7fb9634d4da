package dev.understudy.evaluation;

import dev.understudy.chat.SpeakerName;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// A model's loss over a text, and how it falls to the speakers.
///
/// @param all over every token, header lines and ends of text included
/// @param speakers over each one's words and the line ends after them; those without any are not in
///   it
public record Losses(Loss all, SortedMap<SpeakerName, Loss> speakers) {
    public Losses {
        speakers = Collections.unmodifiableSortedMap(new TreeMap<>(speakers));
    }
}
