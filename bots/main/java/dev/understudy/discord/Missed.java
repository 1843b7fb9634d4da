package dev.understudy.discord;

import dev.understudy.stage.command.Place;
import dev.understudy.stage.door.Ear;
import dev.understudy.stage.door.Heard;
import dev.understudy.stage.door.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.User;
import net.dv8tion.jda.api.entities.channel.attribute.IThreadContainer;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildMessageChannel;
import net.dv8tion.jda.api.requests.restaction.pagination.ThreadChannelPaginationAction;
import net.dv8tion.jda.api.utils.TimeUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the stage what was written, edited and deleted while nobody listened. Thread-safe.
final class Missed {
    private static final Logger LOG = LoggerFactory.getLogger(Missed.class);
    private static final int PAGE = 100;
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(20);

    private final Ear ear;
    private final Webhooks webhooks;
    private final Attempts attempts;

    Missed(Ear ear, Webhooks webhooks, Attempts attempts) {
        this.ear = ear;
        this.webhooks = webhooks;
        this.attempts = attempts;
    }

    /// Tells what came after the newest message that the stage has of `channel`, oldest first, and
    /// what has become of the hundred before. Where it has none, what came to a thread since it
    /// began, or since `heard`; to a channel nothing, for what was before the bot came is an
    /// import's to tell. Tries until Discord answers; false when the door is closed before that.
    ///
    /// @param newest id of the last message to tell, since those after it come as events; 0 for as
    ///   many as there are
    /// @param heard id of the newest message that was heard around a thread
    boolean tell(GuildMessageChannel channel, long newest, Optional<Long> heard) {
        Place place = Translation.place(channel);
        Optional<Long> last = lastHeard(place);
        if (last.isEmpty()) {
            return heard.map(id -> Math.max(id, channel.getIdLong() - 1))
                    .filter(begin -> begin < newest)
                    .map(begin -> new Reading(channel, newest, begin))
                    .map(reading -> insist(place, reading::goOn))
                    .orElse(true);
        }
        if (last.get() >= newest
                && channel instanceof ThreadChannel thread
                && thread.isArchived()) {
            return true;
        }
        Reading reading = new Reading(channel, newest, last.get());
        List<String> kept = ear.keptLately(place);
        return insist(
                place,
                () -> {
                    reading.goOn();
                    reading.correct(last.get(), kept);
                });
    }

    private Optional<Long> lastHeard(Place place) {
        return ear.lastHeard(place).flatMap(Missed::number);
    }

    private static Optional<Long> number(String id) {
        return id.matches("\\d{1,19}") ? Optional.of(Long.parseUnsignedLong(id)) : Optional.empty();
    }

