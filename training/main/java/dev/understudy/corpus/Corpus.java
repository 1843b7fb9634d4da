package dev.understudy.corpus;

import dev.understudy.chat.SpeakerName;
import dev.understudy.settings.UserError;
import dev.understudy.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// A corpus, read into memory: the ids to train on, those to validate with, and their card.
///
/// On disk a folder with `train.bin` and `val.bin` (unsigned 16-bit ids, little endian, as nanoGPT
/// reads them), `train.speakers` and `val.speakers` (whose each token is, see [TokenSpeakers]),
/// `tokenizer.json` and `corpus.json`; where a test set was asked for, `test.bin` and
/// `test.speakers`. Thread-safe.
public final class Corpus {
    static final String TRAIN = "train.bin";
    static final String VALIDATION = "val.bin";
    static final String TRAIN_SPEAKERS = "train.speakers";
    static final String VALIDATION_SPEAKERS = "val.speakers";
    static final String TEST = "test.bin";
    static final String TEST_SPEAKERS = "test.speakers";
    static final String CARD = "corpus.json";
    static final String TOKENIZER = "tokenizer.json";
    static final JsonMapper JSON = JsonMapper.shared();

    private static final String BUILD_AGAIN =
            "Build it again from the archive: with understudy train --fresh, or understudy corpus"
                    + " build.";

    private final Path folder;
    private final CorpusCard card;
    private final char[] train;
    private final char[] validation;

    private Corpus(Path folder, CorpusCard card) throws IOException {
        this.folder = folder;
        this.card = card;
        train = tokens(TRAIN, card.train());
        validation = tokens(VALIDATION, card.validation());
        byte[] tokenizer = Files.readAllBytes(folder.resolve(TOKENIZER));
        if (!sha256(tokenizer).equals(card.tokenizerSha256())) {
            throw other(TOKENIZER);
        }
    }

    /// The corpus in `folder`. Throws UserError when there is none, or when a file is not the one
    /// that its card describes.
    public static Corpus open(Path folder) {
        Path file = folder.resolve(CARD);
        if (!Files.isRegularFile(file)) {
            throw new UserError(folder + " holds no corpus: no " + CARD + ".", BUILD_AGAIN);
        }
        try {
            return new Corpus(folder, JSON.readValue(Files.readString(file), CorpusCard.class));
        } catch (JacksonException malformed) {
            throw new UserError(
                    file + " is no card of a corpus that this version reads.",
                    BUILD_AGAIN,
                    malformed);
        } catch (IOException unreadable) {
            throw new UserError(
                    folder + " cannot be read: " + unreadable.getMessage(),
                    BUILD_AGAIN,
                    unreadable);
        }
    }

    /// When it was built, as the disk has it: whose words it may hold was asked just before. Throws
    /// UserError when it is gone.
    public Instant builtAt() {
        return read(() -> Files.getLastModifiedTime(folder.resolve(CARD)).toInstant(), CARD);
    }

    /// What the corpus in `folder` holds; empty when there is none that this version reads.
    public static Optional<CorpusCard> card(Path folder) {
        try {
            return Optional.of(
                    JSON.readValue(Files.readString(folder.resolve(CARD)), CorpusCard.class));
        } catch (JacksonException | IOException unreadable) {
            return Optional.empty();
        }
    }

    /// Copies what tells of the corpus in `folder`, without a word of it, into the folder `to`.
    /// Throws IOException when the disk refuses.
    public static void copyCard(Path folder, Path to) throws IOException {
        Files.copy(folder.resolve(CARD), to.resolve(CARD), StandardCopyOption.REPLACE_EXISTING);
    }

    private char[] tokens(String name, CorpusCard.Part part) throws IOException {
        return TokenFile.read(folder.resolve(name), part.sha256()).orElseThrow(() -> other(name));
    }

    /// Who says each token to train on; read from the disk at each call.
    public TokenSpeakers trainSpeakers() {
        return speakers(TRAIN_SPEAKERS, card.train());
    }

    /// Who says each token to validate with; read from the disk at each call.
    public TokenSpeakers validationSpeakers() {
        return speakers(VALIDATION_SPEAKERS, card.validation());
    }

    /// The ids kept aside for a test, read from the disk at each call; empty where there are none.
    public char[] test() {
        return card.test().map(part -> read(() -> tokens(TEST, part), TEST)).orElse(new char[0]);
    }

    /// Who says each token of the test; read from the disk at each call.
    public TokenSpeakers testSpeakers() {
        return card.test().map(part -> speakers(TEST_SPEAKERS, part)).orElse(TokenSpeakers.none());
    }

    private TokenSpeakers speakers(String name, CorpusCard.Part part) {
        if (part.speakersSha256().isEmpty()) {
            return TokenSpeakers.none();
        }
        List<SpeakerName> names = card.speakers().keySet().stream().map(SpeakerName::new).toList();
        return read(
                () ->
                        TokenSpeakers.read(folder.resolve(name), part, names)
                                .orElseThrow(() -> other(name)),
                name);
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }

    private <T> T read(Reading<T> reading, String name) {
        try {
            return reading.read();
        } catch (IOException unreadable) {
            throw new UserError(
                    folder.resolve(name) + " cannot be read: " + unreadable.getMessage(),
                    BUILD_AGAIN,
                    unreadable);
        }
    }

    private UserError other(String name) {
        return new UserError(
                folder.resolve(name) + " is not the file that " + CARD + " describes.",
                BUILD_AGAIN);
    }

    static String sha256(byte[] bytes) {
        MessageDigest digest = TokenFile.sha256();
        return HexFormat.of().formatHex(digest.digest(bytes));
    }

    /// The ids to train on; a `char` is an unsigned 16-bit number. Not a copy: do not write to it.
    public char[] train() {
        return train;
    }

    /// The ids to validate with, the newest of all. Not a copy: do not write to it.
    public char[] validation() {
        return validation;
    }

    /// What it holds and how it was made.
    public CorpusCard card() {
        return card;
    }

    /// The tokenizer that it was written with, loaded anew; close it.
    public Tokenizer tokenizer() {
        return Tokenizer.load(folder);
    }
}
