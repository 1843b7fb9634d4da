package dev.understudy.vocabulary;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How often each pre-token occurs: the pieces that GPT-2 cuts text into before any merge, so that
/// no token ever spans two words.
final class PreTokens {
    /// Source: openai/gpt-2 `src/encoder.py`. The flag gives `\s`, `\p{L}` and `\p{N}` all of
    /// Unicode, as they have there.
    private static final Pattern GPT2 =
            Pattern.compile(
                    "'s|'t|'re|'ve|'m|'ll|'d"
                            + "| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
                    Pattern.UNICODE_CHARACTER_CLASS);

    /// What one distinct pre-token takes beside its characters, about, in bytes.
    private static final int ENTRY_BYTES = 80;

    private final Map<String, Long> counts = new HashMap<>();
    private final long maxBytes;
    private long bytes;

    /// @param maxBytes when the distinct pre-tokens take about this much, the rarest are forgotten
    PreTokens(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    void add(String text) {
        Matcher matcher = GPT2.matcher(text);
        while (matcher.find()) {
            String piece = matcher.group();
            if (counts.merge(piece, 1L, Long::sum) == 1) {
                bytes += weight(piece);
                forgetTheRarest();
            }
        }
    }

    /// Down to half the limit, so that it is not done again for every new word.
    private void forgetTheRarest() {
        if (bytes <= maxBytes) {
            return;
        }
        for (long rare = 1; bytes > maxBytes / 2; rare *= 2) {
            long limit = rare;
            counts.values().removeIf(count -> count <= limit);
            bytes = counts.keySet().stream().mapToLong(PreTokens::weight).sum();
        }
    }

    private static long weight(String piece) {
        return ENTRY_BYTES + 2L * piece.length();
    }

    int size() {
        return counts.size();
    }

    /// Each distinct pre-token with its count, in no particular order.
    void forEach(ObjLongConsumer<String> sink) {
        counts.forEach(sink::accept);
    }
}
