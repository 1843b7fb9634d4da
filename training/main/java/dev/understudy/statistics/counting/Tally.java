package dev.understudy.statistics.counting;

import dev.understudy.chat.Message;
import dev.understudy.statistics.Lengths;
import dev.understudy.statistics.PersonCount;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/// What is counted of one person while a history is read. Memory: 3 KB, a number for each month in
/// which they wrote and for each person they answered, and a few thousand emoji at most.
final class Tally {
    /// Messages of as many words or more count as equally long, for the median alone.
    private static final int LENGTHS = 256;

    private static final int MOST_KINDS = 4000;
    private static final int EMOJI_SHOWN = 10;

    final String name;
    final Map<YearMonth, Long> months = new HashMap<>();
    final Map<Tally, Long> answers = new HashMap<>();
    long messages;
    long words;
    long media;
    long started;
    private long forwards;
    private final long[] lengths = new long[LENGTHS];
    private long longest;
    private final Map<String, Long> emoji = new HashMap<>();
    private long emojiCount;
    private long turns;
    private long bursts;
    private long turnMessages;
    private long longestBurst;

    Tally(String name) {
        this.name = name;
    }

    void says(Message message) {
        messages++;
        switch (message.kind()) {
            case SPEECH, BOT -> says(message.text());
            case MEDIA -> {
                media++;
                says(message.text());
            }
            case FORWARD -> forwards++;
        }
    }

    private void says(String text) {
        int length = Words.in(text);
        words += length;
        longest = Math.max(longest, length);
        lengths[Math.min(length, LENGTHS - 1)]++;
        Emoji.forEach(text, this::uses);
    }

    private void uses(String one) {
        emojiCount++;
        if (emoji.size() < MOST_KINDS || emoji.containsKey(one)) {
            emoji.merge(one, 1L, Long::sum);
        }
    }

    void takesTurn(long ofMessages) {
        turns++;
        bursts += ofMessages > 1 ? 1 : 0;
        turnMessages += ofMessages;
        longestBurst = Math.max(longestBurst, ofMessages);
    }

    /// @param ofMessages this person's share of all messages, in thousandths
    /// @param ofWords and of all words
    PersonCount count(int ofMessages, int ofWords) {
        return new PersonCount(
                name,
                new PersonCount.Said(
                        messages, words, ofMessages, ofWords, media, forwards, emojiCount),
                lengths(),
                new PersonCount.Turns(turns, bursts, turnMessages, longestBurst, started),
                favourites());
    }

    private Lengths lengths() {
        Long[] buckets = new Long[Lengths.LABELS.size()];
        Arrays.fill(buckets, 0L);
        long half = (LongStream.of(lengths).sum() + 1) / 2;
        long seen = 0;
        int median = 0;
        for (int length = 0; length < LENGTHS; length++) {
            buckets[Lengths.bucket(length)] += lengths[length];
            if (seen < half && seen + lengths[length] >= half) {
                median = length;
            }
            seen += lengths[length];
        }
        return new Lengths(List.of(buckets), median, longest);
    }

    private List<PersonCount.EmojiCount> favourites() {
        return emoji.entrySet().stream()
                .map(used -> new PersonCount.EmojiCount(used.getKey(), used.getValue()))
                .sorted(
                        Comparator.comparingLong(PersonCount.EmojiCount::count)
                                .reversed()
                                .thenComparing(PersonCount.EmojiCount::emoji))
                .limit(EMOJI_SHOWN)
                .toList();
    }
}
