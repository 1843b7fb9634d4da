package dev.understudy.cli.serving;

import dev.understudy.chat.Circle;
import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Turn;
import dev.understudy.clone.Models;
import dev.understudy.clone.Speaker;
import dev.understudy.clone.voice.Listener;
import dev.understudy.habit.Habits;
import dev.understudy.model.Gpt2Config;
import dev.understudy.stage.talk.Conversation;
import dev.understudy.stage.talk.Conversation.Spoken;
import dev.understudy.stage.talk.Tuning;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/// One circle whose model has a version for each letter, and several channels in which its clone is
/// asked for a line. A channel is one thread's at a time; versions change meanwhile.
public final class Rehearsal implements AutoCloseable {
    private static final Circle FRIENDS = new Circle("friends");
    private static final Speaker ALICE = new Speaker(SpeakerName.of("Alice"), "Alice", 30);

    private final String letters;
    private final Engagement engagement;
    private final List<Conversation> channels;

    /// The version of the first letter is live.
    ///
    /// @param folder for the versions
    public Rehearsal(Path folder, Gpt2Config shape, String letters, int channels)
            throws IOException {
        this.letters = letters;
        Models models = new Models(folder.resolve("models"));
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            models.keep(OneLetterModel.write(folder.resolve("new"), FRIENDS, shape, letter));
        }
        engagement =
                new Engagement(
                        FRIENDS, models, () -> Habits.learn(_ -> {}, List.of(), ZoneOffset.UTC));
        promote(1);
        this.channels =
                Stream.generate(() -> engagement.company().newConversation(() -> Tuning.DEFAULT))
                        .limit(channels)
                        .toList();
    }

    /// The smallest model.
    public static Gpt2Config tiny() {
        return OneLetterModel.tiny();
    }

    /// What was said before, so that there is a prompt of some length.
    public void hear(int channel, String words) {
        channels.get(channel).window().add(Turn.of(SpeakerName.of("Bob"), words).orElseThrow());
    }

    /// A line of at least so many tokens, one letter each.
    public Spoken ask(int channel, int tokens) {
        return channels.get(channel).speak(ALICE, () -> new Brief(tokens));
    }

    private static final class Brief implements Listener {
        private final int tokens;
        private int heard;

        Brief(int tokens) {
            this.tokens = tokens;
        }

        @Override
        public void heard(String more) {
            heard += more.length();
        }

        @Override
        public boolean enough() {
            return heard >= tokens;
        }
    }

    /// Has a version speak, as another process's promotion does.
    ///
    /// @param version from 1
    public void promote(int version) {
        engagement.models().promote(folder(version));
        if (!engagement.follow()) {
            throw new IllegalStateException("it spoke already");
        }
    }

    /// Has it speak as /rollback does.
    public void goBack(int version) {
        engagement.play(folder(version));
    }

    private Path folder(int version) {
        return engagement.models().find("%04d".formatted(version)).folder();
    }

    /// The version that said it; 0 where not one alone did, or it is recorded as another's.
    public int version(Spoken spoken) {
        String said = spoken.turn().text();
        int version = letters.indexOf(said.charAt(0)) + 1;
        boolean pure = said.chars().allMatch(letter -> letter == said.charAt(0));
        boolean told = spoken.model().equals("friends@%04d".formatted(version));
        return pure && told ? version : 0;
    }

    @Override
    public void close() {
        engagement.close();
    }
}