    /// Does `work` until Discord has answered, or will not; false when the door is closed before.
    private boolean insist(Place place, Runnable work) {
        String id = place.channel().id();
        while (ear.listensTo(place)) {
            try {
                work.run();
                return true;
            } catch (Refused refused) {
                if (!Attempts.isPassing(refused)) {
                    LOG.warn(
                            "What was missed in channel {} could not be read: {}. Grant Read"
                                    + " Message History there, then start again.",
                            id,
                            refused.getMessage());
                    return true;
                }
                LOG.warn("Channel {} waits, and tries again soon: {}.", id, refused.getMessage());
                if (attempts.isClosingWithin(BETWEEN_TRIES)) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Id of the newest message that the stage has of `container` and its active threads.
    Optional<Long> heardUpTo(IThreadContainer container) {
        return Stream.concat(Stream.of(container), container.getThreadChannels().stream())
                .filter(GuildMessageChannel.class::isInstance)
                .map(GuildMessageChannel.class::cast)
                .flatMap(channel -> lastHeard(Translation.place(channel)).stream())
                .max(Comparator.naturalOrder());
    }

    /// Gives `found` the threads of `container` that were archived after message `last`, the newest
    /// first. Those before had fallen silent when it was heard.
    void archivedSince(IThreadContainer container, long last, Consumer<ThreadChannel> found) {
        Instant since = TimeUtil.getTimeCreated(last).toInstant();
        insist(Translation.place(container), () -> findArchived(container, since, found));
    }

    private void findArchived(
            IThreadContainer container, Instant since, Consumer<ThreadChannel> found) {
        String what = "show the archived threads";
        ThreadChannelPaginationAction pages =
                attempts.of(what, () -> container.retrieveArchivedPublicThreadChannels());
        List<ThreadChannel> page = attempts.of(what, pages::complete);
        while (!page.isEmpty()) {
            for (ThreadChannel thread : page) {
                if (thread.getTimeArchiveInfoLastModified().toInstant().isBefore(since)) {
                    return;
                }
                found.accept(thread);
            }
            page = attempts.of(what, pages::complete);
        }
    }

    /// One catching up in one channel, which can be interrupted and goes on where it was.
    private final class Reading {
        private final GuildMessageChannel channel;
        private final long newest;
        private final Map<Long, String> names = new HashMap<>();
        private long at;
        private boolean complete;

        /// @param begin id of the message after which it begins
        Reading(GuildMessageChannel channel, long newest, long begin) {
            this.channel = channel;
            this.newest = newest;
            at = begin;
        }

        /// Tells page after page.
        void goOn() {
            while (!complete && (newest == 0 || at < newest)) {
                List<Message> page = page(at);
                complete = page.isEmpty();
                for (Message message : page.reversed()) {
                    if (newest > 0 && message.getIdLong() > newest) {
                        complete = true;
                        return;
                    }
                    tell(message);
                    at = message.getIdLong();
                }
            }
        }

        /// Tells which of the messages up to `last` have other words now, and which of those that
        /// are `kept` were deleted: the newest page of them.
        void correct(long last, List<String> kept) {
            List<Message> page =
                    attempts.of(
                            "show what was edited",
                            () ->
                                    channel.getHistoryBefore(last + 1, PAGE)
                                            .complete()
                                            .getRetrievedHistory());
            for (Message message : page.reversed()) {
                if (!webhooks.isOurs(message)) {
                    Translation.edited(message).ifPresent(ear::hear);
                }
            }
            long first = page.size() < PAGE ? 0 : page.getLast().getIdLong();
            Set<String> there = page.stream().map(Message::getId).collect(Collectors.toSet());
            List<String> gone =
                    kept.stream()
                            .filter(id -> !there.contains(id))
                            .filter(id -> isBetween(first, id, last))
                            .filter(this::isGone)
                            .toList();
            if (!gone.isEmpty()) {
                ear.hear(new Heard.Deleted(Translation.place(channel), gone));
            }
        }

        private static boolean isBetween(long first, String id, long last) {
            return number(id).filter(it -> it >= first && it <= last).isPresent();
        }

        /// To delete is for good, so that Discord is asked for the message itself.
        private boolean isGone(String id) {
            try {
                attempts.of("show a message", () -> channel.retrieveMessageById(id).complete());
                return false;
            } catch (Refused refused) {
                if (Attempts.isOfUnknownMessage(refused)) {
                    return true;
                }
                throw refused;
            }
        }

        /// Newest first.
        private List<Message> page(long after) {
            return attempts.of(
                    "show what was missed",
                    () -> channel.getHistoryAfter(after, PAGE).complete().getRetrievedHistory());
        }

        private void tell(Message message) {
            if (Translation.isWritten(message) && !webhooks.isOurs(message)) {
                boolean answersUs = webhooks.answersUs(message);
                ear.hear(Translation.said(message, name(message.getAuthor()), answersUs, false));
            }
        }

        /// History comes without nicknames; they are asked for, once a person.
        private String name(User author) {
            return names.computeIfAbsent(
                    author.getIdLong(), _ -> Translation.name(member(author), author));
        }

        private Optional<Member> member(User author) {
            Guild guild = channel.getGuild();
            if (author.isBot()) {
                return Optional.empty();
            }
            try {
                return Optional.of(
                        attempts.of(
                                "tell a nickname", () -> guild.retrieveMember(author).complete()));
            } catch (Refused left) {
                LOG.debug("{}", left.getMessage());
                return Optional.empty();
            }
        }
    }
}
