package dev.understudy.cast;

import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The invented chat as turns: what somebody sends in one go is one turn, media left out.
public final class InventedTurns {
    private InventedTurns() {}

    /// The turns that `posts` make.
    public static List<Turn> of(List<Post> posts) {
        List<Turn> turns = new ArrayList<>();
        Instant before = Instant.MIN;
        for (Post post : posts) {
            if (post.content() instanceof Post.Text(String words)) {
                SpeakerName speaker = SpeakerName.of(post.by().name());
                boolean goesOn =
                        !turns.isEmpty()
                                && turns.getLast().speaker().equals(speaker)
                                && post.sentAt().isBefore(before.plus(Duration.ofMinutes(5)));
                String text = goesOn ? turns.removeLast().text() + "\n" + words : words;
                turns.add(Turn.of(speaker, text).orElseThrow());
                before = post.sentAt();
            }
        }
        return turns;
    }
}
