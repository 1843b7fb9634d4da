package dev.understudy.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.stage.command.Answer;
import dev.understudy.stage.command.Place;
import dev.understudy.stage.command.Request;
import dev.understudy.stage.door.Ear;
import dev.understudy.stage.door.Heard;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/// A stage that remembers what it is told, and does what a test says.
final class AttentiveEar implements Ear {
    final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    final BlockingQueue<Request> asked = new LinkedBlockingQueue<>();
    volatile Consumer<Heard> whenTold = _ -> {};
    volatile Function<Request, Answer> whenAsked = _ -> Answer.of("done");
    volatile List<String> clones = List.of();

    @Override
    public void hear(Heard what) {
        whenTold.accept(what);
        heard.add(what);
    }

    @Override
    public Answer ask(Request request) {
        asked.add(request);
        return whenAsked.apply(request);
    }

    @Override
    public List<String> suggest(Place place, String typed) {
        return clones;
    }

    @Override
    public Optional<String> lastHeard(Place place) {
        return Optional.empty();
    }

    @Override
    public List<String> keptLately(Place place) {
        return List.of();
    }

    @Override
    public boolean listensTo(Place place) {
        return true;
    }

    /// The next thing told, waited for, which is of `type`.
    <T extends Heard> T next(Class<T> type) throws InterruptedException {
        Heard next = heard.poll(10, TimeUnit.SECONDS);
        assertThat(next).isInstanceOf(type);
        return type.cast(next);
    }

    /// The text of the next message told.
    String nextText() throws InterruptedException {
        return next(Heard.Said.class).message().text();
    }

    Request nextRequest() throws InterruptedException {
        Request next = asked.poll(10, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    boolean isAsked(Duration wait) throws InterruptedException {
        return asked.poll(wait.toMillis(), TimeUnit.MILLISECONDS) != null;
    }
}
