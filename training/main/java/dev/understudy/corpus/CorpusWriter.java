package dev.understudy.corpus;

import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Turn;
import dev.understudy.corpus.split.Part;
import dev.understudy.settings.UserError;
import dev.understudy.tokenizer.Tokenizer;
import dev.understudy.tokenizer.TranscriptEncoder;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Writes a corpus beside the one that may be there, and puts it in its place when all went well.
/// One thread.
final class CorpusWriter implements Closeable {
    private static final String BESIDE = ".part";
    private static final int BATCH_TURNS = 1000;

    /// In the order in which they are put in place: the card, which describes the others, last.
    private static final List<String> FILES =
            List.of(
                    Corpus.TRAIN,
                    Corpus.VALIDATION,
                    Corpus.TRAIN_SPEAKERS,
                    Corpus.VALIDATION_SPEAKERS,
                    Corpus.TEST,
                    Corpus.TEST_SPEAKERS,
                    Corpus.CARD);

    private final Path folder;
    private final Tokenizer tokenizer;
    private final TranscriptEncoder encoder;
    private final Map<Part, Output> outputs = new EnumMap<>(Part.class);
    private final List<Placed> pending = new ArrayList<>();
    private final SortedMap<String, Long> turnsOf = new TreeMap<>();
    private final SortedMap<String, String> displayNames = new TreeMap<>();
    private final Map<SpeakerName, Voiced> speakers = new HashMap<>();

    /// @param names everyone who will have turns, and what their friends call them
    /// @param test whether some will be kept aside
    CorpusWriter(
            Path folder, Tokenizer tokenizer, SortedMap<SpeakerName, String> names, boolean test)
            throws IOException {
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
        names.forEach(
                (name, displayName) -> {
                    int header = encoder.encodeHeader(name).length;
                    speakers.put(name, new Voiced(speakers.size() + 1, header));
                    displayNames.put(name.text(), displayName);
                });
        open(Part.TRAIN, Corpus.TRAIN, Corpus.TRAIN_SPEAKERS);
        open(Part.VALIDATION, Corpus.VALIDATION, Corpus.VALIDATION_SPEAKERS);
        if (test) {
            open(Part.TEST, Corpus.TEST, Corpus.TEST_SPEAKERS);
        }
    }

    private void open(Part part, String tokens, String whose) throws IOException {
        outputs.put(part, new Output(tokens, whose));
    }

    /// A speaker's mark, and how many tokens say that they speak.
    private record Voiced(int mark, int headerLength) {}

    /// A turn that waits to be encoded.
    ///
    /// @param opens whether it is the first of its conversation in its part
    private record Placed(Turn turn, Part part, boolean opens) {}

    private final class Output implements Closeable {
        final TokenFile file;
        final TokenFile marks;
        long conversations;
        long turns;

        Output(String tokens, String whose) throws IOException {
            file = new TokenFile(folder.resolve(tokens + BESIDE));
            marks =
                    new TokenFile(
                            folder.resolve(whose + BESIDE), TokenSpeakers.width(speakers.size()));
        }

        void write(int[] ids) throws IOException {
            file.write(ids);
            marks.write(TokenSpeakers.NOBODY, ids.length);
        }

        void write(int[] ids, Voiced by) throws IOException {
            file.write(ids);
            marks.write(TokenSpeakers.NOBODY, by.headerLength);
            marks.write(by.mark, ids.length - by.headerLength);
        }

        CorpusCard.Part card() {
            Optional<String> whose =
                    speakers.isEmpty() ? Optional.empty() : Optional.of(marks.sha256Hex());
            return new CorpusCard.Part(
                    file.tokens(), conversations, turns, file.sha256Hex(), whose);
        }

        @Override
        public void close() throws IOException {
            try (file;
                    marks) {
                // Closes both, even if one of them cannot be closed.
            }
        }
    }

    private Output output(Part part) {
        return Optional.ofNullable(outputs.get(part))
                .orElseThrow(() -> new IllegalStateException(part + " was not announced"));
    }

