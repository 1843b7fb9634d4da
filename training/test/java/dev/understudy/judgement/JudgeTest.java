package dev.understudy.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chat.Circle;
import dev.understudy.chat.SpeakerName;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.ModelCard.Gate;
import dev.understudy.clone.Speaker;
import dev.understudy.clone.version.GateSettings;
import dev.understudy.corpus.Corpus;
import dev.understudy.library.ModelFolder;
import dev.understudy.likeness.Canaries;
import dev.understudy.likeness.LikenessSettings;
import dev.understudy.likeness.measuring.InventedCorpus;
import dev.understudy.likeness.measuring.Stages;
import dev.understudy.model.Gpt2;
import dev.understudy.model.Gpt2Config;
import dev.understudy.tokenizer.Tokenizer;
import dev.understudy.vocabulary.VocabularyTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real checkpoint folders of models that know nothing.
class JudgeTest {
    private static final LikenessSettings FEW =
            new LikenessSettings(12, 20, 0, 4, 20_000, 12, LikenessSettings.DEFAULT.sampling());

    @TempDir static Path folder;
    private static Corpus corpus;

    @BeforeAll
    static void build() {
        corpus = InventedCorpus.ofDays(60, folder.resolve("corpus"));
    }

    private ModelFolder random(String name, Tokenizer tokenizer, long seed) throws IOException {
        Path model = Files.createDirectories(folder.resolve(name));
        Gpt2Config config =
                new Gpt2Config(tokenizer.vocabularySize(), 64, 16, 1, 2, tokenizer.endOfText());
        try (Gpt2 gpt2 = Gpt2.random(config, seed)) {
            gpt2.save(model);
        }
        tokenizer.saveTo(model);
        List<Speaker> speakers =
                corpus.card().speakers().keySet().stream()
                        .map(speaker -> new Speaker(SpeakerName.of(speaker), speaker, 1))
                        .toList();
        new ModelCard(
                        ModelCard.FORMAT_VERSION,
                        new Circle("friends"),
                        speakers,
                        "test",
                        seed,
                        "none",
                        Optional.empty(),
                        Map.of(),
                        Instant.EPOCH)
                .writeTo(model);
        return new ModelFolder(name, model, model);
    }

    @Test
    void aModelThatKnowsNothingFails() throws IOException {
        List<String> stages = new ArrayList<>();
        Stages told =
                new Stages() {
                    @Override
                    public void begins(String name, long total, String unit) {
                        stages.add(name + " " + total);
                    }

                    @Override
                    public void reaches(long done) {}
                };
        Judge judge = new Judge(corpus, new Canaries(1, 2), GateSettings.DEFAULT, FEW);
        try (Tokenizer tokenizer = corpus.tokenizer()) {
            Verdict verdict = judge.judge(random("new", tokenizer, 1), Optional.empty(), told);
            assertThat(verdict.live()).isEmpty();
            assertThat(verdict.judgement().passed()).isFalse();
            assertThat(verdict.judgement().gates())
                    .extracting(Gate::name)
                    .containsExactly("empty", "repetition", "copies", "canaries", "attribution");
            assertThat(verdict.judgement().failures())
                    .anyMatch(line -> line.contains("chance: 20 %"));
        }
        assertThat(stages)
                .hasSize(4)
                .contains("asking for canaries 2")
                .anyMatch(line -> line.startsWith("asking clones "));
    }

    @Test
    void bothAreMeasuredOnTheSameTextThoughTheyCutItOtherwise() throws IOException {
        Judge judge = new Judge(corpus, Canaries.NONE, GateSettings.DEFAULT, FEW);
        try (Tokenizer bytes = corpus.tokenizer();
                Tokenizer words =
                        Tokenizer.of(
                                VocabularyTrainer.train(
                                        List.of("the town hall, be late, the town hall"), 280))) {
            Verdict verdict =
                    judge.judge(
                            random("bytes", bytes, 1),
                            Optional.of(random("words", words, 2)),
                            Stages.NONE);
            long tokens = verdict.candidate().whole().tokens();
            assertThat(verdict.live())
                    .hasValueSatisfying(
                            live -> {
                                assertThat(live.whole().tokens()).isLessThan(tokens);
                                assertThat(live.heldOut()).isEqualTo(verdict.candidate().heldOut());
                                assertThat(live.whoSaidIt()).isEmpty();
                            });
            assertThat(verdict.judgement().findings().getFirst().sentence()).contains(" a byte");
            assertThat(verdict.judgement().gates())
                    .extracting(Gate::name)
                    .contains("loss", "loss ALICE", "attribution ALICE");
        }
    }

    @Test
    void theSameModelIsNoWorseThanItself() throws IOException {
        Judge judge = new Judge(corpus, Canaries.NONE, GateSettings.DEFAULT, FEW);
        try (Tokenizer tokenizer = corpus.tokenizer()) {
            ModelFolder model = random("same", tokenizer, 1);
            Verdict verdict = judge.judge(model, Optional.of(model), Stages.NONE);
            assertThat(verdict.judgement().gates())
                    .filteredOn(gate -> gate.name().startsWith("loss"))
                    .allMatch(Gate::passed)
                    .hasSize(6);
        }
    }
}
