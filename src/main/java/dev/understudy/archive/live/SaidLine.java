package dev.understudy.archive.live;

import dev.understudy.chat.Channel;
import dev.understudy.chat.SpeakerName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A clone's line as it was sent.
///
/// @param messageIds the platform's ids of the messages that carry it, one or more
/// @param speaker whose clone said it
/// @param text what was sent
/// @param origin what it came from
/// @param at when it was sent
/// @param answers id of the message that it answers
public record SaidLine(
        Channel channel,
        List<String> messageIds,
        SpeakerName speaker,
        String text,
        Origin origin,
        Instant at,
        Optional<String> answers) {

    /// What a line came from, so that a reaction to it can teach something.
    ///
    /// @param prompt the transcript that the model continued
    /// @param model the model version, as in `friends@0003`
    /// @param sampling the settings it was drawn with, as text
    public record Origin(String prompt, String model, String sampling) {}

    public SaidLine {
        messageIds = List.copyOf(messageIds);
        if (messageIds.isEmpty() || messageIds.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a line that was sent has ids");
        }
    }
}
