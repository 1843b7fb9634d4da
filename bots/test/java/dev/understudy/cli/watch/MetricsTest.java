package dev.understudy.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.model.Gpt2;
import dev.understudy.model.Gpt2Config;
import dev.understudy.model.LanguageModel;
import dev.understudy.model.shared.Limits;
import dev.understudy.model.shared.SharedModel;
import dev.understudy.settings.UserError;
import dev.understudy.stage.talk.Voices;
import dev.understudy.stage.talk.Voices.Memory;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final InetSocketAddress ANY = InetSocketAddress.createUnresolved("127.0.0.1", 0);

    private final Metrics metrics = new Metrics();

    private static String read(MetricsPage page) throws Exception {
        return read(page.uri());
    }

    private static String read(URI address) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        }
    }

    @Test
    void tellsWhatAModelDid() throws Exception {
        Gpt2Config shape = new Gpt2Config(97, 64, 16, 2, 2, 0);
        try (SharedModel model =
                        new SharedModel(Gpt2.randomForDecoding(shape, 3), Limits.DEFAULT, metrics);
                MetricsPage page = MetricsPage.open(metrics, ANY)) {
            try (LanguageModel.Place _ = model.enter(Duration.ofSeconds(9));
                    var decoder = model.newDecoder()) {
                decoder.append(1, 2, 3);
                decoder.append(4);
            }
            metrics.begun(Duration.ofMillis(20));
            metrics.ended(9, Duration.ofMillis(200));
            assertThat(read(page))
                    .contains("understudy_queue_seconds_count 1")
                    .contains("understudy_call_seconds_count 2")
                    .contains("understudy_read_total 4.0")
                    .contains("understudy_tokens_total 9.0")
                    .contains("understudy_first_token_seconds_sum 0.02")
                    .contains("understudy_batch_sum 2.0")
                    .contains("understudy_speed_sum 40.0");
        }
    }

    @Test
    void tellsOfModelsInMemory() throws Exception {
        try (Voices voices =
                        new Voices(
                                new Memory(1000, 1000),
                                _ -> {
                                    throw new UserError("nothing there", "look elsewhere");
                                });
                MetricsPage page = MetricsPage.open(metrics, ANY)) {
            metrics.watch(voices);
            assertThatThrownBy(() -> voices.warm(Path.of("none"))).hasMessage("nothing there");
            System.gc();
            assertThat(read(page))
                    .contains("understudy_models_memory_bytes 0.0")
                    .contains("understudy_models_total{from=\"anew\"} 1.0")
                    .contains("understudy_conversations_total{from=\"memory\"} 0.0");
        }
    }

    @Test
    void isReadFromThisMachineAloneUnlessAllMayReadIt() throws Exception {
        List<InetAddress> others =
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .filter(one -> one instanceof Inet4Address && !one.isLoopbackAddress())
                        .toList();
        assumeTrue(!others.isEmpty(), "this machine has no address but loopback");
        String outside = others.getFirst().getHostAddress();
        try (MetricsPage alone = MetricsPage.open(metrics, ANY);
                MetricsPage shown =
                        MetricsPage.open(
                                metrics, InetSocketAddress.createUnresolved("0.0.0.0", 0))) {
            assertThatThrownBy(() -> read(at(outside, alone))).isInstanceOf(IOException.class);
            assertThat(read(at(outside, shown))).contains("understudy_queue_seconds_count 0");
            assertThat(shown.uri()).hasHost("0.0.0.0");
        }
    }

    private static URI at(String host, MetricsPage page) {
        return URI.create("http://%s:%d/metrics".formatted(host, page.uri().getPort()));
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        try (MetricsPage page = MetricsPage.open(metrics, ANY)) {
            int port = page.uri().getPort();
            assertThatThrownBy(
                            () ->
                                    MetricsPage.open(
                                            metrics,
                                            InetSocketAddress.createUnresolved("127.0.0.1", port)))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("127.0.0.1:" + port);
        }
    }

    @Test
    void anAddressOfAnotherMachineIsNamed() {
        InetSocketAddress elsewhere = InetSocketAddress.createUnresolved("192.0.2.1", 0);
        assertThatThrownBy(() -> MetricsPage.open(metrics, elsewhere))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("192.0.2.1:0");
    }
}
