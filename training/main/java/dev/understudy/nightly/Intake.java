package dev.understudy.nightly;

import dev.understudy.archive.people.Willing;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Message.Kind;
import dev.understudy.chat.Person;
import dev.understudy.chat.SpeakerName;
import dev.understudy.corpus.MessageSource;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What was said since a model learnt last, counted in one reading.
///
/// @param all messages of all kinds and times
/// @param older those of them that were said before the model learnt last, or then, or of which
///   nobody knows when
/// @param fresh friends' own messages, said after that
/// @param until when the last message was said; empty where that is not known of any
/// @param flood the most messages of one friend on one day that are alike
public record Intake(long all, long older, long fresh, Optional<Instant> until, Flood flood) {
    private static final Duration MONTH = Duration.ofDays(30);

    /// Below this nothing is a flood.
    private static final int A_FEW = 30;

    /// Messages of one friend on one day that say nearly the same, as spam does.
    ///
    /// @param whom who sent most of them since; empty where nobody sent any
    /// @param sent how many
    /// @param usual the most that anybody sent on a day in the month before
    public record Flood(Optional<SpeakerName> whom, int sent, int usual) {
        /// Where nothing is new.
        static final Flood NONE = new Flood(Optional.empty(), 0, 0);

        /// How many are no flood yet.
        ///
        /// @param times the usual number
        public double limit(double times) {
            return Math.max(A_FEW, times * usual);
        }
    }

    /// One friend's day.
    private record Day(SpeakerName who, LocalDate date, boolean fresh) {}

    /// Counts `messages`.
    ///
    /// @param since when the model learnt last; empty for never: then all is new, and no flood is
    /// @param zone by whose days friends live
    public static Intake of(
            MessageSource messages, Willing willing, Optional<Instant> since, ZoneId zone) {
        Counting counting = new Counting(since, zone);
        for (Person person : willing.people()) {
            person.handles().forEach(handle -> counting.speakers.put(handle, person.speaker()));
        }
        messages.forEach(counting::add);
        return new Intake(
                counting.all,
                counting.older,
                counting.fresh,
                Optional.ofNullable(counting.until),
                counting.flood());
    }

    private static final class Counting {
        private final Instant since;
        private final Instant monthBefore;
        private final boolean looksForFloods;
        private final ZoneId zone;
        private final Map<Handle, SpeakerName> speakers = new HashMap<>();
        private final Map<Day, Alike> days = new HashMap<>();
        private long all;
        private long older;
        private long fresh;
        private @Nullable Instant until;

        Counting(Optional<Instant> since, ZoneId zone) {
            this.since = since.orElse(Instant.MIN);
            monthBefore = since.map(instant -> instant.minus(MONTH)).orElse(Instant.MIN);
            looksForFloods = since.isPresent();
            this.zone = zone;
        }

        void add(Message message) {
            all++;
            if (!message.channel().platform().hasClock()) {
                older++;
                return;
            }
            Instant sent = message.sentAt();
            boolean isFresh = sent.isAfter(since);
            older += isFresh ? 0 : 1;
            until = until == null || sent.isAfter(until) ? sent : until;
            SpeakerName speaker = speakers.get(message.sender());
            if (speaker == null || message.kind() != Kind.SPEECH) {
                return;
            }
            fresh += isFresh ? 1 : 0;
            if (looksForFloods && sent.isAfter(monthBefore)) {
                Day day = new Day(speaker, sent.atZone(zone).toLocalDate(), isFresh);
                days.computeIfAbsent(day, _ -> new Alike()).add(message.text());
            }
        }

        Flood flood() {
            Flood flood = Flood.NONE;
            for (Map.Entry<Day, Alike> day : days.entrySet()) {
                int count = day.getValue().count();
                if (!day.getKey().fresh()) {
                    flood = new Flood(flood.whom(), flood.sent(), Math.max(flood.usual(), count));
                } else if (count > flood.sent()) {
                    flood = new Flood(Optional.of(day.getKey().who()), count, flood.usual());
                }
            }
            return flood;
        }
    }
}
