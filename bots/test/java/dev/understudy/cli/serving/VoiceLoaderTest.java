package dev.understudy.cli.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.chat.Circle;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Models;
import dev.understudy.clone.voice.EngineSettings;
import dev.understudy.clone.voice.Listener;
import dev.understudy.clone.voice.Precision;
import dev.understudy.model.Gpt2Config;
import dev.understudy.model.device.Machine;
import dev.understudy.model.shared.Usage;
import dev.understudy.settings.UserError;
import dev.understudy.stage.talk.Company;
import dev.understudy.stage.talk.Conversation;
import dev.understudy.stage.talk.Tuning;
import dev.understudy.stage.talk.Voices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With real models in real folders.
class VoiceLoaderTest {
    private static final int CHANNELS = 12;

    /// Of a few megabytes, so that it shows when one stays.
    private static final Gpt2Config SHAPE = new Gpt2Config(257, 64, 384, 2, 2, 256);

    @TempDir Path folder;

    private Path version(String circle, char letter) throws IOException {
        Path made =
                OneLetterModel.write(
                        folder.resolve("new-" + circle), new Circle(circle), SHAPE, letter);
        return new Models(folder.resolve(circle)).publish(made);
    }

    private static Company company(Voices voices, Path version) {
        Company company = new Company();
        company.follow(voices.source(version), ModelCard.read(version), version.toString());
        return company;
    }

    private static String speak(Company company, Conversation channel) {
        return channel.speak(company.catalogue().clones().getFirst(), () -> Listener.NONE)
                .turn()
                .text();
    }

    @Test
    void residentMemoryStaysFlatWhileModelsComeAndGo() throws Exception {
        comeAndGo(60);
    }

    @Test
    @Tag("slow")
    void residentMemoryStaysFlatWhileModelsComeAndGoAThousandTimes() throws Exception {
        comeAndGo(1000);
    }

    /// A version that is loaded, evicted and loaded again gives all of its memory back.
    private void comeAndGo(int cycles) throws Exception {
        Path a = version("friends", 'a');
        Path b = version("others", 'b');
        VoiceLoader loader = new VoiceLoader(EngineSettings.DEFAULT, Usage.NONE);
        Voices.Memory forOne = new Voices.Memory(loader.find(a).bytes(), 1_000_000);
        try (Voices voices = new Voices(forOne, loader::find);
                Company friends = company(voices, a);
                Company others = company(voices, b)) {
            goOnUntil(voices, cycles / 3, friends, others);
            long before = resident();
            goOnUntil(voices, cycles, friends, others);
            long more = resident() - before;
            assertThat(more).as("bytes more after %d loads", cycles).isLessThan(40_000_000L);
        }
    }

    private static long resident() {
        System.gc();
        return Machine.residentBytes().orElse(0);
    }

    private static void goOnUntil(Voices voices, long loads, Company friends, Company others)
            throws Exception {
        for (int round = 0; voices.hits().misses() < loads; round++) {
            assertThat(round).as("rounds").isLessThan((int) loads);
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<String>> replies = new ArrayList<>();
                for (int i = 0; i < CHANNELS; i++) {
                    Company company = i % 2 == 0 ? friends : others;
                    Conversation channel = company.newConversation(() -> Tuning.DEFAULT);
                    replies.add(threads.submit(() -> speak(company, channel)));
                }
                for (int i = 0; i < CHANNELS; i++) {
                    assertThat(replies.get(i).get()).matches(i % 2 == 0 ? "a+" : "b+");
                }
            }
        }
    }

    @Test
    void aModelLargerThanWhatIsFreeSpeaksUnlessSomebodySetABudget() throws IOException {
        Path version = version("friends", 'a');
        try (Voices voices = new VoiceLoader(EngineSettings.DEFAULT, Usage.NONE).voices(0)) {
            voices.warm(version);
            voices.warm(version);
            assertThat(voices.hits().misses()).as("it stays in memory").isEqualTo(1);
        }
        EngineSettings narrow =
                new EngineSettings(
                        Precision.INT8,
                        OptionalLong.of(1),
                        OptionalLong.empty(),
                        1,
                        Optional.empty(),
                        Optional.empty());
        try (Voices voices = new VoiceLoader(narrow, Usage.NONE).voices(0)) {
            assertThatThrownBy(() -> voices.warm(version))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("all models together may take 0.00 GB");
        }
    }

    @Test
    void aFolderThatIsDeletedWhileItsModelSpeaksIsMissedOnlyWhenItIsLoadedAgain() throws Exception {
        for (Precision precision : Precision.values()) {
            Path a = version("friends" + precision.name().toLowerCase(Locale.ROOT).charAt(0), 'a');
            Path b = version("others" + precision.name().toLowerCase(Locale.ROOT).charAt(0), 'b');
            EngineSettings settings = EngineSettings.DEFAULT.withPrecision(precision);
            try (Voices voices = new VoiceLoader(settings, Usage.NONE).voices();
                    Company friends = company(voices, a);
                    Company others = company(voices, b)) {
                Conversation channel = friends.newConversation(() -> Tuning.DEFAULT);
                assertThat(speak(friends, channel)).matches("a+");
                delete(a);
                assertThat(speak(friends, channel)).matches("a+");
                voices.evict(a);
                assertThatThrownBy(() -> speak(friends, channel)).isInstanceOf(UserError.class);
                assertThat(speak(others, others.newConversation(() -> Tuning.DEFAULT)))
                        .matches("b+");
            }
        }
    }

    private static void delete(Path version) throws IOException {
        try (Stream<Path> files = Files.walk(version)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