    /// Adds a turn after those before it, and the end of text before it if it opens a conversation.
    void turn(Turn turn, Part part, boolean opens) throws IOException {
        pending.add(new Placed(turn, part, opens));
        count(turn);
        if (pending.size() == BATCH_TURNS) {
            writePending();
        }
    }

    /// Counts a turn that the corpus does without: its speaker is one of the circle all the same.
    void count(Turn turn) {
        turnsOf.merge(turn.speaker().text(), 1L, Long::sum);
    }

    /// Adds a conversation to learn from of one turn that nobody said, and that counts for nobody.
    void plant(Turn turn) {
        pending.add(new Placed(turn, Part.TRAIN, true));
    }

    private void writePending() throws IOException {
        List<int[]> encoded = encoder.encodeTurns(pending.stream().map(Placed::turn).toList());
        for (int i = 0; i < encoded.size(); i++) {
            Placed placed = pending.get(i);
            Output part = output(placed.part);
            if (placed.opens) {
                part.conversations++;
                if (part.turns > 0) {
                    part.write(new int[] {encoder.endOfConversation()});
                }
            }
            part.turns++;
            part.write(encoded.get(i), voiced(placed.turn.speaker()));
        }
        pending.clear();
    }

    private Voiced voiced(SpeakerName speaker) {
        return Optional.ofNullable(speakers.get(speaker))
                .orElseThrow(() -> new IllegalStateException("a speaker who was not announced"));
    }

    /// Adds a document that is no transcript, in pieces that follow each other, and the end of text
    /// before it if it is not the first.
    void text(List<String> pieces, Part of) throws IOException {
        Output part = output(of);
        if (part.conversations++ > 0) {
            part.write(new int[] {tokenizer.endOfText()});
        }
        for (int[] ids : tokenizer.encodeAll(pieces)) {
            part.write(ids);
        }
    }

    /// Ends the files and puts them in their place, the card last.
    ///
    /// Throws UserError when a part is too small for one block; nothing has changed then.
    void finish(CorpusSettings settings, Yield found) throws IOException {
        writePending();
        for (Output output : outputs.values()) {
            output.close();
        }
        Output train = output(Part.TRAIN);
        Output validation = output(Part.VALIDATION);
        settings.requireBlocks(train.file.tokens(), validation.file.tokens());
        tokenizer.saveTo(folder);
        Files.writeString(
                folder.resolve(Corpus.CARD + BESIDE),
                Corpus.JSON
                                .writerWithDefaultPrettyPrinter()
                                .writeValueAsString(card(settings, found))
                        + "\n");
        for (String name : FILES) {
            Path file = folder.resolve(name);
            Path written = folder.resolve(name + BESIDE);
            if (Files.exists(written) && !(speakers.isEmpty() && name.endsWith(".speakers"))) {
                Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.deleteIfExists(file);
            }
        }
    }

    private CorpusCard card(CorpusSettings settings, Yield found) throws IOException {
        return new CorpusCard(
                CorpusCard.FORMAT,
                tokenizer.vocabularySize(),
                tokenizer.endOfText(),
                Corpus.sha256(Files.readAllBytes(folder.resolve(Corpus.TOKENIZER))),
                output(Part.TRAIN).card(),
                output(Part.VALIDATION).card(),
                Optional.ofNullable(outputs.get(Part.TEST)).map(Output::card),
                found.span().from(),
                found.span().to(),
                turnsOf,
                displayNames,
                found.messages(),
                found.leftOut(),
                found.scrubbed(),
                found.cutTurns(),
                found.heldOut(),
                found.dealt(),
                settings);
    }

    /// Removes what was written and not finished.
    @Override
    public void close() throws IOException {
        try {
            pending.clear();
            for (Output output : outputs.values()) {
                output.close();
            }
        } finally {
            for (String name : FILES) {
                Files.deleteIfExists(folder.resolve(name + BESIDE));
            }
        }
    }
}
