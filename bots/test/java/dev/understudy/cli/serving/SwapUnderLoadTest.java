package dev.understudy.cli.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chat.Circle;
import dev.understudy.chat.SpeakerName;
import dev.understudy.clone.Listener;
import dev.understudy.clone.Models;
import dev.understudy.clone.Speaker;
import dev.understudy.habit.Habits;
import dev.understudy.stage.talk.Conversation;
import dev.understudy.stage.talk.Conversation.Spoken;
import dev.understudy.stage.talk.Tuning;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwapUnderLoadTest {
    private static final Circle FRIENDS = new Circle("friends");
    private static final Speaker ALICE = new Speaker(SpeakerName.of("Alice"), "Alice", 30);
    private static final String LETTERS = "abcdef";
    private static final int CHANNELS = 4;

    @TempDir private Path folder;

    /// Which versions spoke, one after the other; the last one may not have taken over yet.
    private final List<Integer> spoke = new ArrayList<>();

    private final AtomicInteger swaps = new AtomicInteger();

    /// What one reply was, with how many swaps were over when it was asked for, and begun when it
    /// was there.
    private record Heard(Spoken spoken, int from, int to) {}

    @Test
    void everyReplyIsOneVersionsThatWasLiveMeanwhile() throws Exception {
        Models models = new Models(folder.resolve("models"));
        for (char letter : LETTERS.toCharArray()) {
            models.keep(
                    OneLetterModel.write(
                            folder.resolve("new"), FRIENDS, OneLetterModel.tiny(), letter));
        }
        models.promote(models.find("0001").folder());
        spoke.add(1);
        List<Heard> heard = new ArrayList<>();
        try (Engagement engagement =
                        new Engagement(
                                FRIENDS,
                                models,
                                () -> Habits.learn(_ -> {}, List.of(), ZoneOffset.UTC));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            engagement.follow();
            List<Future<List<Heard>>> channels = new ArrayList<>();
            for (int channel = 0; channel < CHANNELS; channel++) {
                channels.add(threads.submit(() -> listen(engagement)));
            }
            promoteAndGoBack(engagement);
            for (Future<List<Heard>> channel : channels) {
                heard.addAll(channel.get());
            }
        }
        assertThat(heard).hasSizeGreaterThanOrEqualTo(CHANNELS);
        heard.forEach(this::requireOneVersions);
    }

    /// Ends with the last version, which the last reply of each channel is then.
    private List<Heard> listen(Engagement engagement) {
        Conversation conversation = engagement.company().newConversation(() -> Tuning.DEFAULT);
        List<Heard> heard = new ArrayList<>();
        boolean last = false;
        while (!last) {
            int from = swaps.get();
            last = from == LETTERS.length() * 2 - 1;
            Spoken spoken = conversation.speak(ALICE, () -> Listener.NONE);
            heard.add(new Heard(spoken, from, swaps.get() + 1));
        }
        return heard;
    }

    /// Promotes each version, and goes back to the one before the last one by one.
    private void promoteAndGoBack(Engagement engagement) throws IOException {
        for (int version = 2; version <= LETTERS.length(); version++) {
            announce(version);
            engagement.models().promote(folder(engagement, version));
            assertThat(engagement.follow()).isTrue();
            swaps.incrementAndGet();
        }
        for (int version = LETTERS.length() - 1; version >= 1; version--) {
            announce(version);
            engagement.play(folder(engagement, version));
            swaps.incrementAndGet();
        }
        announce(2);
        engagement.play(folder(engagement, 2));
        swaps.incrementAndGet();
    }

    private synchronized void announce(int version) {
        spoke.add(version);
    }

    private static Path folder(Engagement engagement, int version) {
        return engagement.models().find("%04d".formatted(version)).folder();
    }

    private void requireOneVersions(Heard heard) {
        String said = heard.spoken().turn().text();
        int version = LETTERS.indexOf(said.charAt(0)) + 1;
        assertThat(said).matches("([a-f])\\1*").hasSizeGreaterThan(10);
        assertThat(heard.spoken().model()).isEqualTo("friends@%04d".formatted(version));
        assertThat(spoke.subList(heard.from(), Math.min(heard.to() + 1, spoke.size())))
                .contains(version);
    }
}
