package dev.understudy.corpus;

import dev.understudy.chat.Person;
import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Transcript;
import dev.understudy.chat.Turn;
import dev.understudy.settings.UserError;
import dev.understudy.tokenizer.Tokenizer;
import dev.understudy.vocabulary.VocabularyTrainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Builds the corpus in a folder. The same messages, settings and vocabulary give the same bytes.
///
/// Memory: one conversation, one batch, and a few numbers for each conversation. One thread.
///
/// @param folder made if need be; a corpus in it is replaced only by a complete one
public record CorpusBuilder(CorpusSettings settings, VocabularyChoice vocabulary, Path folder) {
    /// Text is encoded in pieces of about this many characters.
    private static final int PIECE_CHARACTERS = 16_000;

    /// The corpus of what `people` said: conversations cut by silence, bursts merged, an
    /// end-of-text token between conversations, the newest kept for validation.
    ///
    /// Reads `messages` twice, and once more to learn a vocabulary. Throws UserError when nothing
    /// is left to learn from, when it is too small to split, or when the folder cannot be written.
    public Corpus fromMessages(MessageSource messages, List<Person> people) {
        Split split = new Split();
        SortedMap<SpeakerName, String> speakers = new TreeMap<>();
        Conversations all =
                new Conversations(
                        settings,
                        people,
                        conversation -> {
                            split.add(conversation);
                            conversation.turns().forEach(turn -> speakers.put(turn.speaker(), ""));
                        });
        all.readAll(messages);
        people.forEach(one -> speakers.replace(one.speaker(), one.displayName()));
        SortedMap<String, Long> leftOut = new TreeMap<>();
        all.leftOut().forEach((reason, count) -> leftOut.put(reason.label(), count));
        if (split.conversations() == 0) {
            throw new UserError(
                    "There is nothing to learn from: no message is a person's own words (left out: "
                            + leftOut
                            + ").",
                    "Import a chat in which people write.");
        }
        split.decide(settings);
        return build(new Chat(settings, messages, people, split, speakers), split, leftOut);
    }

    /// The corpus of texts as they are. One alone is cut into its first characters, to train on,
    /// and its last, by the validation share: so nanoGPT prepares tinyshakespeare. Of several,
    /// whole ones are kept for validation, and an end-of-text token stands between two.
    ///
    /// Throws UserError when they are too small to split.
    public Corpus fromTexts(List<String> texts) {
        List<String> documents = texts.stream().map(settings::cased).toList();
        return build(Documents.of(documents, settings), new Split(), new TreeMap<>());
    }

    private Corpus build(Content content, Split split, SortedMap<String, Long> leftOut) {
        return switch (vocabulary) {
            case VocabularyChoice.Given(Tokenizer given) -> write(content, given, split, leftOut);
            case VocabularyChoice.Learned(int size) -> {
                VocabularyTrainer trainer = new VocabularyTrainer(size);
                content.forEachTrainingText(trainer::add);
                try (Tokenizer learned = Tokenizer.of(trainer.train())) {
                    yield write(content, learned, split, leftOut);
                }
            }
        };
    }

    private Corpus write(
            Content content, Tokenizer tokenizer, Split split, SortedMap<String, Long> leftOut) {
        try (CorpusWriter writer = new CorpusWriter(folder, tokenizer, content.speakers())) {
            content.writeTo(writer);
            writer.finish(settings, split, leftOut);
        } catch (IOException | UncheckedIOException unwritable) {
            throw new UserError(
                    "The corpus cannot be written to " + folder + ": " + unwritable.getMessage(),
                    "Make room on the disk, or make the folder writable.",
                    unwritable);
        }
        return Corpus.open(folder);
    }

