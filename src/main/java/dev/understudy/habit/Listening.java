package dev.understudy.habit;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Person;
import dev.understudy.chat.Platform;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Goes through a history once and counts. One thread.
final class Listening {
    private static final Duration SILENCE = Duration.ofHours(1);
    private static final Duration BURST = Duration.ofMinutes(2);

    /// Within how many turns somebody who is named answers, if they do.
    private static final int PATIENCE = 3;

    private final List<Observed> people;
    private final Map<Handle, Integer> numbers = new HashMap<>();
    private final NameWords names;
    private final ZoneId zone;
    private final int outsider;

    /// For how many turns more each person who was named may answer to it.
    private final Map<Integer, Integer> awaited = new HashMap<>();

    private Channel channel = new Channel(Platform.PLAIN, "none", "");
    private Room room = new Room();
    private Optional<Turn> turn = Optional.empty();

    /// What somebody is saying.
    private static final class Turn {
        private final int speaker;
        private final BitSet named = new BitSet();
        private int messages;
        private boolean question;
        private Instant last = Instant.EPOCH;

        Turn(int speaker) {
            this.speaker = speaker;
        }

        boolean asksEveryone() {
            return question && named.isEmpty();
        }
    }

    Listening(List<Person> people, ZoneId zone) {
        this.people = IntStream.range(0, people.size()).mapToObj(Observed::new).toList();
        this.zone = zone;
        names = new NameWords(people);
        outsider = people.size();
        for (int number = 0; number < people.size(); number++) {
            for (Handle handle : people.get(number).handles()) {
                numbers.put(handle, number);
            }
        }
    }

    /// What was seen of each person, in their order.
    List<Observed> people() {
        endConversation();
        return people;
    }

    void hear(Message message) {
        if (!message.channel().platform().hasClock() || message.kind() == Message.Kind.BOT) {
            return;
        }
        enter(message.channel());
        int speaker = numbers.getOrDefault(message.sender(), outsider);
        Instant at = message.sentAt();
        Duration pause = turn.map(said -> Duration.between(said.last, at)).orElse(Duration.ZERO);
        if (turn.isEmpty() || pause.compareTo(SILENCE) > 0) {
            endConversation();
            observed(speaker).ifPresent(one -> one.started++);
            turn = Optional.of(new Turn(speaker));
        } else if (turn.get().speaker != speaker || pause.compareTo(BURST) > 0) {
            turn = Optional.of(next(turn.get(), speaker, pause));
        } else {
            observed(speaker).ifPresent(one -> one.gaps[Waits.step(pause)]++);
        }
        say(turn.orElseThrow(), message.text(), at);
    }

    private void enter(Channel next) {
        if (next.platform() != channel.platform() || !next.id().equals(channel.id())) {
            endConversation();
            channel = next;
            room = new Room();
        }
    }

    private Optional<Observed> observed(int number) {
        return number == outsider ? Optional.empty() : Optional.of(people.get(number));
    }

    private void say(Turn now, String text, Instant at) {
        now.messages++;
        now.last = at;
        now.question |= text.indexOf('?') >= 0;
        names.forEachNamed(text, now.named::set);
        observed(now.speaker).ifPresent(one -> one.hours[at.atZone(zone).getHour()]++);
    }

    /// `speaker` takes the turn after `before`, in the same conversation.
    private Turn next(Turn before, int speaker, Duration pause) {
        end(before);
        observed(speaker)
                .filter(_ -> speaker != before.speaker)
                .ifPresent(
                        one -> {
                            one.answers(before.speaker, pause);
                            one.answeredQuestions += before.asksEveryone() ? 1 : 0;
                            one.answeredWhenNamed += awaited.containsKey(speaker) ? 1 : 0;
                        });
        awaited.remove(speaker);
        awaited.replaceAll((_, turns) -> turns - 1);
        awaited.values().removeIf(turns -> turns == 0);
        return new Turn(speaker);
    }

    private void end(Turn ended) {
        boolean first = room.count(ended.speaker, ended.asksEveryone());
        observed(ended.speaker)
                .ifPresent(
                        one -> {
                            one.takesTurn(ended.messages);
                            if (first) {
                                one.rooms.add(room);
                            }
                        });
        ended.named.clear(ended.speaker);
        ended.named.stream().filter(number -> !awaited.containsKey(number)).forEach(this::await);
    }

    private void await(int number) {
        people.get(number).named++;
        awaited.put(number, PATIENCE);
    }

    private void endConversation() {
        turn.ifPresent(this::end);
        turn = Optional.empty();
        awaited.clear();
    }
}
