package dev.understudy.stage;

import dev.understudy.archive.live.LiveArchive;
import dev.understudy.chat.Channel;
import dev.understudy.chat.Message;
import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Turn;
import dev.understudy.clone.Listener;
import dev.understudy.clone.Speaker;
import dev.understudy.settings.UserError;
import dev.understudy.stage.budget.Budgets;
import dev.understudy.stage.budget.Grant;
import dev.understudy.stage.command.Command;
import dev.understudy.stage.door.Heard;
import dev.understudy.stage.guard.Incoming;
import dev.understudy.stage.manner.Pace;
import dev.understudy.stage.manner.Rest;
import dev.understudy.stage.talk.Conversation;
import dev.understudy.stage.talk.Conversation.Spoken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/// What clones do in one channel: they hear, decide whether to answer, take their friend's time,
/// and say it. One at a time speaks; hearing never waits for that. Thread-safe.
final class Attendance {
    /// What is older was missed, and nobody waits for an answer any more.
    private static final Duration STALE = Duration.ofMinutes(10);

    /// As often a clone starts over because something was said while it thought.
    private static final int PATIENCE = 2;

    private final Venue venue;
    private final Channel channel;
    private final Surroundings around;
    private final Conversation conversation;
    private final Attention attention;
    private final Delivery delivery;
    private final Executor threads;
    private final ReentrantLock speaking = new ReentrantLock(true);
    private final AtomicLong heard = new AtomicLong();
    private final AtomicReference<Optional<Cue>> cue = new AtomicReference<>(Optional.empty());
    private final AtomicBoolean answering = new AtomicBoolean();
    private volatile Rest rest = new Rest();
    private volatile boolean stopped;
    private volatile boolean closed;

    /// A message that a clone is going to answer.
    private record Cue(Message message, Speaker speaker, boolean reply, Instant due) {}

    Attendance(
            Venue venue,
            Channel channel,
            Surroundings around,
            Delivery delivery,
            Executor threads) {
        this.venue = venue;
        this.channel = channel;
        this.around = around;
        this.delivery = delivery;
        this.threads = threads;
        conversation = delivery.conversation();
        attention = new Attention(venue, conversation, around);
    }

    Conversation conversation() {
        return conversation;
    }

    boolean isIn(Venue other) {
        return venue == other;
    }

    /// Hears a message, and may answer it. Being told it again changes nothing.
    void hear(Heard.Said said, SpeakerName by) {
        Message message = said.message();
        Optional<Turn> turn = Incoming.turn(by, message.text());
        if (turn.isEmpty()
                || message.kind() == Message.Kind.BOT
                || !conversation.window().add(message.id(), message.sentAt(), turn.get())) {
            return;
        }
        heard.incrementAndGet();
        if (isStop(turn.get())) {
            stop();
        } else if (isFresh(said) && !closed) {
            attention
                    .answerer(said, by)
                    .filter(speaker -> mayAnswer(message))
                    .ifPresent(speaker -> cue(said, speaker));
        }
    }

    private boolean isFresh(Heard.Said said) {
        Duration age = Duration.between(said.message().sentAt(), around.clock().instant());
        return said.live()
                && said.message().kind() != Message.Kind.FORWARD
                && age.compareTo(STALE) < 0;
    }

    private static boolean isStop(Turn turn) {
        return turn.text().strip().toLowerCase(Locale.ROOT).matches("stop[.!]*");
    }

    private boolean mayAnswer(Message message) {
        Grant grant =
                around.guarding().budgets().tryTake(message.sender(), channel, Budgets.Use.REPLY);
        return grant instanceof Grant.Granted;
    }

    private void cue(Heard.Said said, Speaker speaker) {
        Pace pace = new Pace(around.configuration().get().manners().pace());
        Duration thought = pace.thought(venue.habit(speaker), around.random());
        boolean reply = said.address().contains(Heard.Address.REPLY);
        cue.set(
                Optional.of(
                        new Cue(
                                said.message(),
                                speaker,
                                reply,
                                around.clock().instant().plus(thought))));
        answerSoon();
    }

    private void answerSoon() {
        if (answering.compareAndSet(false, true)) {
            threads.execute(this::answerAll);
        }
    }

    private void answerAll() {
        try {
            Optional<Cue> next = cue.getAndSet(Optional.empty());
            while (next.isPresent() && !closed) {
                answer(next.get());
                next = cue.getAndSet(Optional.empty());
            }
        } finally {
            answering.set(false);
        }
        if (cue.get().isPresent() && !closed) {
            answerSoon();
        }
    }