    /// A text in pieces that are quick to encode: cut before line ends that follow a visible
    /// character, where GPT-2's tokenizer cuts too, so they have the tokens of the whole.
    public static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        for (int at = PIECE_CHARACTERS; at < text.length(); at++) {
            if (at - start >= PIECE_CHARACTERS
                    && text.charAt(at) == '\n'
                    && isVisibleAscii(text.charAt(at - 1))) {
                pieces.add(text.substring(start, at));
                start = at;
            }
        }
        pieces.add(text.substring(start));
        return pieces;
    }

    private static boolean isVisibleAscii(char c) {
        return c > ' ' && c < 0x7F;
    }

    /// What a corpus is made of; may be read several times.
    private sealed interface Content {
        /// The text from which a vocabulary may learn. Validation text is none of it.
        void forEachTrainingText(Consumer<String> sink);

        /// Everyone whose turns are in it, with their display names; nobody in a text.
        SortedMap<SpeakerName, String> speakers();

        void writeTo(CorpusWriter writer) throws IOException;
    }

    private record Chat(
            CorpusSettings settings,
            MessageSource messages,
            List<Person> people,
            Split split,
            SortedMap<SpeakerName, String> speakers)
            implements Content {

        private interface TurnSink {
            void accept(Turn turn, boolean validation, boolean opens) throws IOException;
        }

        /// Blank lines are left out, as they are encoded line end by line end.
        @Override
        public void forEachTrainingText(Consumer<String> sink) {
            forEachTurn(
                    (turn, validation, _) -> {
                        if (!validation) {
                            sink.accept(Transcript.render(turn).stripTrailing());
                        }
                    });
        }

        @Override
        public void writeTo(CorpusWriter writer) {
            forEachTurn(writer::turn);
        }

        private void forEachTurn(TurnSink sink) {
            Split seen = new Split();
            new Conversations(
                            settings,
                            people,
                            conversation -> {
                                placeTurns(conversation, seen.conversations(), sink);
                                seen.add(conversation);
                            })
                    .readAll(messages);
            if (seen.conversations() != split.conversations()
                    || seen.characters() != split.characters()) {
                throw new UserError(
                        "The messages changed while the corpus was built from them.",
                        "Run the command again when no import is running.");
            }
        }

        private void placeTurns(Conversation conversation, int index, TurnSink sink) {
            long before = 0;
            boolean previous = false;
            for (Turn turn : conversation.turns()) {
                boolean validation = split.isValidation(index, before);
                boolean opens = before == 0 || validation != previous;
                try {
                    sink.accept(turn, validation, opens);
                } catch (IOException unwritable) {
                    throw new UncheckedIOException(unwritable);
                }
                previous = validation;
                before += Conversation.characters(turn);
            }
        }
    }

    /// Texts for training, and others for validation.
    private record Documents(List<String> train, List<String> validation) implements Content {

        static Documents of(List<String> documents, CorpusSettings settings) {
            if (documents.size() == 1 && settings.held() == CorpusSettings.Held.SHUFFLED) {
                throw new UserError(
                        "The text is one document, and split is shuffled: there is nothing to"
                                + " shuffle.",
                        "Say with --split-at where documents end, or train with --split newest.");
            }
            Split split = new Split();
            documents.forEach(split::add);
            split.decide(settings);
            List<String> train = new ArrayList<>();
            List<String> validation = new ArrayList<>();
            for (int i = 0; i < documents.size(); i++) {
                String document = documents.get(i);
                int cut =
                        documents.size() == 1
                                ? share(document, 1 - settings.validationShare())
                                : split.trained(i, document.length());
                if (cut > 0) {
                    train.add(document.substring(0, cut));
                }
                if (cut < document.length()) {
                    validation.add(document.substring(cut));
                }
            }
            return new Documents(train, validation);
        }

        /// Where the first characters end that come to `share` of a text, emoji counted once.
        private static int share(String text, double share) {
            int characters = (int) (text.codePointCount(0, text.length()) * share);
            return text.offsetByCodePoints(0, characters);
        }

        @Override
        public void forEachTrainingText(Consumer<String> sink) {
            train.forEach(sink);
        }

        @Override
        public SortedMap<SpeakerName, String> speakers() {
            return Collections.emptySortedMap();
        }

        @Override
        public void writeTo(CorpusWriter writer) throws IOException {
            for (String document : train) {
                writer.text(pieces(document), false);
            }
            for (String document : validation) {
                writer.text(pieces(document), true);
            }
        }
    }
}
