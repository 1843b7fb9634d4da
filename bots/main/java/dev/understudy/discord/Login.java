package dev.understudy.discord;

import dev.understudy.settings.UserError;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.events.session.ReadyEvent;
import net.dv8tion.jda.api.events.session.ShutdownEvent;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.exceptions.InvalidTokenException;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.requests.CloseCode;
import net.dv8tion.jda.api.requests.GatewayIntent;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.utils.ConcurrentSessionController;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/// The connection to Discord, from logging in to its end. Thread-safe.
final class Login extends ListenerAdapter {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BOT_PAGE = "discord.com/developers/applications, your bot, Bot";
    private static final Set<GatewayIntent> INTENTS =
            EnumSet.of(
                    GatewayIntent.GUILD_MESSAGES,
                    GatewayIntent.GUILD_MESSAGE_REACTIONS,
                    GatewayIntent.DIRECT_MESSAGES,
                    GatewayIntent.MESSAGE_CONTENT);

    private final CountDownLatch settled = new CountDownLatch(1);
    private volatile Optional<UserError> trouble = Optional.empty();
    private volatile boolean closing;

    /// Why the connection has ended for good; empty while it holds or JDA mends it.
    Optional<UserError> trouble() {
        return trouble;
    }

    /// Logs in, and returns when all servers are known. `listeners` hear from the first event on.
    /// Throws UserError when Discord refuses or does not answer.
    JDA connect(DiscordAccount account, Object... listeners) {
        try {
            JDA jda = builder(account).addEventListeners(listeners).build();
            awaitReady(jda);
            return jda;
        } catch (InvalidTokenException refused) {
            throw badToken();
        } catch (ErrorResponseException unreachable) {
            throw new UserError(
                    "Discord cannot be reached at "
                            + account.rest().map(URI::getHost).orElse("discord.com")
                            + ".",
                    "Check the network and discordstatus.com, then start again.",
                    unreachable);
        }
    }

    private JDABuilder builder(DiscordAccount account) {
        JDABuilder builder =
                JDABuilder.createLight(account.token(), INTENTS)
                        .setEnableShutdownHook(false)
                        .setBulkDeleteSplittingEnabled(false)
                        .setRequestTimeoutRetry(false)
                        .setCallbackPool(Executors.newVirtualThreadPerTaskExecutor(), false)
                        .setHttpClientBuilder(
                                new OkHttpClient.Builder().addInterceptor(Login::onceOnly))
                        .addEventListeners(this);
        account.rest()
                .map(URI::toString)
                .map(url -> url.endsWith("/") ? url : url + "/")
                .ifPresent(url -> builder.setRestConfig(new RestConfig().setBaseUrl(url)));
        account.gateway().ifPresent(url -> builder.setSessionController(new Gateway(url)));
        return builder;
    }

    /// A webhook knows no nonce, so that what JDA sends again may be said twice. A failure that
    /// looks like 500 is left to us, who look first.
    private static Response onceOnly(Interceptor.Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        boolean persona =
                chain.request().method().equals("POST")
                        && chain.request().url().pathSegments().contains("webhooks");
        return persona && response.code() > 500
                ? response.newBuilder().code(500).build()
                : response;
    }

    private void awaitReady(JDA jda) {
        try {
            if (!settled.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                jda.shutdownNow();
                throw new UserError(
                        "Discord's gateway has not let the bot in for a minute.",
                        "Check the network and discordstatus.com, then start again.");
            }
        } catch (InterruptedException stop) {
            jda.shutdownNow();
            Thread.currentThread().interrupt();
            throw new UserError("Logging in to Discord was interrupted.", "Start again.");
        }
        trouble.ifPresent(
                error -> {
                    throw error;
                });
    }

    /// Lets go of the connection.
    void close(JDA jda) {
        closing = true;
        jda.shutdown();
        try {
            if (!jda.awaitShutdown(Duration.ofSeconds(5))) {
                jda.shutdownNow();
            }
        } catch (InterruptedException stop) {
            jda.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void onReady(ReadyEvent event) {
        settled.countDown();
    }

    @Override
    public void onShutdown(ShutdownEvent event) {
        if (!closing) {
            trouble = Optional.of(ended(event));
        }
        settled.countDown();
    }

    private static UserError ended(ShutdownEvent event) {
        Optional<CloseCode> code = Optional.ofNullable(event.getCloseCode());
        if (code.equals(Optional.of(CloseCode.DISALLOWED_INTENTS))) {
            return new UserError(
                    "Discord does not let the bot read messages: its Message Content intent is"
                            + " off.",
                    "Switch it on under "
                            + BOT_PAGE
                            + ", Privileged Gateway Intents; then start again.");
        }
        if (code.equals(Optional.of(CloseCode.AUTHENTICATION_FAILED))) {
            return badToken();
        }
        return new UserError(
                "Discord has ended the connection for good (code "
                        + event.getCode()
                        + code.map(known -> ", " + known.getMeaning()).orElse("")
                        + ").",
                "Start again; understudy doctor tells whether something is missing.");
    }

    private static UserError badToken() {
        return new UserError(
                "Discord refuses the bot's token.",
                "Make a new one under "
                        + BOT_PAGE
                        + ", Reset Token; put it into UNDERSTUDY_DISCORD_TOKEN or the token file.");
    }

    /// One connection, to a gateway at another address than Discord's.
    private static final class Gateway extends ConcurrentSessionController {
        private final URI address;

        Gateway(URI address) {
            this.address = address;
        }

        @Override
        public String getGateway() {
            return address.toString();
        }
    }
}
