package dev.understudy.corpus;

import dev.understudy.archive.people.Willing;
import dev.understudy.chat.Person;
import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Transcript;
import dev.understudy.chat.Turn;
import dev.understudy.corpus.conversation.Ceiling;
import dev.understudy.corpus.conversation.Conversation;
import dev.understudy.corpus.privacy.Scrubbing;
import dev.understudy.corpus.split.Held;
import dev.understudy.corpus.split.Lesson;
import dev.understudy.corpus.split.Part;
import dev.understudy.corpus.split.Split;
import dev.understudy.scrub.Scrubber;
import dev.understudy.settings.UserError;
import dev.understudy.tokenizer.Tokenizer;
import dev.understudy.vocabulary.VocabularyTrainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Builds the corpus in a folder. The same messages, settings and vocabulary give the same bytes.
///
/// Memory: one conversation, one batch, and a few numbers for each conversation. One thread.
///
/// @param folder made if need be; a corpus in it is replaced only by a complete one
/// @param scrubber replaces private data; empty to leave it in
/// @param lesson what a model that goes on learns from; empty for one that learns from all
public record CorpusBuilder(
        CorpusSettings settings,
        VocabularyChoice vocabulary,
        Path folder,
        Optional<Scrubber> scrubber,
        Optional<Lesson> lesson) {

    /// Text is encoded in pieces of about this many characters.
    private static final int PIECE_CHARACTERS = 16_000;

    /// One that replaces the private data that everybody has.
    public CorpusBuilder(CorpusSettings settings, VocabularyChoice vocabulary, Path folder) {
        this(settings, vocabulary, folder, Optional.of(Scrubber.STANDARD));
    }

    /// One that learns from all.
    public CorpusBuilder(
            CorpusSettings settings,
            VocabularyChoice vocabulary,
            Path folder,
            Optional<Scrubber> scrubber) {
        this(settings, vocabulary, folder, scrubber, Optional.empty());
    }

    /// The corpus of what `people` said: conversations cut by silence and joined by replies, bursts
    /// merged, an end-of-text token between conversations, the newest kept for validation.
    ///
    /// Reads `messages` twice, once more to learn a vocabulary, and once for a ceiling. Throws
    /// UserError when nothing is left to learn from, when it is too small to split, or when the
    /// folder cannot be written.
    public Corpus fromMessages(MessageSource messages, List<Person> people) {
        return fromMessages(messages, new Willing(people, Map.of()));
    }

    /// The same where not everyone's words may be used: the others' are counted, by the reason.
    public Corpus fromMessages(MessageSource messages, Willing people) {
        Ceiling ceiling = ceiling(messages, people);
        Split split = split();
        SortedMap<SpeakerName, String> speakers = new TreeMap<>();
        Scrubbing scrubbing = scrubbing();
        Conversations all =
                new Conversations(
                        settings,
                        people,
                        scrubbing,
                        ceiling.cutting(
                                conversation -> {
                                    split.add(conversation);
                                    conversation
                                            .turns()
                                            .forEach(turn -> speakers.put(turn.speaker(), ""));
                                }));
        all.readAll(messages);
        people.people().forEach(one -> speakers.replace(one.speaker(), one.displayName()));
        SortedMap<String, Long> leftOut = new TreeMap<>();
        all.leftOut().forEach((reason, count) -> leftOut.put(reason.label(), count));
        if (split.conversations() == 0) {
            throw nothing(leftOut);
        }
        split.decide();
        Yield found =
                new Yield(
                        all.read(),
                        leftOut,
                        ceiling.cutTurns(),
                        scrubbing.counts(),
                        new Yield.Span(split.from(), split.to()),
                        split.heldOut(),
                        split.dealt());
        return build(new Chat(this, messages, people, ceiling, split, speakers), found);
    }

    private Ceiling ceiling(MessageSource messages, Willing people) {
        Ceiling ceiling = new Ceiling(settings.shares().ceiling());
        if (settings.shares().ceiling() < 1) {
            new Conversations(settings, people, scrubbing(), ceiling::add).readAll(messages);
            ceiling.decide();
        }
        return ceiling;
    }

    private static UserError nothing(SortedMap<String, Long> leftOut) {
        return new UserError(
                "There is nothing to learn from: no message is a person's own words (left out: "
                        + leftOut
                        + ").",
                "Import a chat in which people write; understudy people shows who agrees to be"
                        + " learnt from.");
    }

    private Scrubbing scrubbing() {
        return new Scrubbing(scrubber);
    }

    private Split split() {
        return new Split(settings.shares(), settings.held(), settings.seed(), lesson);
    }

    /// The corpus of texts as they are. One alone is cut into its first characters, to train on,
    /// and its last, by the validation share: so nanoGPT prepares tinyshakespeare. Of several,
    /// whole ones are kept for validation, and an end-of-text token stands between two.
    ///
    /// Throws UserError when they are too small to split.
    public Corpus fromTexts(List<String> texts) {
        Scrubbing scrubbing = scrubbing();
        List<String> documents = texts.stream().map(scrubbing::of).map(settings::cased).toList();
        if (settings.shares().test() > 0) {
            throw new UserError(
                    "test-share is set, but a text has no speakers to keep as much of each aside.",
                    "Leave out --test-share, or --text.");
        }
        return build(Documents.of(documents, settings, split()), Yield.ofTexts(scrubbing.counts()));
    }

    private Corpus build(Content content, Yield found) {
        return switch (vocabulary) {
            case VocabularyChoice.Given(Tokenizer given) -> write(content, given, found);
            case VocabularyChoice.Learned(int size) -> {
                VocabularyTrainer trainer = new VocabularyTrainer(size);
                content.forEachTrainingText(trainer::add);
                try (Tokenizer learned = Tokenizer.of(trainer.train())) {
                    yield write(content, learned, found);
                }
            }
        };
    }

    private Corpus write(Content content, Tokenizer tokenizer, Yield found) {
        boolean test = settings.shares().test() > 0;
        try (CorpusWriter writer = new CorpusWriter(folder, tokenizer, content.speakers(), test)) {
            content.writeTo(writer);
            writer.finish(settings, found);
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

    /// What a reading came to, to be compared with the one before.
    private static final class Seen {
        int conversations;
        long characters;

        void add(Conversation conversation) {
            conversations++;
            characters += conversation.characters();
        }
    }

    private record Chat(
            CorpusBuilder builder,
            MessageSource messages,
            Willing people,
            Ceiling ceiling,
            Split split,
            SortedMap<SpeakerName, String> speakers)
            implements Content {

        private interface TurnSink {
            /// @param part empty for a turn that this corpus does without
            void accept(Turn turn, Optional<Part> part, boolean opens) throws IOException;
        }

        /// Blank lines are left out, as they are encoded line end by line end.
        @Override
        public void forEachTrainingText(Consumer<String> sink) {
            forEachTurn(
                    (turn, part, _) -> {
                        if (part.equals(Optional.of(Part.TRAIN))) {
                            sink.accept(Transcript.render(turn).stripTrailing());
                        }
                    });
        }

        @Override
        public void writeTo(CorpusWriter writer) throws IOException {
            forEachTurn(
                    (turn, part, opens) -> {
                        if (part.isPresent()) {
                            writer.turn(turn, part.get(), opens);
                        } else {
                            writer.count(turn);
                        }
                    });
            if (builder.lesson.isPresent()) {
                List<SpeakerName> names = List.copyOf(speakers.keySet());
                for (Turn planted : builder.lesson.get().planted().apply(names)) {
                    writer.plant(planted);
                }
            }
        }

        private void forEachTurn(TurnSink sink) {
            Seen seen = new Seen();
            new Conversations(
                            builder.settings,
                            people,
                            builder.scrubbing(),
                            ceiling.cutting(
                                    conversation -> {
                                        placeTurns(conversation, seen.conversations, sink);
                                        seen.add(conversation);
                                    }))
                    .readAll(messages);
            if (seen.conversations != split.conversations()
                    || seen.characters != split.characters()) {
                throw new UserError(
                        "The messages changed while the corpus was built from them.",
                        "Run the command again when no import is running.");
            }
        }

        private void placeTurns(Conversation conversation, int index, TurnSink sink) {
            long before = 0;
            Optional<Part> previous = Optional.empty();
            for (Turn turn : conversation.turns()) {
                Optional<Part> part = split.part(index, before);
                try {
                    sink.accept(turn, part, !part.equals(previous));
                } catch (IOException unwritable) {
                    throw new UncheckedIOException(unwritable);
                }
                previous = part;
                before += Conversation.characters(turn);
            }
        }
    }

    /// Texts for training, and others for validation.
    private record Documents(List<String> train, List<String> validation) implements Content {

        static Documents of(List<String> documents, CorpusSettings settings, Split split) {
            if (documents.size() == 1 && settings.held() == Held.SHUFFLED) {
                throw new UserError(
                        "The text is one document, and split is shuffled: there is nothing to"
                                + " shuffle.",
                        "Say with --split-at where documents end, or train with --split newest.");
            }
            documents.forEach(split::add);
            split.decide();
            List<String> train = new ArrayList<>();
            List<String> validation = new ArrayList<>();
            for (int i = 0; i < documents.size(); i++) {
                String document = documents.get(i);
                int cut =
                        documents.size() == 1
                                ? share(document, 1 - settings.shares().validation())
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
                writer.text(pieces(document), Part.TRAIN);
            }
            for (String document : validation) {
                writer.text(pieces(document), Part.VALIDATION);
            }
        }
    }
}
