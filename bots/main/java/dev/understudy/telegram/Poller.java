package dev.understudy.telegram;

import dev.understudy.settings.UserError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.methods.botapimethods.BotApiMethod;
import org.telegram.telegrambots.meta.api.methods.updates.DeleteWebhook;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.User;

/// Asks Telegram for what happened, over and over, until it is stopped: whatever goes wrong is
/// waited out.
///
/// Telegram forgets an update when it is asked for a later one, which happens only when the update
/// has been heard. Commands are done at most once: they start when Telegram has forgotten them. A
/// kill in between loses the command, where its opposite would say something twice.
///
/// One thread runs it; the other methods are thread-safe.
final class Poller implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Poller.class);

    /// What to do with updates.
    interface Listener {
        /// Whether it is a command.
        boolean isAsked(Update update, User me);

        /// Does a command.
        void answer(Update update);

        /// Takes anything else; when this returns, it is stored.
        ///
        /// @param late whether we were away when it may have happened
        void hear(Update update, User me, boolean late);
    }

    private final Api api;
    private final Patience patience;
    private final Listener listener;
    private final Executor workers;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile Optional<User> me = Optional.empty();
    private volatile Optional<UserError> trouble = Optional.empty();
    private final List<Update> due = new ArrayList<>();
    private boolean begun;
    private boolean late = true;
    private int failures;
    private int offset;

    /// @param workers does the commands
    Poller(Api api, Patience patience, Listener listener, Executor workers) {
        this.api = api;
        this.patience = patience;
        this.listener = listener;
        this.workers = workers;
    }

    /// The bot that we are, once Telegram has said so.
    Optional<User> me() {
        return me;
    }

    /// Why nothing is heard at the moment, if so.
    Optional<UserError> trouble() {
        return trouble;
    }

    void stop() {
        stopped.countDown();
        api.endPolls();
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    @Override
    public void run() {
        while (!isStopped()) {
            try {
                begin();
                poll();
            } catch (Fault fault) {
                failed(fault);
            } catch (RuntimeException | Error unforeseen) {
                log.error("Polling Telegram failed; it goes on.", unforeseen);
                failures++;
                late = true;
                rest(patience.pause(failures));
            }
        }
    }

    /// Learns who we are, and makes ready, unless that is done. Throws Fault when it fails.
    void begin() throws Fault {
        if (begun) {
            return;
        }
        me = Optional.of(api.once(new GetMe()));
        attempt(new DeleteWebhook());
        attempt(Commands.menu());
        begun = true;
    }

    /// What a server may refuse without being of no use.
    private void attempt(BotApiMethod<Boolean> method) throws Fault {
        try {
            api.once(method);
        } catch (Fault fault) {
            if (fault.kind() != Fault.Kind.REFUSED) {
                throw fault;
            }
            log.warn("Telegram refuses a call; it goes on without: {}", fault.getMessage());
        }
    }

    private void poll() throws Fault {
        User self = me.orElseThrow();
        boolean hurries = late || !due.isEmpty();
        boolean missed = late;
        List<Update> updates =
                api.once(new Updates(offset, hurries ? Duration.ZERO : patience.poll()));
        recovered();
        due.forEach(command -> workers.execute(() -> answer(command)));
        due.clear();
        for (Update update : updates) {
            if (isStopped()) {
                return;
            }
            take(update, self, missed);
            offset = Objects.requireNonNullElse(update.getUpdateId(), offset) + 1;
        }
        late = missed && updates.size() >= Updates.MOST;
    }

    /// An update on which our code fails is skipped: it would fail again for ever. One for which
    /// there was no memory stays with Telegram, and is tried again.
    private void take(Update update, User self, boolean missed) {
        try {
            if (listener.isAsked(update, self)) {
                due.add(update);
            } else {
                listener.hear(update, self, missed);
            }
        } catch (OutOfMemoryError full) {
            throw full;
        } catch (RuntimeException | Error poison) {
            log.warn("Telegram's update {} is skipped: it failed.", update.getUpdateId(), poison);
        }
    }

    private void answer(Update command) {
        try {
            listener.answer(command);
        } catch (RuntimeException | Error failed) {
            log.warn("A command of Telegram's failed.", failed);
        }
    }

    /// Notes why nothing is heard, and waits a while, or as long as Telegram says.
    private void failed(Fault fault) {
        if (isStopped()) {
            return;
        }
        note(fault);
        failures++;
        late = true;
        begun &= !fault.isOfWebhook();
        rest(fault.wait(patience.pause(failures)));
    }

    /// Waits; an interruption that is not the end only shortens that.
    private void rest(Duration pause) {
        if (Thread.interrupted()) {
            log.debug("Polling was interrupted; it goes on.");
        }
        try {
            if (stopped.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                log.debug("Polling ends.");
            }
        } catch (InterruptedException goesOn) {
            log.debug("The wait between polls was interrupted.");
        }
    }

    /// Remembers what is wrong; the log has it once.
    void note(Fault fault) {
        UserError now = wrong(fault);
        if (!trouble.map(UserError::problem).equals(Optional.of(now.problem()))) {
            log.warn("{} {} ({})", now.problem(), now.remedy(), fault.getMessage());
        }
        trouble = Optional.of(now);
    }

    private void recovered() {
        failures = 0;
        if (trouble.isPresent()) {
            log.info("Telegram is heard again.");
            trouble = Optional.empty();
        }
    }

    /// What a person has to know of `fault`, and do.
    private UserError wrong(Fault fault) {
        if (fault.isOfToken()) {
            return wrongToken(fault);
        }
        if (fault.isConflict()) {
            return new UserError(
                    "Another program fetches what is meant for "
                            + me.map(Checkup::name).orElse("the Telegram bot")
                            + ", with the same token.",
                    "Stop it, or send /revoke to @BotFather and use the new token here.");
        }
        return new UserError(
                "Telegram does not answer as it should.",
                "It is tried again until it does; check the network if that lasts.");
    }

    static UserError wrongToken(Fault fault) {
        return new UserError(
                "Telegram does not know the token.",
                "Send /token to @BotFather, and put what it answers into"
                        + " UNDERSTUDY_TELEGRAM_TOKEN or the token file.",
                fault);
    }
}
