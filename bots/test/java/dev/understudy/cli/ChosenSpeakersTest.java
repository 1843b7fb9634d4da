package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChosenSpeakersTest {
    @TempDir Path folder;

    @Test
    void onlyTheirLinesAreLearntAndMeasured() throws IOException {
        ToyHome home = new ToyHome(folder.resolve("home"));
        home.importChat(ToyHome.writeChat(folder.resolve("chat.txt"), 400));
        home.train("--steps=20", "--speakers=ALICE,CARMEN");
        String line =
                Files.readAllLines(home.run().resolve("metrics.jsonl")).stream()
                        .filter(one -> one.contains("validation_loss"))
                        .findFirst()
                        .orElseThrow();
        JsonNode evaluated = JsonMapper.shared().readTree(line);
        JsonNode speakers = evaluated.get("speakers");
        assertThat(speakers.propertyNames()).containsExactly("ALICE", "CARMEN");
        double nats = 0;
        long tokens = 0;
        for (JsonNode theirs : speakers) {
            nats += theirs.get("loss").asDouble() * theirs.get("tokens").asLong();
            tokens += theirs.get("tokens").asLong();
        }
        assertThat(evaluated.get("validation_loss").asDouble())
                .as("no header and nobody else's line counts")
                .isCloseTo(nats / tokens, within(1e-9));
    }

    @Test
    void whoSaysNothingCannotBeLearnt() throws IOException {
        ToyHome home = new ToyHome(folder.resolve("home"));
        Path chat = ToyHome.writeChat(folder.resolve("chat.txt"), 400);
        Files.writeString(chat, "ZOË:\nhello from the far past\n\n" + Files.readString(chat));
        home.importChat(chat);
        Invocation refused = Invocation.of(home.training("--steps=20", "--speakers=ZOË"));
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(1);
        assertThat(refused.err())
                .contains("speakers is ZOË, who say nothing in the validation text.")
                .doesNotContain("defect");
        assertThat(home.run()).doesNotExist();
    }
}
