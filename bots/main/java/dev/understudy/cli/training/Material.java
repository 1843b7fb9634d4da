package dev.understudy.cli.training;

import dev.understudy.archive.Archive;
import dev.understudy.archive.live.Policy;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Message;
import dev.understudy.cli.console.Meter;
import dev.understudy.cli.console.Streams;
import dev.understudy.corpus.Corpus;
import dev.understudy.corpus.CorpusBuilder;
import dev.understudy.settings.UserError;
import dev.understudy.texts.Texts;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// What a model learns from.
public sealed interface Material {
    /// The corpus that `builder` makes of it, with progress shown. Throws UserError when it holds
    /// too little.
    Corpus corpus(CorpusBuilder builder, Streams streams);

    /// The names of those who speak in it, as in a transcript. Throws UserError where nobody can.
    List<String> speakers();

    /// What a circle's people wrote whose words may be used, without what is held back.
    ///
    /// @param policy what holds for those who have not been asked
    /// @param forgotten whether a text repeats somebody who was forgotten
    record Messages(Archive archive, Circle circle, Policy policy, Predicate<String> forgotten)
            implements Material {
        private static final int BETWEEN_LOOKS = 1 << 10;

        @Override
        public Corpus corpus(CorpusBuilder builder, Streams streams) {
            long all = archive.messageCount(circle);
            Predicate<Message> held = archive.heldBack(circle).filter();
            if (all == 0) {
                throw new UserError(
                        "The circle " + circle + " has no messages yet.",
                        "Import some: understudy import result.json --circle " + circle);
            }
            return builder.fromMessages(
                    sink ->
                            readAll(
                                    all,
                                    message -> {
                                        if (!held.test(message)) {
                                            sink.accept(message);
                                        }
                                    },
                                    streams),
                    archive.roster(circle).willing(policy).without(forgotten));
        }

        private void readAll(long all, Consumer<Message> sink, Streams streams) {
            Meter.Task task = new Meter.Task("building the corpus", all, "messages");
            long[] done = {0};
            try (Meter meter = new Meter(task, streams, Clock.systemUTC())) {
                archive.forEachMessage(
                        circle,
                        message -> {
                            sink.accept(message);
                            if (++done[0] % BETWEEN_LOOKS == 0) {
                                meter.reach(done[0]);
                            }
                        });
                meter.reach(done[0]);
            }
        }

        @Override
        public List<String> speakers() {
            return archive.people(circle).stream().map(one -> one.speaker().text()).toList();
        }
    }

    /// Texts as they are.
    record Documents(Texts texts) implements Material {
        @Override
        public Corpus corpus(CorpusBuilder builder, Streams streams) {
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
