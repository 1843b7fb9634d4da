package dev.understudy.corpus;

import dev.understudy.chat.Turn;
import dev.understudy.settings.UserError;
import dev.understudy.tokenizer.Tokenizer;
import dev.understudy.tokenizer.TranscriptEncoder;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Writes a corpus beside the one that may be there, and puts it in its place when all went well.
/// One thread.
final class CorpusWriter implements Closeable {
    private static final String BESIDE = ".part";
    private static final int BATCH_TURNS = 1000;

    private final Path folder;
    private final Tokenizer tokenizer;
    private final TranscriptEncoder encoder;
    private final Part train;
    private final Part validation;
    private final List<Placed> pending = new ArrayList<>();
    private final SortedMap<String, Long> speakers = new TreeMap<>();

    CorpusWriter(Path folder, Tokenizer tokenizer) throws IOException {
        if (tokenizer.vocabularySize() > Character.MAX_VALUE + 1) {
            throw new UserError(
                    "The vocabulary has "
                            + tokenizer.vocabularySize()
                            + " tokens; accepted: up to 65536.",
                    "Use a model of the GPT-2 family.");
        }
        this.folder = folder;
        this.tokenizer = tokenizer;
        encoder = new TranscriptEncoder(tokenizer);
        Files.createDirectories(folder);
        train = new Part(folder.resolve(Corpus.TRAIN + BESIDE));
        validation = new Part(folder.resolve(Corpus.VALIDATION + BESIDE));
    }

    /// A turn that waits to be encoded.
    ///
    /// @param opens whether it is the first of its conversation in its part
    private record Placed(Turn turn, boolean validation, boolean opens) {}

    private static final class Part {
        final TokenFile file;
        long conversations;
        long turns;

        Part(Path path) throws IOException {
            file = new TokenFile(path);
        }

        CorpusCard.Part card() {
            return new CorpusCard.Part(file.tokens(), conversations, turns, file.sha256Hex());
        }
    }

    private Part part(boolean ofValidation) {
        return ofValidation ? validation : train;
    }

    /// Adds a turn after those before it, and the end of text before it if it opens a conversation.
    void turn(Turn turn, boolean ofValidation, boolean opens) throws IOException {
        pending.add(new Placed(turn, ofValidation, opens));
        speakers.merge(turn.speaker().text(), 1L, Long::sum);
        if (pending.size() == BATCH_TURNS) {
            writePending();
        }
    }

    private void writePending() throws IOException {
        List<int[]> encoded = encoder.encodeTurns(pending.stream().map(Placed::turn).toList());
        for (int i = 0; i < encoded.size(); i++) {
            Placed placed = pending.get(i);
            Part part = part(placed.validation);
            if (placed.opens) {
                part.conversations++;
                if (part.turns > 0) {
                    part.file.write(encoder.endOfConversation());
                }
            }
            part.turns++;
            part.file.write(encoded.get(i));
        }
        pending.clear();
    }

    /// Adds a document that is no transcript, in pieces that follow each other, and the end of text
    /// before it if it is not the first.
    void text(List<String> pieces, boolean ofValidation) throws IOException {
        Part part = part(ofValidation);
        if (part.conversations++ > 0) {
            part.file.write(tokenizer.endOfText());
        }
        for (int[] ids : tokenizer.encodeAll(pieces)) {
            part.file.write(ids);
        }
    }

    /// Ends the files and puts them in their place, the card last.
    ///
    /// Throws UserError when a part is too small for one block; nothing has changed then.
    void finish(CorpusSettings settings, Split split, SortedMap<String, Long> leftOut)
            throws IOException {
        writePending();
        train.file.close();
        validation.file.close();
        settings.requireBlocks(train.file.tokens(), validation.file.tokens());
        tokenizer.saveTo(folder);
        CorpusCard card =
                new CorpusCard(
                        1,
                        tokenizer.vocabularySize(),
                        tokenizer.endOfText(),
                        Corpus.sha256(Files.readAllBytes(folder.resolve(Corpus.TOKENIZER))),
                        train.card(),
                        validation.card(),
                        split.from(),
                        split.to(),
                        speakers,
                        leftOut,
                        settings);
        Files.writeString(
                folder.resolve(Corpus.CARD + BESIDE),
                Corpus.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(card) + "\n");
        for (String name : List.of(Corpus.TRAIN, Corpus.VALIDATION, Corpus.CARD)) {
            Files.move(
                    folder.resolve(name + BESIDE),
                    folder.resolve(name),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// Removes what was written and not finished.
    @Override
    public void close() throws IOException {
        try (TokenFile _ = train.file;
                TokenFile _ = validation.file) {
            pending.clear();
        } finally {
            for (String name : List.of(Corpus.TRAIN, Corpus.VALIDATION, Corpus.CARD)) {
                Files.deleteIfExists(folder.resolve(name + BESIDE));
            }
        }
    }
}
