package dev.understudy.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.hub.FakeHub.Seen;
import dev.understudy.hub.transfer.Token;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelPullTest extends PullFixture {
    @Test
    void bringsWhatACheckpointNeedsAndNothingElse() throws IOException {
        assertThat(pull("gpt2")).isEqualTo(new Pulled(base("gpt2"), true));
        assertWhole("gpt2", "config.json", "generation_config.json", "tokenizer.json", WEIGHTS);
        assertThat(base("gpt2").resolve("source.json"))
                .content()
                .contains("openai-community/gpt2", FakeHub.COMMIT);
    }

    @Test
    void asksNobodyTheSecondTime() {
        pull("gpt2");
        int questions = server.seen().size();
        assertThat(pull("gpt2")).isEqualTo(new Pulled(base("gpt2"), false));
        assertThat(server.seen()).hasSize(questions);
    }

    @Test
    void fetchesAllFilesFromOneCommit() {
        pull("gpt2");
        assertThat(server.seen().stream().map(Seen::path))
                .first()
                .isEqualTo("/api/models/openai-community/gpt2/revision/main");
        assertThat(server.seen().stream().map(Seen::path).skip(1))
                .allMatch(path -> path.contains(FakeHub.COMMIT));
    }

    @Test
    void takesARepositoryAndARevision() throws IOException {
        server.serveAs("someone/some.model-2");
        pull("someone/some.model-2@refs/pr/1");
        assertThat(server.seen().getFirst().path()).endsWith("/revision/refs%2Fpr%2F1");
        assertThat(base("someone/some.model-2@refs%2Fpr%2F1").resolve(WEIGHTS)).exists();
    }

    @Test
    void countsBytesOverAllFiles() {
        long[] last = new long[2];
        PullListener listener =
                new PullListener() {
                    @Override
                    public void started(long total) {
                        last[0] = total;
                    }

                    @Override
                    public void at(long bytes, String file) {
                        assertThat(bytes).isGreaterThanOrEqualTo(last[1]);
                        last[1] = bytes;
                    }

                    @Override
                    public void waiting(Duration pause, String reason) {}
                };
        new ModelPull(home, server.hub(), false).run(ModelName.of("gpt2"), listener);
        assertThat(last[0]).isGreaterThan(300_000).isEqualTo(last[1]);
    }

    @Test
    void saysWhenThereIsNoSuchModel() {
        server.serveAs("someone/else");
        refused("gpt2")
                .hasMessage("127.0.0.1 has no openai-community/gpt2 that everybody may read (404).")
                .extracting(UserError::remedy)
                .asString()
                .contains("HF_TOKEN");
        assertThat(base("gpt2.unfinished")).doesNotExist();
        assertThat(server.pauses()).isEmpty();
    }

    @Test
    void sendsTheTokenToTheHubAlone() {
        Token token = new Token(server.address(), "hf_secret\n");
        new ModelPull(home, server.hub(Optional.of(token)), true)
                .run(ModelName.of("gpt2"), PullListener.NONE);
        assertThat(server.seen())
                .allMatch(seen -> seen.header("Authorization").equals("Bearer hf_secret"));
        assertThat(server.stored())
                .isNotEmpty()
                .allMatch(seen -> seen.header("Authorization").isEmpty());
        assertThat(token.toString()).doesNotContain("secret");
    }

    @Test
    void saysWhenTheTokenIsRefused() {
        server.breakNext("api", FakeHub.status(401));
        Token token = new Token(server.address(), "hf_secret");
        assertThatThrownBy(
                        () ->
                                new ModelPull(home, server.hub(Optional.of(token)), true)
                                        .run(ModelName.of("gpt2"), PullListener.NONE))
                .hasMessageContaining("HF_TOKEN (401)")
                .hasMessageNotContaining("secret");
    }

    @Test
    void saysWhatToFetchByHandWhenNobodyAnswers() {
        server.close();
        refused("gpt2")
                .hasMessage("127.0.0.1 cannot be reached: it refuses the connection.")
                .extracting(UserError::remedy)
                .asString()
                .contains(
                        "config.json, tokenizer.json and model.safetensors of",
                        "openai-community/gpt2",
                        base("gpt2").toString());
        assertThat(server.pauses()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil.bin", "/etc/evil", "a/../../evil", "a\\..\\evil", "C:evil"})
    void refusesAListingThatLeavesTheFolder(String path) {
        server.list(path);
        refused("gpt2").hasMessageContaining("outside of its folder");
        assertThat(server.stored()).isEmpty();
        assertThat(base("gpt2.unfinished")).doesNotExist();
    }

    @Test
    void refusesAnotherArchitectureBeforeItsWeights() {
        server.put("config.json", "{\"model_type\": \"bert\"}");
        refused("gpt2")
                .hasMessageStartingWith("gpt2 cannot be used: its config.json")
                .hasMessageContaining("\"bert\"")
                .hasMessageEndingWith("Nothing else was fetched.");
        assertThat(server.stored()).isEmpty();
    }

    @Test
    void refusesARepositoryWithoutAModel() {
        server.remove(WEIGHTS);
        server.remove("tokenizer.json");
        refused("gpt2")
                .hasMessageContaining("it lacks tokenizer.json (or vocab.json with merges.txt)")
                .hasMessageContaining("model.safetensors (or pytorch_model.bin)");
    }

    @Test
    void bringsShardsAndTheirIndex() throws IOException {
        shard("{\"weight_map\": {\"a\": \"one.safetensors\", \"b\": \"two.safetensors\"}}");
        pull("gpt2");
        assertWhole(
                "gpt2",
                "config.json",
                "generation_config.json",
                "tokenizer.json",
                "model.safetensors.index.json",
                "one.safetensors",
                "two.safetensors");
    }

    private void shard(String index) {
        server.remove(WEIGHTS);
        server.put("model.safetensors.index.json", index);
        server.put("one.safetensors", FakeHub.bytes(10));
        server.put("two.safetensors", FakeHub.bytes(20));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"weight_map\": {\"a\": \"../one.safetensors\"}}",
                "{\"weight_map\": {\"a\": \"three.safetensors\"}}",
                "{\"weight_map\": {}}",
                "{"
            })
    void refusesAnIndexThatNamesOtherFiles(String index) {
        shard(index);
        refused("gpt2").hasMessageContaining("model.safetensors.index.json is damaged");
        assertThat(server.stored()).isEmpty();
    }

    @Test
    void takesOlderFilesWhereThereAreNoOthers() throws IOException {
        server.remove(WEIGHTS);
        server.remove("tokenizer.json");
        server.remove("generation_config.json");
        server.put("vocab.json", "{}");
        server.put("merges.txt", "");
        server.put("pytorch_model.bin", FakeHub.bytes(30));
        pull("gpt2");
        assertWhole("gpt2", "config.json", "vocab.json", "merges.txt", "pytorch_model.bin");
    }

    @Test
    void readsAListingOfSeveralPages() throws IOException {
        server.splitListing();
        pull("gpt2");
        assertWhole("gpt2", "config.json", "generation_config.json", "tokenizer.json", WEIGHTS);
    }

    @Test
    void refusesWhatTheDiskCannotHold() {
        server.claimSize(WEIGHTS, 1L << 60);
        refused("gpt2").hasMessageContaining("gpt2 needs 1152921504.6 GB more");
        assertThat(server.stored()).isEmpty();
    }

    @Test
    void refusesAServerThatIsNoHub() {
        server.breakNext("api", FakeHub.instead("<html>".getBytes(StandardCharsets.UTF_8)));
        refused("gpt2").hasMessageContaining("does not answer /api/models/openai-community/gpt2");
    }

    @Test
    void leavesAloneWhatSomebodyPutThereByHand() throws IOException {
        Path byHand = Files.createDirectories(base("gpt2"));
        Files.writeString(byHand.resolve("config.json"), "{}");
        Files.writeString(byHand.resolve(WEIGHTS), "mine");
        refused("gpt2").hasMessageContaining("was not pulled, and it lacks tokenizer.json");
        Files.writeString(byHand.resolve("tokenizer.json"), "{}");
        assertThat(pull("gpt2")).isEqualTo(new Pulled(byHand, false));
        assertThat(byHand.resolve(WEIGHTS)).hasContent("mine");
        assertThat(server.seen()).isEmpty();
    }

    @Test
    void bringsBackWhatAModelHasLost() throws IOException {
        pull("gpt2");
        Files.delete(base("gpt2").resolve("config.json"));
        assertThat(pull("gpt2").fetched()).isTrue();
        assertWhole("gpt2", "config.json", "generation_config.json", "tokenizer.json", WEIGHTS);
        assertThat(server.stored()).as("the weights were still there").hasSize(1);
    }

    @Test
    void keepsASecondPullOut() {
        try (Home.Lock _ = new Home(home.bases()).lock()) {
            refused("gpt2").hasMessageContaining("in use by another understudy process");
        }
    }
}
