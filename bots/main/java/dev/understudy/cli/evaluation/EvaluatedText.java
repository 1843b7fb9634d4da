package dev.understudy.cli.evaluation;

import dev.understudy.chat.Transcript;
import dev.understudy.chat.Turn;
import dev.understudy.corpus.Corpus;
import dev.understudy.evaluation.Passage;
import dev.understudy.settings.UserError;
import dev.understudy.texts.Texts;
import dev.understudy.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.util.List;

/// What a model is measured on.
public sealed interface EvaluatedText {
    /// The text in the tokens of `tokenizer`. Throws UserError when it cannot be read.
    Passage passage(Tokenizer tokenizer);

    /// Its name, for the result.
    String name();

    /// The part of a corpus that was kept for this.
    record Validation(Corpus corpus, String name) implements EvaluatedText {
        @Override
        public Passage passage(Tokenizer tokenizer) {
            return Passage.ofValidation(corpus, tokenizer);
        }
    }

    /// A conversation in a file.
    record TranscriptFile(Path file) implements EvaluatedText {
        @Override
        public Passage passage(Tokenizer tokenizer) {
            List<Turn> turns = Transcript.parse(Texts.text(file));
            if (turns.isEmpty()) {
                throw new UserError(
                        file + " is no transcript: nobody speaks in it.",
                        "A line with a name and a colon comes before each message; for other texts"
                                + " there is --text.");
            }
            return Passage.ofConversations(List.of(turns), tokenizer);
        }

        @Override
        public String name() {
            return file.toString();
        }
    }

    /// Any other text.
    record TextFile(Path file) implements EvaluatedText {
        @Override
        public Passage passage(Tokenizer tokenizer) {
            return Passage.ofTexts(List.of(Texts.text(file)), tokenizer);
        }

        @Override
        public String name() {
            return file.toString();
        }
    }
}
