package dev.understudy.hub.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.understudy.hub.transfer.LineSettings.Pace;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest {
    private static final Map<String, String> OFFICE =
            Map.of(
                    "HTTPS_PROXY", "http://secure.office:3128",
                    "http_proxy", "plain.office",
                    "NO_PROXY", "inside.office, .lab,hub.test:8443");

    @ParameterizedTest
    @CsvSource({
        "https://huggingface.co/a, secure.office:3128",
        "http://huggingface.co/a, plain.office:80",
        "https://inside.office/a, none",
        "https://deep.inside.office/a, none",
        "https://notinside.office/a, secure.office:3128",
        "https://gpu.lab/a, none",
        "https://hub.test:8443/a, none",
        "https://hub.test/a, secure.office:3128",
        "http://localhost:9/a, none",
        "http://127.0.0.1:9/a, none",
    })
    void areThoseOfTheEnvironment(String target, String proxy) {
        assertThat(chosen(OFFICE, target)).isEqualTo(proxy);
    }

    private static String chosen(Map<String, String> environment, String target) {
        InetSocketAddress address =
                (InetSocketAddress)
                        Proxies.of(environment).select(URI.create(target)).getFirst().address();
        return address == null ? "none" : address.getHostString() + ":" + address.getPort();
    }

    @Test
    void takeOneForAllAndAnExceptionForAll() {
        Map<String, String> all = Map.of("ALL_PROXY", "http://one:1");
        assertThat(chosen(all, "https://a.b/")).isEqualTo("one:1");
        assertThat(chosen(all, "http://a.b/")).isEqualTo("one:1");
        assertThat(chosen(Map.of("ALL_PROXY", "one:1", "no_proxy", "*"), "http://a.b/"))
                .isEqualTo("none");
    }

    @Test
    void areRefusedWithoutAWordOfTheirPassword() {
        for (String wrong :
                List.of("socks5://me:secret@one:1", "http://me:sec ret@one", "http://")) {
            assertThatThrownBy(() -> Proxies.of(Map.of("HTTPS_PROXY", wrong)))
                    .isInstanceOf(UserError.class)
                    .hasMessage("HTTPS_PROXY names no proxy that can be used.")
                    .hasMessageNotContaining("sec");
        }
    }

    /// The hub's name exists nowhere: only the proxy can answer for it.
    @Test
    void areAskedInsteadOfTheServer() throws IOException {
        List<String> asked = new ArrayList<>();
        HttpServer proxy =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext(
                "/",
                exchange -> {
                    asked.add(
                            exchange.getRequestURI()
                                    + " "
                                    + exchange.getRequestHeaders().getFirst("Proxy-Authorization"));
                    exchange.sendResponseHeaders(200, 2);
                    exchange.getResponseBody().write("hi".getBytes(StandardCharsets.UTF_8));
                    exchange.close();
                });
        proxy.start();
        Map<String, String> environment =
                Map.of("http_proxy", "http://me:pass@127.0.0.1:" + proxy.getAddress().getPort());
        Retries retries =
                new Retries(
                        Pace.STANDARD, _ -> {}, RandomGenerator.getDefault(), () -> Instant.EPOCH);
        try (Line line = new Line(LineSettings.of(environment, Optional.empty()), retries)) {
            Line.Page page = line.read(URI.create("http://hub.invalid/text"), Watch.NONE);
            assertThat(new String(page.content(), StandardCharsets.UTF_8)).isEqualTo("hi");
        } finally {
            proxy.stop(0);
        }
        assertThat(asked).containsExactly("http://hub.invalid/text Basic bWU6cGFzcw==");
    }
}
