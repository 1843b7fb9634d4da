package dev.understudy.statistics.counting;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Pauses;
import dev.understudy.chat.Person;
import dev.understudy.chat.Platform;
import dev.understudy.statistics.BusyConversation;
import dev.understudy.statistics.Period;
import dev.understudy.statistics.PersonCount;
import dev.understudy.statistics.Statistics;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Counts messages as they come. One thread.
public final class Counting {
    private static final int BUSIEST = 10;
    private static final int REMEMBERED = 1000;
    private static final Comparator<BusyConversation> BY_SIZE =
            Comparator.comparingLong(BusyConversation::messages)
                    .thenComparing(BusyConversation::from, Comparator.reverseOrder());

    private final Period period;
    private final List<Tally> people = new ArrayList<>();
    private final Map<Handle, Tally> byHandle = new HashMap<>();
    private final long[][] week = new long[7][24];
    private final SortedMap<Platform, Long> platforms = new TreeMap<>();
    private final PriorityQueue<BusyConversation> busiest = new PriorityQueue<>(BY_SIZE);
    private long conversations;
    private long withoutClock;
    private long bots;
    private long unknown;
    private Optional<Instant> first = Optional.empty();
    private Optional<Instant> last = Optional.empty();

    private Optional<Channel> channel = Optional.empty();
    private Optional<Talk> talk = Optional.empty();

    /// Who wrote the latest messages of the channel, by their ids.
    private final SequencedMap<String, Optional<Tally>> writers = new LinkedHashMap<>();

    private Counting(List<Person> people, Period period) {
        this.period = period;
        List<String> names = ReadableNames.of(people);
        for (int number = 0; number < people.size(); number++) {
            Tally tally = new Tally(names.get(number));
            this.people.add(tally);
            people.get(number).handles().forEach(handle -> byHandle.put(handle, tally));
        }
    }

    /// Counts a history in one pass. Memory: some numbers for each person, for each month in which
    /// they wrote and for each pair that talks, not one for each message.
    ///
    /// As in a corpus, a conversation ends with an hour of silence. A message answers the one it
    /// replies to, if that is among the last thousand of its channel; else whoever takes a turn
    /// answers the one before, in the same conversation.
    ///
    /// @param people who has a name; others are counted without one
    /// @param history hands every message to what it is given: channel by channel, each by time
    public static Statistics count(
            Circle circle,
            Period period,
            List<Person> people,
            Consumer<Consumer<Message>> history) {
        Counting counting = new Counting(people, period);
        history.accept(counting::hear);
        return counting.statistics(circle);
    }

    private void hear(Message message) {
        if (!period.contains(message.channel().platform(), message.sentAt())) {
            return;
        }
        if (message.kind() == Message.Kind.BOT) {
            bots++;
            return;
        }
        enter(message.channel());
        Optional<Tally> writer = Optional.ofNullable(byHandle.get(message.sender()));
        writer.ifPresentOrElse(one -> count(one, message), () -> unknown++);
        follow(writer, message);
        remember(writer, message);
    }

    /// A retitled channel is still the same place.
    private void enter(Channel next) {
        boolean same =
                channel.filter(
                                now ->
                                        now.platform() == next.platform()
                                                && now.id().equals(next.id()))
                        .isPresent();
        if (!same) {
            endTalk();
            writers.clear();
            channel = Optional.of(next);
        }
    }

    private void count(Tally writer, Message message) {
        writer.says(message);
        platforms.merge(message.channel().platform(), 1L, Long::sum);
        if (!message.channel().platform().hasClock()) {
            withoutClock++;
            return;
        }
        Instant at = message.sentAt();
        ZonedDateTime local = at.atZone(period.zone());
        week[local.getDayOfWeek().getValue() - 1][local.getHour()]++;
        writer.months.merge(YearMonth.from(local), 1L, Long::sum);
        first = Optional.of(first.filter(at::isAfter).orElse(at));
        last = Optional.of(last.filter(at::isBefore).orElse(at));
    }

