package dev.understudy.statistics;

import java.util.List;

/// What was counted of one person.
///
/// @param name as their friends read it, unlike any other's here; never text of a message
/// @param said how much
/// @param lengths of their messages
/// @param turns how they take their turns
/// @param emoji those they use most, the most used first
public record PersonCount(
        String name, Said said, Lengths lengths, Turns turns, List<EmojiCount> emoji) {

    /// How much somebody said.
    ///
    /// @param words in their own messages and captions
    /// @param messagesPerMille of everyone's; all people's add up to 1000
    /// @param wordsPerMille of everyone's; all people's add up to 1000 unless nobody has any
    /// @param media messages that are a picture, sticker, voice note …
    /// @param forwards messages with others' words
    /// @param emoji used in all
    public record Said(
            long messages,
            long words,
            int messagesPerMille,
            int wordsPerMille,
            long media,
            long forwards,
            long emoji) {}

    /// How somebody takes turns. A turn is what one sends without another between and without a
    /// pause of more than two minutes; a burst is a turn of several messages. Messages without a
    /// clock are not among them.
    ///
    /// @param messages in those turns
    /// @param longestBurst messages of the longest turn
    /// @param started conversations that they began
    public record Turns(long turns, long bursts, long messages, long longestBurst, long started) {
        /// Messages a turn, on average; 0 without any.
        public double mean() {
            return turns == 0 ? 0 : (double) messages / turns;
        }
    }

    /// An emoji and how often it was used.
    public record EmojiCount(String emoji, long count) {}

    public PersonCount {
        emoji = List.copyOf(emoji);
    }
}
