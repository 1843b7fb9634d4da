package dev.understudy.stage.leak;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.stream.LongStream;

/// Cuts texts into overlapping passages long enough to tell whose words they are, as hashes.
///
/// A passage begins at each word and is the shortest with eight of them. In scripts without spaces
/// three characters count as a word, in mixed texts too. Case, accents, punctuation, white space
/// and invisible characters make no difference. A passage of two words over and over is nobody's.
/// Thread-safe.
final class Passages {
    private static final int WORD = 3;
    private static final int CHARACTER = 1;

    /// Eight words, or 24 characters.
    private static final int LENGTH = 8 * WORD;

    /// Three different words, or nine characters: "ha ha ha" is anybody's.
    private static final int LEAST_VARIETY = 3 * WORD;

    /// FNV-1a's: words need no more than to differ, for passages are hashed with the salt.
    private static final long WORD_BASIS = 0xCBF29CE484222325L;

    private static final long WORD_PRIME = 0x100000001B3L;

    private final Salt salt;

    Passages(Salt salt) {
        this.salt = salt;
    }

    /// The hashes of all passages of `text`, in its order.
    long[] of(String text) {
        Units units = new Units(text);
        LongStream.Builder hashes = LongStream.builder();
        int end = 0;
        int length = 0;
        for (int start = 0; start < units.count; start++) {
            while (length < LENGTH && end < units.count) {
                length += units.lengths[end++];
            }
            if (length < LENGTH) {
                break;
            }
            if (units.variety(start, end) >= LEAST_VARIETY) {
                hashes.add(salt.hash(units.values, start, end));
            }
            length -= units.lengths[start];
        }
        return hashes.build().toArray();
    }

    /// The words of one text and, of scripts without spaces, its characters.
    private static final class Units {
        private long[] values = new long[16];
        private byte[] lengths = new byte[16];
        private int count;
        private long word = WORD_BASIS;

        Units(String text) {
            folded(text).codePoints().forEach(this::read);
            endWord();
        }

        private static String folded(String text) {
            return text.chars().allMatch(c -> c < 0x80)
                    ? text
                    : Normalizer.normalize(text, Normalizer.Form.NFKD);
        }

        private void read(int character) {
            if (isNothing(character)) {
                return;
            }
            if (!Character.isLetterOrDigit(character)) {
                endWord();
            } else if (Script.isUnspaced(character)) {
                endWord();
                add(with(WORD_BASIS, character), CHARACTER);
            } else {
                int upper = Character.toUpperCase(character);
                word = with(word, Character.toLowerCase(upper));
            }
        }

        /// Accents, apostrophes and what nobody sees: a word with them is the word without.
        private static boolean isNothing(int character) {
            return switch (Character.getType(character)) {
                case Character.FORMAT,
                        Character.NON_SPACING_MARK,
                        Character.ENCLOSING_MARK,
                        Character.COMBINING_SPACING_MARK ->
                        true;
                default -> character == '\'' || character == '\u2019' || character == '\u2018';
            };
        }

        private static long with(long hash, int character) {
            return (hash ^ character) * WORD_PRIME;
        }

        private void endWord() {
            if (word != WORD_BASIS) {
                add(word, WORD);
                word = WORD_BASIS;
            }
        }

        private void add(long value, int length) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
                lengths = Arrays.copyOf(lengths, 2 * count);
            }
            values[count] = value;
            lengths[count++] = (byte) length;
        }

        /// The length of the passage if every unit in it counts once.
        int variety(int start, int end) {
            int variety = 0;
            for (int i = start; i < end && variety < LEAST_VARIETY; i++) {
                if (isNew(start, i)) {
                    variety += lengths[i];
                }
            }
            return variety;
        }

        private boolean isNew(int start, int unit) {
            for (int i = start; i < unit; i++) {
                if (values[i] == values[unit]) {
                    return false;
                }
            }
            return true;
        }
    }
}
