package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.archive.Archive;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Message;
import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Turn;
import dev.understudy.clone.ContextWindow;
import dev.understudy.clone.Models;
import dev.understudy.clone.Speaker;
import dev.understudy.clone.voice.EmbeddedVoice;
import dev.understudy.clone.voice.Listener;
import dev.understudy.clone.voice.Voice;
import dev.understudy.likeness.VoiceClassifier;
import dev.understudy.sampling.Sampler;
import dev.understudy.sampling.Sampling;
import dev.understudy.settings.Home;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo as a person runs it, from nothing; for the whole two minutes of training only with
/// `-Dgroups=slow -Dunderstudy.test.without=gpu`.
class DemoCommandTest {
    private static final int WINDOW_TURNS = 6;
    private static final int REPLIES_EACH = 30;

    @TempDir Path folder;

    @Test
    void trainsFiveClonesThatAreToldApartAndStartsAtOnceTheNextTime() {
        assertThat(accuracy("--steps=700")).isGreaterThan(0.6); // chance is 0.2
    }

    @Test
    @Tag("slow")
    void tellsThemApartAsTheReadmeSaysAfterTwoMinutes() {
        assertThat(accuracy()).isGreaterThan(0.9);
    }

    private double accuracy(String... options) {
        List<String> command = new ArrayList<>(List.of("demo", "--home", folder.toString()));
        command.addAll(List.of(options));
        Invocation first = Invocation.of(command.toArray(String[]::new));
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out()).contains("Validation loss");
        assertThat(linesOfClones(first)).hasSize(12);

        double accuracy = attributed();
        System.getLogger("likeness")
                .log(System.Logger.Level.INFO, "clones' lines attributed rightly: " + accuracy);
        Invocation second = Invocation.of("demo", "--home", folder.toString());
        assertThat(second.exitCode()).isZero();
        assertThat(second.out()).doesNotContain("Validation loss");
        assertThat(linesOfClones(second)).isEqualTo(linesOfClones(first));
        return accuracy;
    }

    private static List<String> linesOfClones(Invocation demo) {
        return demo.out()
                .lines()
                .filter(line -> line.matches("(Alice|Bob|Carmen|Dmitri|Edie): .+"))
                .toList();
    }

    /// The share of replies, given to conversations that no model trained on, that a classifier of
    /// real lines gives to the friend whose clone said them.
    private double attributed() {
        Home home = new Home(folder);
        List<Turn> turns = turns(home);
        int cut = turns.size() * 9 / 10;
        VoiceClassifier classifier = VoiceClassifier.train(turns.subList(0, cut));
        List<Turn> replies = new ArrayList<>();
        try (Voice voice =
                EmbeddedVoice.load(new Models(home.model("demo")).live().orElseThrow())) {
            Sampler sampler = new Sampler(Sampling.DEFAULT);
            List<Speaker> clones = voice.card().speakers();
            int stride = (turns.size() - cut - WINDOW_TURNS) / (REPLIES_EACH * clones.size());
            for (int i = 0; i < REPLIES_EACH * clones.size(); i++) {
                ContextWindow window = new ContextWindow();
                int start = cut + i * stride;
                turns.subList(start, start + WINDOW_TURNS).forEach(window::add);
                Speaker clone = clones.get(i % clones.size());
                replies.add(voice.reply(clone.name(), window, sampler, Listener.NONE));
            }
        }
        return classifier.accuracy(replies);
    }

    /// What the friends said, oldest first, as the importer stored it.
    private static List<Turn> turns(Home home) {
        List<Turn> turns = new ArrayList<>();
        try (Archive archive = Archive.open(home.archive())) {
            archive.forEachMessage(
                    new Circle("demo"),
                    message -> {
                        if (message.kind() == Message.Kind.SPEECH) {
                            SpeakerName speaker = SpeakerName.of(message.senderName());
                            Turn.of(speaker, message.text()).ifPresent(turns::add);
                        }
                    });
        }
        return turns;
    }
}
