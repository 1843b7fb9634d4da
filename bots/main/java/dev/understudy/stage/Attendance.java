package dev.understudy.stage;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Message;
import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Turn;
import dev.understudy.clone.Speaker;
import dev.understudy.clone.voice.Listener;
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
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// What clones do in one channel: they hear, decide whether to answer, take their friend's time,
/// and say it. One at a time speaks; hearing never waits for that. Thread-safe.
final class Attendance {
    /// As often a clone starts over because something was said while it thought.
    private static final int PATIENCE = 2;

    /// Whoever asked for a line does not wait longer for a platform that takes nothing.
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    private final Venue venue;
    private final Channel channel;
    private final Surroundings around;
    private final Conversation conversation;
    private final Attention attention;
    private final Delivery delivery;
    private final Executor threads;
    private final ReentrantLock speaking = new ReentrantLock(true);
    private final Progress progress;
    private final AtomicReference<Optional<Cue>> cue = new AtomicReference<>(Optional.empty());
    private final AtomicBoolean answering = new AtomicBoolean();
    private final AtomicBoolean playing = new AtomicBoolean();

    /// Of all that began since somebody last said stop; what has another one is stopped.
    private volatile Rest rest = new Rest();

    private volatile boolean closed;
    private volatile Instant usedAt;

