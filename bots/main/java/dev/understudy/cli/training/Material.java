package dev.understudy.cli.training;

import dev.understudy.archive.Archive;
import dev.understudy.archive.live.Policy;
import dev.understudy.chat.Circle;
import dev.understudy.corpus.Corpus;
import dev.understudy.corpus.CorpusBuilder;
import dev.understudy.settings.UserError;
import dev.understudy.texts.Texts;
import java.util.List;
import java.util.function.Predicate;

/// What a model learns from.
public sealed interface Material {
    /// The corpus that `builder` makes of it. Throws UserError when it holds too little.
    Corpus corpus(CorpusBuilder builder);

    /// The names of those who speak in it, as in a transcript. Throws UserError where nobody can.
    List<String> speakers();

    /// What a circle's people wrote whose words may be used.
    ///
    /// @param policy what holds for those who have not been asked
    /// @param forgotten whether a text repeats somebody who was forgotten
    record Messages(Archive archive, Circle circle, Policy policy, Predicate<String> forgotten)
            implements Material {
        @Override
        public Corpus corpus(CorpusBuilder builder) {
            if (archive.messageCount(circle) == 0) {
                throw new UserError(
                        "The circle " + circle + " has no messages yet.",
                        "Import some: understudy import result.json --circle " + circle);
            }
            return builder.fromMessages(
                    sink -> archive.forEachMessage(circle, sink),
                    archive.roster(circle).willing(policy).without(forgotten));
        }

        @Override
        public List<String> speakers() {
            return archive.people(circle).stream().map(one -> one.speaker().text()).toList();
        }
    }

    /// Texts as they are.
    record Documents(Texts texts) implements Material {
        @Override
        public Corpus corpus(CorpusBuilder builder) {
            return builder.fromTexts(texts.read());
        }

        @Override
        public List<String> speakers() {
            throw new UserError(
                    "speakers is set, but a text has no speakers.",
                    "Leave out --speakers, or --text.");
        }
    }
}
