package dev.understudy.discord;

import dev.understudy.stage.command.Place;
import dev.understudy.stage.door.Ear;
import dev.understudy.stage.door.Heard;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.attribute.IThreadContainer;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildMessageChannel;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.events.guild.GuildAvailableEvent;
import net.dv8tion.jda.api.events.guild.GuildReadyEvent;
import net.dv8tion.jda.api.events.guild.GuildUnavailableEvent;
import net.dv8tion.jda.api.events.message.MessageBulkDeleteEvent;
import net.dv8tion.jda.api.events.message.MessageDeleteEvent;
import net.dv8tion.jda.api.events.message.MessageReceivedEvent;
import net.dv8tion.jda.api.events.message.MessageUpdateEvent;
import net.dv8tion.jda.api.events.message.react.GenericMessageReactionEvent;
import net.dv8tion.jda.api.events.message.react.MessageReactionAddEvent;
import net.dv8tion.jda.api.events.message.react.MessageReactionRemoveEvent;
import net.dv8tion.jda.api.events.session.SessionInvalidateEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the stage what happens, in the order of each channel: first what was missed, then what
/// goes on. JDA's thread only puts it into the channel's lane. Thread-safe.
final class Hearing extends ListenerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Hearing.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Ear ear;
    private final Webhooks webhooks;
    private final Missed missed;
    private final Executor threads;
    private final Map<Long, Lane> lanes = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Hearing(Ear ear, Webhooks webhooks, Missed missed, Executor threads) {
        this.ear = ear;
        this.webhooks = webhooks;
        this.missed = missed;
        this.threads = threads;
    }

    /// Has `task` done in `channel`'s lane, after what was missed there up to `newest`.
    private void inLane(MessageChannel channel, long newest, Runnable task) {
        if (closed) {
            return;
        }
        if (channel instanceof GuildMessageChannel inServer) {
            lane(channel).complete(() -> missed.tell(inServer, newest, Optional.empty()));
        }
        lane(channel).add(task);
    }

    private Lane lane(MessageChannel channel) {
        return lanes.computeIfAbsent(channel.getIdLong(), _ -> new Lane(threads));
    }

    private void tell(MessageChannel channel, Runnable task) {
        inLane(channel, channel.getLatestMessageIdLong(), task);
    }

    @Override
    public void onMessageReceived(MessageReceivedEvent event) {
        Message message = event.getMessage();
        inLane(event.getChannel(), message.getIdLong() - 1, () -> received(message));
    }

    private void received(Message message) {
        if (Translation.isWritten(message) && !webhooks.isOurs(message)) {
            String name =
                    Translation.name(Optional.ofNullable(message.getMember()), message.getAuthor());
            ear.hear(Translation.said(message, name, webhooks.answersUs(message), true));
        }
    }

    @Override
    public void onMessageUpdate(MessageUpdateEvent event) {
        Message message = event.getMessage();
        tell(event.getChannel(), () -> updated(message));
    }

    private void updated(Message message) {
        if (!webhooks.isOurs(message)) {
            Translation.edited(message).ifPresent(ear::hear);
        }
    }

    @Override
    public void onMessageDelete(MessageDeleteEvent event) {
        deleted(event.getChannel(), List.of(event.getMessageId()));
    }

    @Override
    public void onMessageBulkDelete(MessageBulkDeleteEvent event) {
        deleted(event.getChannel(), event.getMessageIds());
    }

    private void deleted(MessageChannel channel, List<String> ids) {
        Place place = Translation.place(channel);
        tell(channel, () -> ear.hear(new Heard.Deleted(place, ids)));
    }

    @Override
    public void onMessageReactionAdd(MessageReactionAddEvent event) {
        reacted(event, true);
    }

    @Override
    public void onMessageReactionRemove(MessageReactionRemoveEvent event) {
        reacted(event, false);
    }

    private void reacted(GenericMessageReactionEvent event, boolean added) {
        if (event.getUserId().equals(event.getJDA().getSelfUser().getId())) {
            return;
        }
        Heard.Reacted heard =
                new Heard.Reacted(
                        Translation.place(event.getChannel()),
                        event.getMessageId(),
                        Translation.handle(event.getUserId()),
                        event.getEmoji().getName(),
                        added);
        tell(event.getChannel(), () -> ear.hear(heard));
    }

    @Override
    public void onGuildReady(GuildReadyEvent event) {
        catchUp(event.getGuild());
    }

    @Override
    public void onGuildAvailable(GuildAvailableEvent event) {
        catchUp(event.getGuild());
    }

    /// How far threads were heard is asked before any lane begins, and moves it.
    private void catchUp(Guild guild) {
        Map<IThreadContainer, Long> heard = new HashMap<>();
        for (GuildChannel channel : guild.getChannels()) {
            if (channel instanceof IThreadContainer container) {
                missed.heardUpTo(container).ifPresent(last -> heard.put(container, last));
            }
        }
        for (GuildChannel channel : guild.getChannels()) {
            if (channel instanceof GuildMessageChannel inServer) {
                catchUp(inServer, Optional.empty());
            }
        }
        for (ThreadChannel thread : guild.getThreadChannels()) {
            catchUp(thread, Optional.ofNullable(heard.get(thread.getParentChannel())));
        }
        heard.forEach(
                (container, last) ->
                        threads.execute(
                                () ->
                                        missed.archivedSince(
                                                container,
                                                last,
                                                thread -> catchUp(thread, Optional.of(last)))));
    }

    /// @param heard the newest message that was heard around a thread
    private void catchUp(GuildMessageChannel channel, Optional<Long> heard) {
        long newest = channel.getLatestMessageIdLong();
        if (!closed) {
            lane(channel).complete(() -> missed.tell(channel, newest, heard));
        }
    }

    @Override
    public void onGuildUnavailable(GuildUnavailableEvent event) {
        doubt();
    }

    /// A new session begins without what was said since the last one.
    @Override
    public void onSessionInvalidate(SessionInvalidateEvent event) {
        doubt();
    }

    private void doubt() {
        lanes.values().forEach(Lane::doubt);
    }

    /// Hears nothing more, and waits a moment for what was heard to be told.
    void close() {
        closed = true;
        List<Lane> open = List.copyOf(lanes.values());
        lanes.clear();
        CountDownLatch told = new CountDownLatch(open.size());
        open.forEach(lane -> lane.add(told::countDown));
        try {
            if (!told.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("What was not told is fetched at the next start.");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /// What happens in one channel, one after the other and apart from all other channels.
    /// Thread-safe.
    private static final class Lane implements Runnable {
        private final Executor threads;
        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private boolean running;
        private boolean complete;

        Lane(Executor threads) {
            this.threads = threads;
        }

        /// Has `task` done when all before it is.
        synchronized void add(Runnable task) {
            waiting.add(task);
            if (!running) {
                running = true;
                threads.execute(this);
            }
        }

        /// Has what was missed since [#doubt] told first. What waits behind it is left to the next
        /// start when that cannot be done: told out of order, the gap would be forgotten.
        synchronized void complete(BooleanSupplier telling) {
            if (!complete) {
                complete = true;
                add(
                        () -> {
                            if (!telling.getAsBoolean()) {
                                abandon();
                            }
                        });
            }
        }

        private synchronized void abandon() {
            waiting.clear();
            complete = false;
        }

        /// Events may be missing from here on.
        synchronized void doubt() {
            complete = false;
        }

        @Override
        public void run() {
            while (true) {
                Runnable task;
                synchronized (this) {
                    if (waiting.isEmpty()) {
                        running = false;
                        return;
                    }
                    task = waiting.remove();
                }
                try {
                    task.run();
                } catch (RuntimeException defect) {
                    LOG.error("An event of Discord's could not be told.", defect);
                }
            }
        }
    }
}
