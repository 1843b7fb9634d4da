package dev.understudy.corpus;

import dev.understudy.chat.SpeakerName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/// Who says each token of one part of a corpus.
///
/// Theirs is what a clone is asked to write: the words, and the two line ends that finish a turn.
/// Nobody's are the header lines, which choose who speaks next, and the ends of text. Memory: one
/// byte a token, two where there are more than 255 speakers. Thread-safe.
public final class TokenSpeakers {
    /// The mark of a token that is nobody's.
    public static final int NOBODY = 0;

    private final List<SpeakerName> names;
    private final byte[] marks;
    private final int width;

    private TokenSpeakers(List<SpeakerName> names, byte[] marks) {
        this.names = List.copyOf(names);
        this.marks = marks;
        width = width(names.size());
    }

    /// Those of a text without speakers.
    public static TokenSpeakers none() {
        return new TokenSpeakers(List.of(), new byte[0]);
    }

    /// The speakers `marks` name, one for each token: [#NOBODY], or a place in `names` from 1 on.
    public static TokenSpeakers of(List<SpeakerName> names, int... marks) {
        int width = width(names.size());
        byte[] bytes = new byte[marks.length * width];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (marks[i / width] >>> (8 * (i % width)));
        }
        return new TokenSpeakers(names, bytes);
    }

    /// The content of a file, unless its hash or length is another.
    static Optional<TokenSpeakers> read(Path file, CorpusCard.Part part, List<SpeakerName> names)
            throws IOException {
        byte[] marks = Files.readAllBytes(file);
        boolean described =
                part.speakersSha256().equals(Optional.of(Corpus.sha256(marks)))
                        && marks.length == part.tokens() * width(names.size());
        return described ? Optional.of(new TokenSpeakers(names, marks)) : Optional.empty();
    }

    /// Bytes a token where there are so many speakers.
    static int width(int speakers) {
        return speakers < 1 << 8 ? 1 : 2;
    }

    /// The speakers, by name.
    public List<SpeakerName> names() {
        return names;
    }

    /// Who says the token at this place: [#NOBODY], else the place of the name in [#names], from 1.
    public int at(int token) {
        if (names.isEmpty()) {
            return NOBODY;
        }
        int low = marks[token * width] & 0xFF;
        return width == 1 ? low : low | ((marks[token * 2 + 1] & 0xFF) << 8);
    }

    /// Whether the token at a place is said by one of `chosen`: for a loss on their lines alone.
    public IntPredicate saidBy(Set<SpeakerName> chosen) {
        boolean[] counts = new boolean[names.size() + 1];
        for (int i = 0; i < names.size(); i++) {
            counts[i + 1] = chosen.contains(names.get(i));
        }
        return token -> counts[at(token)];
    }
}
