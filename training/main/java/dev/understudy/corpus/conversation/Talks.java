package dev.understudy.corpus.conversation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Cuts what was said into conversations: at silences, unless a reply goes on with an earlier one.
///
/// A reply takes along what was said since the last silence before it; what was said in between is
/// a conversation of its own. Memory: one conversation, and those of its channel that a reply may
/// still join. One thread.
public final class Talks {
    private final Cutting cutting;
    private final Consumer<Conversation> sink;

    /// By when they began; all in one channel.
    private final List<Talk> open = new ArrayList<>();

    private @Nullable Talk current;
    private long order;

    /// @param sink is handed every conversation once no reply can join it
    public Talks(Cutting cutting, Consumer<Conversation> sink) {
        this.cutting = cutting;
        this.sink = sink;
    }

    /// Takes the next words: channel by channel, each in the order it was said.
    public void say(Said said) {
        order++;
        endOtherChannel(said);
        Talk before = current;
        if (before == null || isAfterSilence(said, before.last())) {
            Optional<Talk> answered = answered(said, Optional.empty());
            answered.ifPresent(talk -> talk.add(said, order, cutting.burst()));
            current = answered.orElseGet(() -> begin(said));
        } else {
            before.add(said, order, cutting.burst());
            answered(said, Optional.of(before)).ifPresent(earlier -> join(earlier, before));
        }
        endOlder(said);
    }

    /// Somebody said something that is left out: a burst that it stands in is two turns.
    public void interrupt() {
        if (current != null) {
            current.interrupt();
        }
    }

    private void endOtherChannel(Said said) {
        Talk before = current;
        if (before != null && !said.isInChannelOf(before.last())) {
            end();
        }
    }

    private boolean isAfterSilence(Said said, Said before) {
        return said.hasClock() && said.since(before).compareTo(cutting.silence()) > 0;
    }

    /// The open conversation other than `own` that `said` replies to.
    private Optional<Talk> answered(Said said, Optional<Talk> own) {
        return said.replyTo()
                .flatMap(
                        id ->
                                open.stream()
                                        .filter(talk -> own.filter(talk::equals).isEmpty())
                                        .filter(talk -> isAnswer(said, id, talk))
                                        .findFirst());
    }

    private boolean isAnswer(Said said, String id, Talk talk) {
        return talk.holds(id, said.at(), cutting.replySpan());
    }

    private Talk begin(Said said) {
        Talk begun = new Talk(said, order);
        open.add(begun);
        return begun;
    }

    private void join(Talk earlier, Talk later) {
        earlier.join(later);
        open.remove(later);
        current = earlier;
    }

    /// Ends those that are too old for a reply.
    private void endOlder(Said now) {
        Iterator<Talk> talks = open.iterator();
        while (talks.hasNext()) {
            Talk talk = talks.next();
            Duration pause = now.since(talk.last());
            if (talk != current && pause.compareTo(cutting.replySpan()) > 0) {
                talks.remove();
                sink.accept(talk.end());
            }
        }
    }

    /// Ends all conversations: nothing more is said.
    public void end() {
        open.forEach(talk -> sink.accept(talk.end()));
        open.clear();
        current = null;
    }
}