    /// Goes on with the conversation, or starts one.
    private void follow(Optional<Tally> writer, Message message) {
        Platform platform = message.channel().platform();
        boolean clock = platform.hasClock();
        Instant at = message.sentAt();
        if (talk.isEmpty() || (clock && Pauses.STANDARD.isSilence(talk.get().last(), at))) {
            endTalk();
            talk = Optional.of(new Talk(platform, at, writer));
            writer.filter(_ -> clock).ifPresent(one -> one.started++);
            answer(writer, Optional.empty(), message);
        } else {
            Talk now = talk.get();
            boolean sameSpeaker = now.speaker().equals(writer);
            answer(writer, sameSpeaker ? Optional.empty() : now.speaker(), message);
            if (!sameSpeaker || (clock && !Pauses.STANDARD.isBurst(now.last(), at))) {
                now.turnTo(writer);
            }
        }
        talk.orElseThrow().say(message);
    }

    /// @param before who had the turn, if `writer` takes it over
    private void answer(Optional<Tally> writer, Optional<Tally> before, Message message) {
        Optional<Tally> answered =
                message.replyTo().map(id -> writers.getOrDefault(id, before)).orElse(before);
        writer.ifPresent(
                one ->
                        answered.filter(other -> other != one)
                                .ifPresent(other -> one.answers.merge(other, 1L, Long::sum)));
    }

    private void remember(Optional<Tally> writer, Message message) {
        writers.put(message.id(), writer);
        if (writers.size() > REMEMBERED) {
            writers.pollFirstEntry();
        }
    }

    private void endTalk() {
        if (talk.isPresent()) {
            BusyConversation ended = talk.get().end();
            if (ended.platform().hasClock() && ended.messages() > 0) {
                conversations++;
                busiest.add(ended);
            }
            if (busiest.size() > BUSIEST) {
                busiest.remove();
            }
            talk = Optional.empty();
        }
    }

    private Statistics statistics(Circle circle) {
        endTalk();
        List<Tally> spoke =
                people.stream()
                        .filter(one -> one.messages > 0)
                        .sorted(
                                Comparator.comparingLong((Tally one) -> -one.messages)
                                        .thenComparingLong(one -> -one.words)
                                        .thenComparing(one -> one.name))
                        .toList();
        Map<Tally, Integer> places = new HashMap<>();
        spoke.forEach(one -> places.put(one, places.size()));
        return new Statistics(
                circle,
                period,
                totals(spoke),
                shared(spoke),
                Arrays.stream(week).map(day -> Arrays.stream(day).boxed().toList()).toList(),
                months(spoke),
                spoke.stream().map(one -> answers(one, places)).toList(),
                busiest.stream().sorted(BY_SIZE.reversed()).toList());
    }

    private Statistics.Totals totals(List<Tally> spoke) {
        return new Statistics.Totals(
                spoke.stream().mapToLong(one -> one.messages).sum(),
                spoke.stream().mapToLong(one -> one.words).sum(),
                spoke.stream().mapToLong(one -> one.media).sum(),
                conversations,
                withoutClock,
                bots,
                unknown,
                first,
                last,
                platforms);
    }

    private static List<PersonCount> shared(List<Tally> spoke) {
        List<Integer> messages = Shares.perMille(spoke.stream().map(one -> one.messages).toList());
        List<Integer> words = Shares.perMille(spoke.stream().map(one -> one.words).toList());
        List<PersonCount> counts = new ArrayList<>();
        for (int i = 0; i < spoke.size(); i++) {
            counts.add(spoke.get(i).count(messages.get(i), words.get(i)));
        }
        return counts;
    }

    private static SortedMap<YearMonth, List<Long>> months(List<Tally> spoke) {
        SortedMap<YearMonth, List<Long>> months = new TreeMap<>();
        spoke.stream()
                .flatMap(one -> one.months.keySet().stream())
                .distinct()
                .forEach(
                        month ->
                                months.put(
                                        month,
                                        spoke.stream()
                                                .map(one -> one.months.getOrDefault(month, 0L))
                                                .toList()));
        return months;
    }

    private static SortedMap<Integer, Long> answers(Tally one, Map<Tally, Integer> places) {
        SortedMap<Integer, Long> answers = new TreeMap<>();
        one.answers.forEach(
                (other, count) -> answers.put(Objects.requireNonNull(places.get(other)), count));
        return answers;
    }
}