    /// A message that a clone is going to answer.
    ///
    /// @param number how many had been heard with it
    private record Cue(
            Message message, long number, Speaker speaker, boolean reply, Instant due, Rest rest) {}

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
        progress = new Progress(conversation.window());
        attention = new Attention(venue, conversation, around);
        usedAt = around.clock().instant();
    }

    Conversation conversation() {
        return conversation;
    }

    boolean isIn(Venue other) {
        return venue == other;
    }

    /// Whether nothing goes on here, and has not since `before`.
    boolean isIdleSince(Instant before) {
        return usedAt.isBefore(before)
                && !playing.get()
                && !answering.get()
                && !speaking.isLocked();
    }

    /// Stops where a person says so, whether they may be heard or not.
    void heed(Heard.Said said) {
        if (said.message().kind() != Message.Kind.BOT
                && Attention.isStop(said)
                && attention.isFresh(said)) {
            stop();
        }
    }

    /// Hears a message, and may answer it. Being told it again changes nothing.
    void hear(Heard.Said said, SpeakerName by) {
        Message message = said.message();
        Optional<Turn> turn = Incoming.turn(by, message.text());
        if (turn.isEmpty() || message.kind() == Message.Kind.BOT) {
            return;
        }
        OptionalLong number = progress.remember(message, turn.get());
        if (number.isEmpty()) {
            return;
        }
        usedAt = around.clock().instant();
        if (!Attention.isStop(said)
                && attention.isFresh(said)
                && !closed
                && !(playing.get() && Attention.isByTheWay(said))) {
            attention
                    .answerer(said, by)
                    .filter(speaker -> mayAnswer(message))
                    .ifPresent(speaker -> cue(said, number.getAsLong(), speaker));
        }
    }

    private boolean mayAnswer(Message message) {
        Grant grant =
                around.guarding().budgets().tryTake(message.sender(), channel, Budgets.Use.REPLY);
        return grant instanceof Grant.Granted;
    }

    private void cue(Heard.Said said, long number, Speaker speaker) {
        Pace pace = new Pace(around.configuration().get().manners().pace());
        Duration thought = pace.thought(venue.habit(speaker), around.random());
        boolean reply = said.address().contains(Heard.Address.REPLY);
        cue.set(
                Optional.of(
                        new Cue(
                                said.message(),
                                number,
                                speaker,
                                reply,
                                around.clock().instant().plus(thought),
                                rest)));
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
        first.rest().pause(Duration.between(around.clock().instant(), first.due()));
        if (!isOver(first.rest())) {
            inTurn(() -> answerLatest(first));
        }
    }

    /// Answers `first`, or what came after it while the clone thought. Returns whether it did.
    private boolean answerLatest(Cue first) {
        Cue now = cue.getAndSet(Optional.empty()).orElse(first);
        if (progress.hasAnswered(now.speaker().name(), now.number())) {
            return false;
        }
        AtomicLong mark = new AtomicLong();
        Spoken spoken = speak(now.speaker(), now.rest(), mark, true);
        for (int i = 1; isOutdated(mark) && i <= PATIENCE && !isStopped(now.rest()); i++) {
            now = cue.getAndSet(Optional.empty()).orElse(now);
            spoken = speak(now.speaker(), now.rest(), mark, i < PATIENCE);
        }
        String id = now.message().id();
        if (isStopped(now.rest()) || !venue.live().claim(channel, id)) {
            return false;
        }
        progress.answers(now.speaker().name(), mark.get());
        return say(
                now.speaker(),
                spoken,
                new Delivery.Answering(Optional.of(id), now.reply(), breaks(now.rest())));
    }

    private boolean isOutdated(AtomicLong mark) {
        return progress.heard() != mark.get();
    }

    private boolean say(Speaker speaker, Spoken spoken, Delivery.Answering answering) {
        boolean said =
                venue.plays(speaker)
                        && !answering.breaks().areStopped()
                        && delivery.deliver(speaker, spoken, answering);
        if (said) {
            attention.spoke(speaker);
        }
        return said;
    }

    /// @param mark becomes the count of what was heard when the model began to read
    private Spoken speak(Speaker speaker, Rest own, AtomicLong mark, boolean startsOver) {
        try (Typing _ = delivery.type(() -> isStopped(own))) {
            return conversation.speak(
                    speaker,
                    () -> {
                        mark.set(progress.heard());
                        return new Listener() {
                            @Override
                            public void heard(String more) {}

                            @Override
                            public boolean enough() {
                                return isStopped(own) || (startsOver && isOutdated(mark));
                            }
                        };
                    });
        }
    }

    private Spoken speak(Speaker speaker, Rest own) {
        return speak(speaker, own, new AtomicLong(), false);
    }

    /// Has `speaker` say something now, after `asker` said `prompt`. Returns false when it was
    /// stopped, or what it would say may not be said. Throws UserError where it cannot speak, and
    /// [dev.understudy.stage.door.Refused] when the platform does not take it.
    boolean sayOnce(Speaker speaker, SpeakerName asker, Optional<String> prompt) {
        Rest own = rest;
        usedAt = around.clock().instant();
        awaitTurn();
        try {
            prompt.flatMap(words -> Incoming.turn(asker, words))
                    .ifPresent(conversation.window()::add);
            return say(speaker, speak(speaker, own), unasked(own));
        } finally {
            speaking.unlock();
        }
    }

    private void awaitTurn() {
        boolean free = tryTurn(LONGEST_WAIT);
        if (free && !closed) {
            return;
        }
        if (free) {
            speaking.unlock();
        }
        throw new UserError("The clones are busy.", "Try again in a few minutes.");
    }

    private boolean tryTurn(Duration patience) {
        try {
            return speaking.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Delivery.Answering unasked(Rest own) {
        return new Delivery.Answering(Optional.empty(), false, breaks(own));
    }

    private Delivery.Breaks breaks(Rest own) {
        return new Delivery.Breaks(own, () -> isStopped(own));
    }

    /// Begins a scene, which goes on by itself. Throws UserError when another one is played here.
    void play(Command.Scene scene, List<Speaker> cast, SpeakerName asker) {
        if (!playing.compareAndSet(false, true)) {
            throw new UserError(
                    "A scene is being played here already.", "Anybody's \"stop\" ends it.");
        }
        Rest own = rest;
        scene.topic()
                .flatMap(topic -> Incoming.turn(asker, topic))
                .ifPresent(conversation.window()::add);
        threads.execute(
                () -> {
                    try {
                        play(cast, scene.turns(), own);
                    } finally {
                        playing.set(false);
                    }
                });
    }

    /// One line after the other; between two of them others may speak.
    private void play(List<Speaker> cast, int turns, Rest own) {
        for (int i = 0; i < turns && !isOver(own); i++) {
            Speaker speaker = cast.get(i % cast.size());
            awaitBudget(own);
            Optional<Integer> length = inTurn(() -> line(speaker, own));
            if (length.isEmpty()) {
                return;
            }
            Pace pace = new Pace(around.configuration().get().manners().pace());
            own.pause(pace.gap(venue.habit(speaker), length.get(), around.random()));
        }
    }

    private void awaitBudget(Rest own) {
        while (!isOver(own)
                && around.guarding().budgets().tryTake(channel) instanceof Grant.Denied denied) {
            own.pause(denied.after());
        }
    }

    /// Returns how many characters were said.
    private int line(Speaker speaker, Rest own) {
        if (isOver(own) || !venue.plays(speaker)) {
            return 0;
        }
        Spoken spoken = speak(speaker, own);
        return say(speaker, spoken, unasked(own)) ? spoken.turn().text().length() : 0;
    }

    /// Ends scenes and answers that are under way.
    synchronized void stop() {
        Rest before = rest;
        rest = new Rest();
        cue.set(Optional.empty());
        before.end();
    }

    /// Ends all, for good: what is being said is finished.
    synchronized void close() {
        closed = true;
        cue.set(Optional.empty());
        rest.end();
    }

    private boolean isStopped(Rest own) {
        return own != rest;
    }

    private boolean isOver(Rest own) {
        return closed || isStopped(own);
    }

    /// Does `work` when nobody else speaks; what fails is logged, and people are told now and then.
    /// Empty when it failed, or nobody speaks any more.
    private <T> Optional<T> inTurn(Supplier<T> work) {
        speaking.lock();
        try {
            return closed ? Optional.empty() : Optional.of(work.get());
        } catch (RuntimeException failed) {
            delivery.apologise(failed);
            return Optional.empty();
        } finally {
            speaking.unlock();
        }
    }

    /// Waits until nobody speaks any more, once it is closed; not longer than `patience`.
    void awaitSilence(Duration patience) {
        if (tryTurn(patience)) {
            speaking.unlock();
        }
    }

    /// Forgets what somebody said; their clone leaves.
    void forget(SpeakerName who) {
        conversation.window().remove(who);
        if (conversation.onStage().filter(clone -> clone.name().equals(who)).isPresent()) {
            conversation.cast(Optional.empty());
            new Memory(venue, channel).keep(new Command.Stop(), conversation);
        }
    }
}
