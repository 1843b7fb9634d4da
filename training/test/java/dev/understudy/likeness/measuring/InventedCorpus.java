package dev.understudy.likeness.measuring;

import dev.understudy.cast.ChatGenerator;
import dev.understudy.cast.InventedTurns;
import dev.understudy.chat.Channel;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Person;
import dev.understudy.chat.Platform;
import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Turn;
import dev.understudy.corpus.Corpus;
import dev.understudy.corpus.CorpusBuilder;
import dev.understudy.corpus.CorpusSettings;
import dev.understudy.corpus.VocabularyChoice;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The corpus of some turns, two minutes apart but for a night after every twelve.
public final class InventedCorpus {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final int TALK = 12;

    private InventedCorpus() {}

    /// What the five invented friends say in `days` days.
    public static Corpus ofDays(int days, Path folder) {
        return of(InventedTurns.of(ChatGenerator.demo().posts(days).toList()), folder);
    }

    /// What `turns` say, by bytes.
    public static Corpus of(List<Turn> turns, Path folder) {
        List<Message> messages = new ArrayList<>();
        long second = 0;
        for (Turn turn : turns) {
            second += messages.size() % TALK == 0 ? 80_000 : 121;
            messages.add(message(turn, messages.size(), NOON.plusSeconds(second)));
        }
        List<Person> people =
                turns.stream()
                        .map(Turn::speaker)
                        .distinct()
                        .map(name -> new Person(name, name.text(), List.of(handle(name))))
                        .toList();
        return new CorpusBuilder(
                        CorpusSettings.standard(32), new VocabularyChoice.Learned(257), folder)
                .fromMessages(messages::forEach, people);
    }

    private static Message message(Turn turn, int place, Instant at) {
        return new Message(
                new Channel(Platform.TELEGRAM, "group", ""),
                String.valueOf(place),
                handle(turn.speaker()),
                turn.speaker().text(),
                at,
                place,
                Message.Kind.SPEECH,
                turn.text(),
                Optional.empty(),
                Optional.empty());
    }

    private static Handle handle(SpeakerName name) {
        return new Handle(Platform.TELEGRAM, name.text());
    }
}
