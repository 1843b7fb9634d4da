package dev.understudy.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class BrokenLineTest extends PullFixture {
    @Test
    void goesOnWhereTheLineWasCut() throws IOException {
        server.breakNext(WEIGHTS, FakeHub.cutAt(100_000), FakeHub.cutAt(200_000));
        pull("gpt2");
        assertWhole("gpt2", "config.json", "generation_config.json", "tokenizer.json", WEIGHTS);
        assertThat(ranges()).containsExactly("", "bytes=100000-", "bytes=200000-");
        assertThat(server.stored().getLast().header("If-range"))
                .isEqualTo(FakeHub.tag(server.content(WEIGHTS)));
    }

    @Test
    void goesOnInAnotherPullAfterGivingUp() throws IOException {
        server.breakNext(WEIGHTS, FakeHub.cutAt(100_000));
        server.breakNext(WEIGHTS, same(4, FakeHub.status(503)));
        refused("gpt2").hasMessageContaining("localhost answers 503 each time");
        assertThat(base("gpt2")).doesNotExist();
        pull("gpt2");
        assertThat(ranges()).last().isEqualTo("bytes=100000-");
        assertWhole("gpt2", "config.json", "generation_config.json", "tokenizer.json", WEIGHTS);
    }

    private static FakeHub.Fault[] same(int times, FakeHub.Fault fault) {
        return Collections.nCopies(times, fault).toArray(FakeHub.Fault[]::new);
    }

    @Test
    void startsOverWhenTheServerIgnoresRanges() throws IOException {
        server.breakNext(WEIGHTS, FakeHub.cutAt(100_000), FakeHub.ignoringRange(300_000));
        pull("gpt2");
        assertWhole("gpt2", "config.json", "generation_config.json", "tokenizer.json", WEIGHTS);
        assertThat(ranges()).hasSize(2);
    }

    @Test
    void givesUpOnAServerThatAlwaysCutsAtTheSamePlace() {
        server.breakNext(WEIGHTS, same(50, FakeHub.ignoringRange(100_000)));
        refused("gpt2").hasMessageContaining("localhost cannot be reached: the line broke");
        assertThat(ranges()).hasSize(4);
    }

    @Test
    void startsOverWhenTheRangeIsRefused() throws IOException {
        server.breakNext(WEIGHTS, FakeHub.cutAt(100_000), FakeHub.status(416));
        pull("gpt2");
        assertThat(ranges()).containsExactly("", "bytes=100000-", "");
        assertWhole("gpt2", "config.json", "generation_config.json", "tokenizer.json", WEIGHTS);
    }

    @Test
    void startsOverWhenTheFileOfAnEarlierPullIsAnother() throws IOException {
        server.breakNext(WEIGHTS, FakeHub.cutAt(100_000));
        server.breakNext(WEIGHTS, same(4, FakeHub.status(503)));
        refused("gpt2").isNotNull();
        server.put(WEIGHTS, FakeHub.bytes(250_000));
        pull("gpt2");
        assertThat(ranges()).last().isEqualTo("");
        assertWhole("gpt2", "config.json", "generation_config.json", "tokenizer.json", WEIGHTS);
    }

    @Test
    void goesOnWhenTheLineFallsSilent() throws IOException {
        server.breakNext(WEIGHTS, FakeHub.silentAfter(100_000));
        pull("gpt2");
        assertThat(ranges()).containsExactly("", "bytes=100000-");
        assertWhole("gpt2", "config.json", "generation_config.json", "tokenizer.json", WEIGHTS);
    }

    @Test
    void asksAgainWhenThereIsNoAnswer() throws IOException {
        server.breakNext(WEIGHTS, FakeHub.speechless());
        pull("gpt2");
        assertThat(ranges()).hasSize(2);
        assertWhole("gpt2", "config.json", "generation_config.json", "tokenizer.json", WEIGHTS);
    }

    @Test
    void asksAgainForAFileThatWasDamagedOnTheWay() throws IOException {
        server.breakNext(WEIGHTS, FakeHub.instead(other()));
        pull("gpt2");
        assertWhole("gpt2", "config.json", "generation_config.json", "tokenizer.json", WEIGHTS);
    }

    private byte[] other() {
        byte[] other = server.content(WEIGHTS).clone();
        other[77_777] ^= 1;
        return other;
    }

    @Test
    void refusesAFileWithTheWrongHash() {
        server.breakNext(WEIGHTS, FakeHub.instead(other()), FakeHub.instead(other()));
        refused("gpt2")
                .hasMessageContaining("its hash is")
                .hasMessageContaining(FakeHub.hash("SHA-256", server.content(WEIGHTS)))
                .hasMessageEndingWith(".");
        assertThat(base("gpt2")).doesNotExist();
        assertThat(base("gpt2.unfinished").resolve(WEIGHTS)).doesNotExist();
    }

    @Test
    void refusesASmallFileWithTheWrongHash() {
        byte[] config = "{\"model_type\": \"gpt2\" }".getBytes(StandardCharsets.UTF_8);
        server.claimSize("config.json", config.length);
        server.breakNext("config.json", FakeHub.instead(config), FakeHub.instead(config));
        refused("gpt2").hasMessageContaining("git hash");
        assertThat(server.stored()).isEmpty();
    }

    @Test
    void refusesAFileOfTheWrongSize() {
        FakeHub.Fault longer = FakeHub.instead(FakeHub.bytes(400_000));
        server.breakNext(WEIGHTS, longer, longer);
        refused("gpt2").hasMessageContaining("it has 400000 bytes, and listed are 300000 bytes");
        assertThat(base("gpt2.unfinished").resolve(WEIGHTS)).doesNotExist();
    }

    @Test
    void waitsLongerEachTimeAServerIsInTrouble() {
        server.breakNext(WEIGHTS, same(3, FakeHub.status(503)));
        pull("gpt2");
        assertThat(server.pauses()).hasSize(3);
        assertThat(server.pauses().get(0)).isBetween(millis(500), millis(1000));
        assertThat(server.pauses().get(1)).isBetween(millis(1000), millis(2000));
        assertThat(server.pauses().get(2)).isBetween(millis(1500), millis(3000));
    }

    private static Duration millis(long count) {
        return Duration.ofMillis(count);
    }

    @Test
    void waitsAsLongAsAServerAsksFor() {
        server.breakNext("api", FakeHub.busy(429, "7"));
        server.breakNext(WEIGHTS, FakeHub.busy(503, "Fri, 20 Nov 2026 10:01:30 GMT"));
        pull("gpt2");
        assertThat(server.pauses()).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(90));
    }

    @Test
    void doesNotWaitForHours() {
        server.breakNext("api", FakeHub.busy(429, "7200"));
        refused("gpt2").hasMessageContaining("127.0.0.1 answers 429");
        assertThat(server.pauses()).isEmpty();
    }

    @Test
    void givesUpAfterSomeTries() {
        server.breakNext("api", same(9, FakeHub.status(429)));
        refused("gpt2")
                .hasMessage("127.0.0.1 answers 429 each time.")
                .extracting(UserError::remedy)
                .asString()
                .contains("Run the same command later", "config.json", base("gpt2").toString());
        assertThat(server.pauses()).hasSize(3);
    }
}