    private void answer(Cue first) {
        rest.pause(Duration.between(around.clock().instant(), first.due()));
        inTurn(
                () -> {
                    Cue now = first;
                    AtomicLong mark = new AtomicLong();
                    Spoken spoken;
                    int tries = 0;
                    do {
                        now = cue.getAndSet(Optional.empty()).orElse(now);
                        spoken = speak(now.speaker(), mark, tries < PATIENCE);
                        tries++;
                    } while (heard.get() != mark.get() && tries <= PATIENCE && !stopped);
                    if (!stopped && live().claim(channel, now.message().id())) {
                        say(now, spoken);
                    }
                });
    }

    private void say(Cue now, Spoken spoken) {
        Optional<String> id = Optional.of(now.message().id());
        delivery.deliver(
                now.speaker(),
                spoken,
                new Delivery.Answering(id, now.reply(), rest, () -> stopped));
        attention.spoke(now.speaker());
    }

    /// @param mark becomes the count of what was heard when the model began to read
    private Spoken speak(Speaker speaker, AtomicLong mark, boolean startsOver) {
        delivery.type();
        return conversation.speak(
                speaker,
                () -> {
                    mark.set(heard.get());
                    return new Listener() {
                        @Override
                        public void heard(String more) {}

                        @Override
                        public boolean enough() {
                            return stopped || (startsOver && heard.get() != mark.get());
                        }
                    };
                });
    }

    /// Has `speaker` say something now, after `asker` said `prompt`. Throws UserError where it
    /// cannot.
    void sayOnce(Speaker speaker, SpeakerName asker, Optional<String> prompt) {
        prompt.flatMap(words -> Incoming.turn(asker, words)).ifPresent(conversation.window()::add);
        speaking.lock();
        try {
            begin();
            Spoken spoken = speak(speaker, new AtomicLong(), false);
            delivery.deliver(
                    speaker,
                    spoken,
                    new Delivery.Answering(Optional.empty(), false, rest, () -> stopped));
            attention.spoke(speaker);
        } finally {
            speaking.unlock();
        }
    }

    /// Begins a scene, which goes on by itself. Throws UserError when it cannot be played.
    void play(Command.Scene scene, List<Speaker> cast, SpeakerName asker) {
        scene.topic()
                .flatMap(topic -> Incoming.turn(asker, topic))
                .ifPresent(conversation.window()::add);
        threads.execute(
                () ->
                        inTurn(
                                () -> {
                                    for (int i = 0; i < scene.turns() && !stopped && !closed; i++) {
                                        turn(cast.get(i % cast.size()));
                                    }
                                    cue.set(Optional.empty());
                                }));
    }

    private void turn(Speaker speaker) {
        if (around.guarding().budgets().tryTake(channel) instanceof Grant.Denied denied) {
            rest.pause(denied.after());
        }
        Spoken spoken = speak(speaker, new AtomicLong(), false);
        if (!stopped) {
            delivery.deliver(
                    speaker,
                    spoken,
                    new Delivery.Answering(Optional.empty(), false, rest, () -> stopped));
            Pace pace = new Pace(around.configuration().get().manners().pace());
            rest.pause(
                    pace.gap(venue.habit(speaker), spoken.turn().text().length(), around.random()));
        }
    }

    /// Ends scenes and answers that are under way.
    void stop() {
        stopped = true;
        cue.set(Optional.empty());
        rest.end();
    }

    /// Ends all, for good: what is being said is finished.
    void close() {
        closed = true;
        cue.set(Optional.empty());
        rest.end();
    }

    private void begin() {
        stopped = false;
        if (!closed) {
            rest = new Rest();
        }
    }

    /// Does `work` when nobody else speaks; what fails is logged, and people are told now and then.
    private void inTurn(Runnable work) {
        speaking.lock();
        try {
            if (!closed) {
                begin();
                work.run();
            }
        } catch (RuntimeException failed) {
            delivery.apologise(failed);
        } finally {
            speaking.unlock();
        }
    }

    /// Waits until nobody speaks any more; nobody begins to either.
    void awaitSilence() {
        speaking.lock();
        try {
            answering.set(true);
        } finally {
            speaking.unlock();
        }
    }

    private LiveArchive live() {
        return venue.live();
    }

    /// Throws UserError unless `speaker` may be called here.
    void require(Speaker speaker) {
        if (!venue.plays(speaker)) {
            throw new UserError(
                    speaker + " has not agreed to be cloned here.",
                    "They can: /consent yes, in their own name.");
        }
    }
}
