package dev.understudy.clone.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.clone.ContextWindow;
import dev.understudy.clone.voice.Listener;
import dev.understudy.clone.voice.RemoteSettings;
import dev.understudy.clone.voice.Voice;
import dev.understudy.model.shared.Usage;
import dev.understudy.sampling.Bias;
import dev.understudy.sampling.Cut;
import dev.understudy.sampling.Penalties;
import dev.understudy.sampling.Sampling;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class RemoteVoiceTest {
    @TempDir private static Path folder;

    private FakeCompletions server;
    private Voice voice;

    @BeforeEach
    void open() throws IOException {
        server = new FakeCompletions();
        voice = Alice.voice(Alice.checkpoint(folder), server);
    }

    @AfterEach
    void close() {
        voice.close();
        server.close();
    }

    private JsonNode request(int number) {
        return JsonMapper.shared().readTree(server.requests().get(number));
    }

    @Test
    void theFirstPieceIsHeardBeforeTheLastIsSent() {
        CountDownLatch heard = new CountDownLatch(1);
        List<String> pieces = new ArrayList<>();
        server.answering(
                (_, wire) -> {
                    wire.begin().say("hel");
                    await(heard);
                    wire.say("lo").end("stop");
                });
        Listener listener =
                more -> {
                    pieces.add(more);
                    heard.countDown();
                };
        assertThat(Alice.says(voice, "hi", Sampling.DEFAULT, listener)).isEqualTo("hello");
        assertThat(pieces).containsExactly("hel", "lo");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void asksForTokensOfItsOwnModelWithEveryDefaultSaid() {
        Alice.says(voice);
        ContextWindow window = new ContextWindow();
        JsonNode asked = request(0);
        assertThat(asked.path("model").asString()).isEqualTo("friends@0001");
        assertThat(asked.path("prompt").path(0).asInt()).isEqualTo(256);
        assertThat(asked.path("prompt").size())
                .isEqualTo(voice.prompt(Alice.NAME, window).length + "BOB:\nhi\n\n".length());
        assertThat(asked.path("stop").toString()).isEqualTo("[\"\\n\\n\"]");
        assertThat(asked.path("max_tokens").asInt()).isEqualTo(256);
        assertThat(asked.path("stream").asBoolean()).isTrue();
        assertThat(asked.path("temperature").asDouble()).isEqualTo(0.8);
        assertThat(asked.path("top_p").asDouble()).isEqualTo(0.95);
        assertThat(asked.path("top_k").asInt()).isEqualTo(-1);
        assertThat(asked.path("min_p").asDouble(9)).isZero();
        assertThat(asked.path("repetition_penalty").asDouble()).isEqualTo(1);
        assertThat(asked.has("typical_p") || asked.has("logit_bias")).isFalse();
    }

    @Test
    void asksForAllThatASamplingSays() {
        Sampling all =
                new Sampling(
                        1.2,
                        new Cut(40, 0.9, 0.05, 0.8),
                        new Penalties(1.1, 0.5, 0.25, 4),
                        new Bias(Map.of(7, 2.5), Set.of(3)),
                        11);
        Alice.says(voice, "hi", all, Listener.NONE);
        JsonNode asked = request(0);
        assertThat(asked.path("top_k").asInt()).isEqualTo(40);
        assertThat(asked.path("min_p").asDouble()).isEqualTo(0.05);
        assertThat(asked.path("typical_p").asDouble()).isEqualTo(0.8);
        assertThat(asked.path("presence_penalty").asDouble()).isEqualTo(0.5);
        assertThat(asked.path("frequency_penalty").asDouble()).isEqualTo(0.25);
        assertThat(asked.path("repetition_penalty").asDouble()).isEqualTo(1.1);
        assertThat(asked.path("repeat_penalty").asDouble()).isEqualTo(1.1);
        assertThat(asked.path("repeat_last_n").asInt()).isEqualTo(-1);
        assertThat(asked.path("logit_bias").toString()).isEqualTo("{\"3\":-100.0,\"7\":2.5}");
    }

    @Test
    void theSameSeedIsTheSameRequest() {
        for (long seed : new long[] {5, 5, 6}) {
            Alice.says(voice, "hi", Sampling.DEFAULT.withSeed(seed), Listener.NONE);
        }
        assertThat(server.requests().get(1)).isEqualTo(server.requests().get(0));
        assertThat(server.requests().get(2)).isNotEqualTo(server.requests().get(0));
        assertThat(request(0).path("seed").asLong()).isBetween(0L, (long) Integer.MAX_VALUE);
    }

    @Test
    void endsWhereSomebodyElseWouldSpeak() {
        StringBuilder heard = new StringBuilder();
        server.answering(
                (_, wire) -> {
                    wire.begin().say("mine\nBO").say("B:\n");
                    while (true) {
                        wire.say("his");
                    }
                });
        assertThat(Alice.says(voice, "hi", Sampling.DEFAULT, heard::append)).isEqualTo("mine");
        assertThat(heard).hasToString("mine");
    }

    @Test
    void endsWhenTheListenerHasHeardEnough() {
        server.answering(
                (_, wire) -> {
                    wire.begin();
                    while (true) {
                        wire.say("a");
                    }
                });
        StringBuilder heard = new StringBuilder();
        Listener impatient =
                new Listener() {
                    @Override
                    public void heard(String more) {
                        heard.append(more);
                    }

                    @Override
                    public boolean enough() {
                        return heard.length() >= 3;
                    }
                };
        assertThat(Alice.says(voice, "hi", Sampling.DEFAULT, impatient)).isEqualTo("aaa");
    }

    @Test
    void nothingHeardIsTakenBack() {
        server.answering((_, wire) -> wire.reply("yes\nBOB wait\nBOB:\nno"));
        StringBuilder heard = new StringBuilder();
        Listener strict =
                more -> {
                    heard.append(more);
                    assertThat("yes\nBOB wait").startsWith(heard.toString());
                };
        assertThat(Alice.says(voice, "hi", Sampling.DEFAULT, strict)).isEqualTo("yes\nBOB wait");
    }

    @Test
    void readsAReplyWhoseEndIsTheBudgetAndOneWithoutTheLastEvent() {
        server.answering((_, wire) -> wire.begin().say("to the li").piece("mit", "\"length\""));
        assertThat(Alice.says(voice)).isEqualTo("to the limit");
    }

    @Test
    void readsEventsHoweverTheyAreCutAndWritten() {
        String event =
                "data:{\"model\":\"friends@0001\",\"choices\":[{\"text\":\"😀 é\",\"index\":0,"
                        + "\"finish_reason\":\"stop\"}]}\r\n\r\n";
        server.answering(
                (_, wire) -> {
                    wire.begin().raw(": still there\r\n\r\nid: 1\nevent: text\r");
                    for (byte octet : event.getBytes(StandardCharsets.UTF_8)) {
                        wire.raw(new byte[] {octet});
                    }
                    wire.raw("data: [DONE]\n\n");
                });
        assertThat(Alice.says(voice)).isEqualTo("😀 é");
    }

    @Test
    void aPairOfSurrogatesMayComeInHalves() {
        StringBuilder heard = new StringBuilder();
        String event = "{\"model\":\"friends@0001\",\"choices\":[{\"index\":0,\"text\":\"%s\"}]}";
        server.answering(
                (_, wire) ->
                        wire.begin()
                                .event(event.formatted("a\\ud83d"))
                                .event(event.formatted("\\ude00b\\ud83d"))
                                .say(" c")
                                .end("stop"));
        assertThat(Alice.says(voice, "hi", Sampling.DEFAULT, heard::append)).isEqualTo("a😀b c");
        assertThat(heard).hasToString("a😀b c");
    }

    @Test
    void anEmptyReplyIsAskedForAgainWithAnotherSeed() {
        server.answering(
                (_, wire) -> {
                    switch (server.requests().size()) {
                        case 1 -> wire.begin().end("stop");
                        case 2 -> wire.begin().say("BOB:\n").end("stop");
                        case 3 -> wire.reply("at last");
                        default -> throw new IOException("asked too often");
                    }
                });
        int[] emptied = {0};
        Listener listener =
                new Listener() {
                    @Override
                    public void heard(String more) {}

                    @Override
                    public void emptied() {
                        emptied[0]++;
                    }
                };
        assertThat(Alice.says(voice, "hi", Sampling.DEFAULT.withTemperature(0), listener))
                .isEqualTo("at last");
        assertThat(emptied[0]).isEqualTo(2);
        assertThat(
                        List.of(
                                request(0).path("seed"),
                                request(1).path("seed"),
                                request(2).path("seed")))
                .doesNotHaveDuplicates();
        assertThat(request(0).path("temperature").asDouble()).isZero();
        assertThat(request(1).path("temperature").asDouble())
                .as("the likeliest would be as empty again")
                .isEqualTo(0.8);
    }

    @Test
    void aModelThatStaysSilentIsTold() {
        server.answering((_, wire) -> wire.begin().say(" ").end("stop"));
        assertThatThrownBy(() -> Alice.says(voice))
                .isInstanceOf(UserError.class)
                .hasMessage("friends@0001 had nothing to say, 5 times in a row.");
    }

    @Test
    void fiftyAreHeardAtTheSameTime() throws Exception {
        CountDownLatch all = new CountDownLatch(50);
        server.answering(
                (request, wire) -> {
                    all.countDown();
                    await(all);
                    int length = request.path("prompt").size();
                    wire.reply("heard " + length + " tokens");
                });
        int bare = voice.prompt(Alice.NAME, new ContextWindow()).length + "BOB:\n\n\n".length();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> asking =
                    IntStream.rangeClosed(1, 50)
                            .mapToObj(
                                    letters ->
                                            (Callable<String>)
                                                    () ->
                                                            Alice.says(
                                                                    voice,
                                                                    "a".repeat(letters),
                                                                    Sampling.DEFAULT,
                                                                    Listener.NONE))
                            .toList();
            List<Future<String>> replies = threads.invokeAll(asking);
            for (int letters = 1; letters <= 50; letters++) {
                assertThat(replies.get(letters - 1).get())
                        .isEqualTo("heard " + (bare + letters) + " tokens");
            }
        }
    }

    @Test
    void warmsUpOnlyOverItsOwnModel() {
        voice.warmUp();
        assertThat(request(0).path("max_tokens").asInt()).isEqualTo(1);
        server.serving("friends@0002", "other@0001", "<b>Sesame.</b>");
        assertThatThrownBy(voice::warmUp)
                .isInstanceOfSatisfying(
                        RemoteFailure.class,
                        wrong -> {
                            assertThat(wrong.problem())
                                    .isEqualTo(
                                            "The engine's server serves friends@0002, other@0001,"
                                                    + " not friends@0001.");
                            assertThat(wrong.remedy())
                                    .isEqualTo(
                                            "Serve it: vllm serve "
                                                    + folder
                                                    + " --served-model-name friends@0001"
                                                    + " --max-model-len 512");
                        });
        server.serving();
        assertThatThrownBy(voice::warmUp).hasMessageContaining("serves nothing, not friends@0001");
    }

    @Test
    void asksForAsManyTokensAtOnceAsTheModelReads() {
        String list = "{\"data\":[{\"id\":\"friends@0001\",\"max_model_len\":%d}]}";
        server.listing((_, wire) -> wire.json(list.formatted(512)));
        voice.warmUp();
        server.listing((_, wire) -> wire.json(list.formatted(256)));
        assertThatThrownBy(voice::warmUp)
                .hasMessageContaining("reads 256 tokens of friends@0001 at once, and 512");
    }

    /// Some servers answer under whatever name they are asked for.
    @Test
    void aServerThatSwitchedModelsMeanwhileIsNotHeard() {
        voice.warmUp();
        server.serving("enemies@0001");
        List<String> heard = new ArrayList<>();
        assertThatThrownBy(() -> Alice.says(voice, "hi", Sampling.DEFAULT, heard::add))
                .isInstanceOf(RemoteFailure.class)
                .hasMessage("The engine's server no longer serves friends@0001.");
        assertThat(heard).isEmpty();
    }

    @Test
    void theKeyIsSentAndShownNowhere() {
        ApiKey key = new ApiKey("  open-sesame\n", "engine.token");
        RemoteSettings settings =
                new RemoteSettings(
                        server.url(), Optional.of(folder.resolve("engine.token")), Alice.PATIENT);
        server.answering((_, wire) -> wire.status(401));
        StringWriter trace = new StringWriter();
        try (Voice known =
                RemoteVoice.load(
                        folder, FakeCompletions.NAME, settings, Optional.of(key), Usage.NONE)) {
            assertThatThrownBy(() -> Alice.says(known))
                    .hasMessage("The engine's server answers 401: not with this key.")
                    .satisfies(error -> error.printStackTrace(new PrintWriter(trace)));
            server.answering((_, wire) -> wire.reply("welcome"));
            assertThat(Alice.says(known)).isEqualTo("welcome");
        }
        assertThat(server.keys()).isNotEmpty().containsOnly(Optional.of("Bearer open-sesame"));
        assertThat(List.of(key, settings, trace).toString()).doesNotContain("sesame");
        assertThat(key).hasToString("the API key in engine.token");
        assertThatThrownBy(() -> new ApiKey("open\nsesame", "engine.token"))
                .isInstanceOf(UserError.class)
                .hasMessageNotContaining("sesame");
    }
}
