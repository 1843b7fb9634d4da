package dev.understudy.hub.transfer;

import dev.understudy.settings.UserError;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The proxies of an environment, as curl reads it: `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and
/// `NO_PROXY`, in capitals or not. This machine itself is never asked through one. Thread-safe.
public final class Proxies extends ProxySelector {
    private final Map<String, URI> byScheme;
    private final List<String> exempt;

    private Proxies(Map<String, URI> byScheme, List<String> exempt) {
        this.byScheme = byScheme;
        this.exempt = exempt;
    }

    /// Throws UserError when the environment names a proxy that is no address.
    public static Proxies of(Map<String, String> environment) {
        Optional<URI> all = proxy(environment, "ALL_PROXY");
        Map<String, URI> byScheme = new HashMap<>();
        proxy(environment, "HTTPS_PROXY").or(() -> all).ifPresent(p -> byScheme.put("https", p));
        proxy(environment, "HTTP_PROXY").or(() -> all).ifPresent(p -> byScheme.put("http", p));
        List<String> exempt =
                Arrays.stream(value(environment, "NO_PROXY").split("[,\\s]+", -1))
                        .map(host -> host.toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""))
                        .filter(host -> !host.isEmpty())
                        .toList();
        return new Proxies(Map.copyOf(byScheme), exempt);
    }

    private static String value(Map<String, String> environment, String name) {
        String small = environment.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        return small.isBlank() ? environment.getOrDefault(name, "").strip() : small.strip();
    }

    private static Optional<URI> proxy(Map<String, String> environment, String name) {
        String given = value(environment, name);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI proxy = URI.create(given.contains("://") ? given : "http://" + given);
            if (proxy.getHost() != null && "http".equalsIgnoreCase(proxy.getScheme())) {
                return Optional.of(proxy);
            }
        } catch (IllegalArgumentException malformed) {
            throw unusable(name); // which quotes nothing: it may hold a password
        }
        throw unusable(name);
    }

    private static UserError unusable(String name) {
        return new UserError(
                name + " names no proxy that can be used.",
                "Write it as http://host:port or http://user:password@host:port.");
    }

    @Override
    public List<Proxy> select(URI target) {
        return List.of(
                proxyFor(target)
                        .map(proxy -> new Proxy(Proxy.Type.HTTP, address(proxy)))
                        .orElse(Proxy.NO_PROXY));
    }

    private static InetSocketAddress address(URI proxy) {
        return new InetSocketAddress(proxy.getHost(), proxy.getPort() < 0 ? 80 : proxy.getPort());
    }

    @Override
    public void connectFailed(URI target, SocketAddress proxy, IOException failure) {
        // The failed request says so itself.
    }

    /// The `Proxy-Authorization` header for a request to `target`, where its proxy wants one.
    Optional<String> authorizationFor(URI target) {
        return proxyFor(target)
                .flatMap(proxy -> Optional.ofNullable(proxy.getUserInfo()))
                .map(account -> account.getBytes(StandardCharsets.UTF_8))
                .map(account -> "Basic " + Base64.getEncoder().encodeToString(account));
    }

    private Optional<URI> proxyFor(URI target) {
        String host = target.getHost().toLowerCase(Locale.ROOT);
        List<String> names = new ArrayList<>(List.of(host));
        if (target.getPort() >= 0) {
            names.add(host + ":" + target.getPort());
        }
        boolean direct =
                isThisMachine(host)
                        || exempt.contains("*")
                        || names.stream().anyMatch(this::isExempt);
        String scheme = target.getScheme().toLowerCase(Locale.ROOT);
        return direct ? Optional.empty() : Optional.ofNullable(byScheme.get(scheme));
    }

    private boolean isExempt(String name) {
        return exempt.stream().anyMatch(end -> name.equals(end) || name.endsWith("." + end));
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }
}
