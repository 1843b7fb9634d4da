package dev.understudy.cast;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One entry in the invented group's history.
///
/// @param id unique in the group, growing with time
/// @param sentAt to the second
/// @param by who did it
/// @param replyTo the id of the post it answers by Telegram's own means
/// @param editedAt when its words were last changed
public record Post(
        long id,
        Instant sentAt,
        Friend by,
        Content content,
        Optional<Long> replyTo,
        Optional<Instant> editedAt) {

    /// What a post is.
    public sealed interface Content {}

    /// A message.
    public record Text(String words) implements Content {}

    /// A picture with a few words.
    public record Photo(String caption) implements Content {}

    /// A sticker that stands for an emoji.
    public record Sticker(String emoji) implements Content {}

    /// Something spoken.
    public record VoiceNote(int seconds) implements Content {}

    /// Somebody else's words, passed on.
    public record Forward(String from, String words) implements Content {}

    /// The group begins.
    public record Founded(String title, List<String> members) implements Content {
        public Founded {
            members = List.copyOf(members);
        }
    }

    /// The group has a new name.
    public record Renamed(String title) implements Content {}

    /// An earlier post is kept at the top.
    public record Pinned(long post) implements Content {}
}
