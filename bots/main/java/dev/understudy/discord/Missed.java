package dev.understudy.discord;

import dev.understudy.stage.command.Place;
import dev.understudy.stage.door.Ear;
import dev.understudy.stage.door.Refused;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.User;
import net.dv8tion.jda.api.entities.channel.middleman.GuildMessageChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the stage what was written while nobody listened. Thread-safe.
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

    /// Tells what came after the newest message that the stage has of `channel`, oldest first.
    /// Nothing if it has none: what was before the bot came is an import's to tell. Tries until
    /// Discord answers; false when the door is closed before that.
    ///
    /// @param newest id of the last message to tell, since those after it come as events; 0 for as
    ///   many as there are
    boolean tell(GuildMessageChannel channel, long newest) {
        Place place = Translation.place(channel);
        while (ear.listensTo(place)) {
            Optional<Long> last = ear.lastHeard(place).flatMap(Missed::number);
            if (last.isEmpty() || (newest > 0 && last.get() >= newest)) {
                return true;
            }
            try {
                long count = new Reading(channel, newest).after(last.get());
                LOG.debug("Told {} missed messages of channel {}.", count, channel.getId());
                return true;
            } catch (Refused refused) {
                if (!Attempts.isPassing(refused)) {
                    LOG.warn(
                            "What was missed in channel {} could not be read: {}. Grant Read"
                                    + " Message History there, then start again.",
                            channel.getId(),
                            refused.getMessage());
                    return true;
                }
                LOG.warn(
                        "Channel {} waits, and tries again soon: {}.",
                        channel.getId(),
                        refused.getMessage());
                if (attempts.isClosingWithin(BETWEEN_TRIES)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Optional<Long> number(String id) {
        return id.matches("\\d{1,19}") ? Optional.of(Long.parseUnsignedLong(id)) : Optional.empty();
    }

    /// One catching up in one channel.
    private final class Reading {
        private final GuildMessageChannel channel;
        private final long newest;
        private final Map<Long, String> names = new HashMap<>();

        Reading(GuildMessageChannel channel, long newest) {
            this.channel = channel;
            this.newest = newest;
        }

        /// Page after page; how many messages were told.
        long after(long last) {
            long at = last;
            long count = 0;
            while (newest == 0 || at < newest) {
                List<Message> page = page(at);
                if (page.isEmpty()) {
                    return count;
                }
                for (Message message : page.reversed()) {
                    if (newest > 0 && message.getIdLong() > newest) {
                        return count;
                    }
                    count += tell(message);
                    at = message.getIdLong();
                }
            }
            return count;
        }

        /// Newest first.
        private List<Message> page(long after) {
            return attempts.of(
                    "show what was missed",
                    () -> channel.getHistoryAfter(after, PAGE).complete().getRetrievedHistory());
        }

        private int tell(Message message) {
            if (!Translation.isWritten(message) || webhooks.isOurs(message)) {
                return 0;
            }
            boolean answersUs = webhooks.answersUs(message);
            ear.hear(Translation.said(message, name(message.getAuthor()), answersUs, false));
            return 1;
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
